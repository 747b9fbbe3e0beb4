package dev.weir.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.inventory.Listing;
import dev.weir.inventory.Snapshot;
import dev.weir.peer.Fault;
import dev.weir.peer.FaultProxy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An account that cannot be read at all says so in one sentence, soon, and nothing of it passes for read. */
class SignInTest {
    private static final URI NOBODY = URI.create("http://127.0.0.1:9");

    private static Snapshot read(Optional<String> profile, URI endpoint, String... regions) {
        AwsOptions options = PeerAccount.options(endpoint, regions);
        long start = System.nanoTime();
        Snapshot snapshot = Snapshot.of(PeerAccount.live(
                new AwsOptions(profile, options.regions(), options.endpointUrl(), options.prefixLists())));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
        assertThat(snapshot.isComplete()).isFalse();
        assertThat(snapshot.securityGroups()).isEmpty();
        assertThat(snapshot.listings()).allMatch(listing -> listing.status() == Listing.Status.NOT_READ);
        return snapshot;
    }

    private static List<String> problems(Snapshot snapshot) {
        return snapshot.problems().stream().map(Object::toString).toList();
    }

    @Test
    void aProfileThatDoesNotExist() {
        Snapshot snapshot = read(Optional.of("nobody-has-this"), NOBODY, "eu-west-1", "eu-west-2");

        assertThat(problems(snapshot))
                .containsExactly(
                        "AWS credentials: there is no profile `nobody-has-this` in the AWS config or credentials"
                                + " file; help: see `aws configure list-profiles`");
        assertThat(snapshot.listings()).hasSize(2 * Listing.Kind.values().length);
    }

    @Test
    void aProfileWithoutCredentials() {
        assertThat(problems(read(Optional.of("weir-nobody"), NOBODY, "eu-west-1")))
                .singleElement()
                .asString()
                .startsWith("AWS credentials: no usable AWS credentials")
                .contains("`weir-nobody`", "aws configure");
    }

    @Test
    void aSignInThatIsMissingOrOver() {
        assertThat(problems(read(Optional.of("weir-sso"), NOBODY, "eu-west-1")))
                .containsExactly("AWS credentials: the sign-in of profile `weir-sso` is missing or over; help: run"
                        + " `aws sso login --profile weir-sso`");
    }

    @Test
    void anEndpointThatNobodyListensAt() {
        assertThat(problems(read(Optional.of(PeerAccount.PROFILE), NOBODY, "eu-west-1", "eu-west-2")))
                .singleElement()
                .asString()
                .startsWith("GetCallerIdentity: the endpoint cannot be reached")
                .endsWith("help: check `--region`, `--endpoint-url`, the network and the proxy settings");
    }

    @ParameterizedTest
    @CsvSource({
        "ExpiredToken, the credentials have expired",
        "RequestExpired, the credentials have expired",
        "InvalidClientTokenId, AWS does not accept these credentials here",
        "SignatureDoesNotMatch, AWS does not accept these credentials here"
    })
    void credentialsThatAwsDoesNotAccept(String code, String meaning) {
        try (FaultProxy proxy = FaultProxy.before(NOBODY)) {
            proxy.onEverythingIn("eu-west-1", Fault.failing(403, code))
                    .onEverythingIn("eu-west-2", Fault.failing(403, code));

            Snapshot snapshot = read(Optional.of(PeerAccount.PROFILE), proxy.endpoint(), "eu-west-1", "eu-west-2");

            assertThat(problems(snapshot))
                    .singleElement()
                    .asString()
                    .startsWith("GetCallerIdentity: `" + code + "`: " + meaning)
                    .contains("; help: ");
            // The SDK itself looks at its clock and asks again when a request came too late.
            assertThat(proxy.calls()).hasSizeLessThanOrEqualTo(2);
        }
    }

