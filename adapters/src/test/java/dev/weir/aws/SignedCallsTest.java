package dev.weir.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;

/** What a client of the SDK would do for a call, done for those that have none. */
class SignedCallsTest {

    private static final DateTimeFormatter SIGNED_AT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private static final String IDENTITY = "<GetCallerIdentityResponse><GetCallerIdentityResult>"
            + "<Arn>arn:aws:iam::111122223333:user/me</Arn><Account>111122223333</Account></GetCallerIdentityResult>"
            + "</GetCallerIdentityResponse>";

    /** A service whose clock is ahead, and which takes nothing that was signed much earlier or later. */
    private static final class Ahead implements Http {

        private final Duration by;
        private int requests;

        Ahead(Duration by) {
            this.by = by;
        }

        @Override
        public Answer send(String method, URI endpoint, String target, Map<String, String> headers, byte[] body) {
            requests++;
            Instant now = Instant.now().plus(by);
            Instant at = Instant.from(SIGNED_AT.parse(headers.get("X-Amz-Date")));
            boolean isNow = Duration.between(at, now).abs().toMinutes() < 5;
            return isNow ? answer(now, 200, IDENTITY) : answer(now, 400, error("RequestExpired"));
        }
    }

    private static String error(String code) {
        return "<Response><Errors><Error><Code>" + code + "</Code><Message>no</Message></Error></Errors></Response>";
    }

    private static Http.Answer answer(Instant now, int status, String body) {
        Map<String, String> headers =
                Map.of("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atZone(ZoneOffset.UTC)));
        return new Http.Answer(
                status,
                name -> Optional.ofNullable(headers.get(name)),
                new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)),
                () -> {});
    }

    private static SignedCalls calls(Http http, int attempts) {
        return new SignedCalls(
                http,
                StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")),
                () -> URI.create("https://sts.eu-west-1.amazonaws.com"),
                "sts",
                "eu-west-1",
                AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(attempts)
                        .build(),
                request -> {});
    }

    @Test
    void callsByTheClockOfTheServiceWhereThisMachinesIsWrong() {
        Ahead service = new Ahead(Duration.ofHours(3));
        Sts sts = new Sts(calls(service, 2));

        assertThat(sts.identity())
                .isEqualTo(new Sts.Identity(
                        Optional.of("111122223333"), Optional.of("arn:aws:iam::111122223333:user/me")));
        assertThat(sts.identity().account()).contains("111122223333");
        assertThat(service.requests).isEqualTo(3);
    }

    @Test
    void isRefusedAsAClientOfTheSdkIs() {
        Sts sts = new Sts(calls(new Ahead(Duration.ofHours(3)), 1));

        assertThatThrownBy(sts::identity)
                .isInstanceOf(AwsServiceException.class)
                .hasMessage("400 RequestExpired: no")
                .satisfies(refused -> assertThat(Failure.of((RuntimeException) refused, "sts:GetCallerIdentity")
                                .kind())
                        .isEqualTo(Failure.Kind.CREDENTIALS));
    }

    @Test
    void isRefusedAlsoWhereNothingIsSaidOfWhy() {
        Http silent = (method, endpoint, target, headers, body) -> answer(Instant.now(), 401, "");
        SignedCalls calls = new SignedCalls(
                silent,
                StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")),
                () -> URI.create("https://ec2.eu-west-1.amazonaws.com"),
                "ec2",
                "eu-west-1",
                AwsRetryStrategy.adaptiveRetryStrategy(),
                request -> {});

        assertThatThrownBy(() -> Ec2Reads.by(calls).ask("DescribeVpcs", Map.of()))
                .isInstanceOf(AwsServiceException.class)
                .satisfies(refused -> assertThat(Failure.of((RuntimeException) refused, "ec2:DescribeVpcs")
                                .kind())
                        .isEqualTo(Failure.Kind.REGION_CLOSED));
    }

    /** A clock that is set. */
    private static final class SetClock extends Clock {
        private Instant now = Instant.parse("2026-11-22T06:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    @Test
    void assumesARoleAgainWhenItsHourIsNearlyOver() {
        SetClock clock = new SetClock();
        List<Instant> asked = new ArrayList<>();
        AssumedRole role = new AssumedRole(
                () -> {
                    asked.add(clock.now);
                    if (asked.size() == 2) {
                        throw new IllegalStateException("not now");
                    }
                    AwsSessionCredentials credentials = AwsSessionCredentials.create("k" + asked.size(), "s", "t");
                    return new Sts.Assumed(credentials, clock.now.plus(Duration.ofHours(1)));
                },
                clock);
        Map<Integer, String> expected =
                Map.of(0, "k1", 54, "k1", 56, "k1", 57, "k3", 100, "k3", 111, "k3", 113, "k4", 500, "k5");

        expected.keySet().stream().sorted().forEach(minute -> {
            clock.now = Instant.parse("2026-11-22T06:00:00Z").plus(Duration.ofMinutes(minute));
            assertThat(role.resolveCredentials().accessKeyId()).isEqualTo(expected.get(minute));
        });
        assertThat(asked).hasSize(5);
    }

    @Test
    void saysWhyARoleCannotBeAssumedOnceItsCredentialsAreOver() {
        SetClock clock = new SetClock();
        List<Sts.Assumed> given = new ArrayList<>(List.of(
                new Sts.Assumed(AwsSessionCredentials.create("k", "s", "t"), clock.now.plus(Duration.ofHours(1)))));
        AssumedRole role = new AssumedRole(() -> given.remove(0), clock);

        assertThat(role.resolveCredentials().accessKeyId()).isEqualTo("k");
        clock.now = clock.now.plus(Duration.ofMinutes(58));
        assertThat(role.resolveCredentials().accessKeyId()).isEqualTo("k");
        clock.now = clock.now.plus(Duration.ofMinutes(2));
        assertThatThrownBy(role::resolveCredentials).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