    @Test
    void aRegionThatIsNotEnabled() {
        try (FaultProxy proxy = FaultProxy.before(NOBODY)) {
            proxy.onEverythingIn("ap-east-1", Fault.failing(401, "AuthFailure"));

            Snapshot snapshot = read(Optional.of(PeerAccount.PROFILE), proxy.endpoint(), "ap-east-1");

            assertThat(problems(snapshot))
                    .singleElement()
                    .asString()
                    .startsWith("GetCallerIdentity: `AuthFailure`: the credentials are not accepted here")
                    .contains("the Region is not enabled");
            assertThat(proxy.calls()).hasSize(1);
        }
    }

    @Test
    void oneRegionThatIsNotEnabledDoesNotEndTheOthers() {
        try (FaultProxy proxy = FaultProxy.before(NOBODY)) {
            proxy.onEverythingIn("ap-east-1", Fault.failing(401, "AuthFailure"))
                    .on("ap-east-1", "GetCallerIdentity", Fault.failing(403, "InvalidClientTokenId"))
                    .onEverythingIn("eu-west-1", Fault.denied());

            Snapshot snapshot = read(Optional.of(PeerAccount.PROFILE), proxy.endpoint(), "ap-east-1", "eu-west-1");

            assertThat(problems(snapshot))
                    .anyMatch(problem -> problem.startsWith("DescribeSecurityGroups in unknown account ap-east-1:"
                            + " `AuthFailure`: the credentials are not accepted here"))
                    .anyMatch(
                            problem -> problem.contains("DescribeVpcs in unknown account ap-east-1: not called, after"))
                    .anyMatch(problem -> problem.startsWith(
                            "DescribeSecurityGroups in unknown account eu-west-1:" + " `UnauthorizedOperation`"));
        }
    }

    @Test
    void regionsThatCannotBeFoundOut() {
        try (FaultProxy proxy = FaultProxy.before(NOBODY)) {
            proxy.everywhere("DescribeRegions", Fault.denied());

            Snapshot snapshot = read(Optional.of(PeerAccount.PROFILE), proxy.endpoint(), "all");

            assertThat(problems(snapshot))
                    .singleElement()
                    .asString()
                    .startsWith("DescribeRegions in ")
                    .contains("nothing was read", "ec2:DescribeRegions", "`--region`");
        }
    }

    @Test
    void aPortThatIsNoNumberIsAnAnswerThatCannotBeRead() {
        String page = """
                <DescribeSecurityGroupsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>r</requestId>
                <securityGroupInfo><item><groupId>sg-1</groupId><ipPermissionsEgress><item><ipProtocol>tcp</ipProtocol>
                <fromPort>https</fromPort><toPort>443</toPort></item></ipPermissionsEgress></item></securityGroupInfo>
                </DescribeSecurityGroupsResponse>
                """;
        try (FaultProxy proxy = FaultProxy.before(NOBODY)) {
            proxy.onEverythingIn("eu-west-1", Fault.denied())
                    .on(
                            "eu-west-1",
                            "DescribeSecurityGroups",
                            call -> Optional.of(new Fault.Answer(200, "text/xml", page)));

            Snapshot snapshot = read(Optional.of(PeerAccount.PROFILE), proxy.endpoint(), "eu-west-1");

            assertThat(problems(snapshot))
                    .anyMatch(problem -> problem.startsWith("DescribeSecurityGroups in unknown account eu-west-1:"
                            + " an answer that cannot be read as AWS's"));
        }
    }

    @Test
    void aTokenThatComesRoundAgainEndsTheReading() {
        String page = """
                <DescribeSecurityGroupsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>r</requestId>
                <securityGroupInfo/><nextToken>again</nextToken></DescribeSecurityGroupsResponse>
                """;
        try (FaultProxy proxy = FaultProxy.before(NOBODY)) {
            proxy.onEverythingIn("eu-west-1", Fault.denied())
                    .on(
                            "eu-west-1",
                            "DescribeSecurityGroups",
                            call -> Optional.of(new Fault.Answer(200, "text/xml", page)));

            Snapshot snapshot = read(Optional.of(PeerAccount.PROFILE), proxy.endpoint(), "eu-west-1");

            assertThat(problems(snapshot))
                    .anyMatch(problem -> problem.startsWith(
                            "DescribeSecurityGroups in unknown account eu-west-1:" + " the same NextToken came twice"));
        }
    }
}
