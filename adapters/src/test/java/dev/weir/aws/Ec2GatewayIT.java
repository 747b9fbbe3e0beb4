package dev.weir.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.fake.FakeEc2;
import dev.weir.fake.FakeFault;
import dev.weir.files.JournalFile;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.plan.GroupRef;
import dev.weir.remediation.Changes;
import dev.weir.remediation.Direction;
import dev.weir.remediation.JournalEntry.Opened;
import dev.weir.remediation.JournalEntry.Surroundings;
import dev.weir.remediation.Outcome;
import dev.weir.remediation.Pacer;
import dev.weir.remediation.RemediationRun;
import dev.weir.remediation.RuleCall;
import dev.weir.remediation.RuleKey;
import dev.weir.remediation.Tempo;
import dev.weir.remediation.WriteAnswer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The real SDK, a real journal and a fake EC2 with bad days. */
class Ec2GatewayIT {

    private static final String REGION = "eu-west-1";
    private static final GroupRef GROUP = new GroupRef(
            "sg-0a1b2c3d", "web-tier", Optional.of(FakeEc2.ACCOUNT), Optional.of(REGION), Optional.of("vpc-1"));
    private static final Tempo TEMPO = new Tempo(
            Duration.ofMillis(60),
            Duration.ofMillis(120),
            Duration.ofSeconds(20),
            Duration.ofMillis(10),
            Duration.ofMillis(20),
            50);

    private final FakeEc2 fake = FakeEc2.start(7);
    private final Ec2Gateway gateway = Ec2Gateway.open(PeerAccount.options(fake.endpoint()), REGION);

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        gateway.close();
        fake.close();
    }

    private record RealTime(SplittableRandom random) implements Pacer {
        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public void sleep(Duration duration) {
            try {
                Thread.sleep(duration.toMillis() + 1);
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        }

        @Override
        public void awaitWritePermit() {}

        @Override
        public Duration upTo(Duration longest) {
            return Duration.ofMillis(random.nextLong(longest.toMillis() + 1));
        }
    }

    private SecurityGroup read() {
        return gateway.read(GROUP).match(read -> read.value(), unread -> {
            throw new AssertionError(unread.reason());
        });
    }

    private Opened opened(List<Known> authorize) {
        List<Known> before =
                read().outbound().stream().map(rule -> (Known) rule).toList();
        return new Opened(
                Instant.now(),
                "0.1.0",
                Changes.DIGEST,
                Instant.now(),
                GROUP,
                Changes.CALLER,
                List.of(),
                before,
                authorize,
                List.of(),
                before.stream()
                        .filter(rule -> rule.destination().text().equals("0.0.0.0/0"))
                        .toList(),
                Surroundings.NONE,
                List.of(),
                Optional.empty());
    }

    private void prepare() {
        fake.group(GROUP.id());
        for (String line : List.of("all 0.0.0.0/0", "tcp 443 0.0.0.0/0", "tcp 22 10.0.0.0/8")) {
            Known rule =
                    Changes.original("sgr-x", line, "made by hand: " + line.length(), java.util.Map.of("team", line));
            assertThat(gateway.send(
                            GROUP,
                            new RuleCall.Authorize(List.of(new Known(
                                    Optional.empty(),
                                    rule.service(),
                                    rule.destination(),
                                    rule.description(),
                                    rule.tags())))))
                    .isInstanceOf(WriteAnswer.Done.class);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void appliesAndRollsBackThroughBadDays(long seed) {
        prepare();
        SplittableRandom weather = new SplittableRandom(seed);
        List<String> broken = new ArrayList<>();
        Opened opened = opened(List.of(
                Changes.planned("tcp 443 203.0.113.0/28"),
                Changes.planned("udp 53 10.0.0.2/32"),
                Changes.planned("tcp 443 pl-6da54004")));
        List<String> before = fake.effective(GROUP.id());
        fake.lagging(Duration.ofMillis(100))
                .failing(action -> weather.nextInt(2) == 0
                        ? FakeFault.NONE
                        : FakeFault.values()[weather.nextInt(FakeFault.values().length)])
                .watchedBy(rules -> {
                    boolean old = rules.containsAll(List.of("-1 -1 -1 0.0.0.0/0", "tcp 443 443 0.0.0.0/0"));
                    boolean planned = rules.containsAll(List.of(
                            "tcp 443 443 203.0.113.0/28",
                            "udp 53 53 10.0.0.2/32",
                            "tcp 443 443 pl-6da54004",
                            "tcp 22 22 10.0.0.0/8"));
                    if (!old && !planned) {
                        broken.add(rules.toString());
                    }
                });
        List<String> story = new ArrayList<>();

        try (JournalFile journal = JournalFile.create(folder, GROUP, Instant.now())) {
            journal.append(opened);
            journal.append(Changes.announce(Instant.now(), Direction.FORWARD));
            Outcome applied = new RemediationRun(gateway, journal, new RealTime(weather), TEMPO, story::add).run();
            List<String> after = fake.effective(GROUP.id());
            journal.append(Changes.announce(Instant.now(), Direction.BACK));
            Outcome back = new RemediationRun(gateway, journal, new RealTime(weather), TEMPO, story::add).run();

            assertThat(broken).as("seed %s: %s", seed, story).isEmpty();
            assertThat(applied.kind()).as("seed %s: %s", seed, story).isEqualTo(Outcome.Kind.APPLIED);
            assertThat(after)
                    .containsExactly(
                            "tcp 22 22 10.0.0.0/8",
                            "tcp 443 443 203.0.113.0/28",
                            "tcp 443 443 pl-6da54004",
                            "udp 53 53 10.0.0.2/32");
            assertThat(back.kind()).as("seed %s: %s", seed, story).isEqualTo(Outcome.Kind.ROLLED_BACK);
            assertThat(fake.effective(GROUP.id())).isEqualTo(before);
        }
        fake.failing(action -> FakeFault.NONE).lagging(Duration.ZERO);
        assertThat(read().outbound())
                .map(rule -> ((Known) rule).description() + " " + ((Known) rule).tags())
                .containsExactlyInAnyOrderElementsOf(opened.before().stream()
                        .map(rule -> rule.description() + " " + rule.tags())
                        .toList());
    }

    @ParameterizedTest
    @EnumSource(names = {"LOST_CALL", "LOST_ANSWER", "SERVER_ERROR_BEFORE", "SERVER_ERROR_AFTER"})
    void sendsAWriteOnceAndCallsItsOutcomeUnknown(FakeFault fault) {
        prepare();
        read();
        int sent = fake.actions().size();
        fake.failing(action -> fault);

        WriteAnswer answer =
                gateway.send(GROUP, new RuleCall.Authorize(List.of(Changes.planned("tcp 443 203.0.113.0/28"))));

        assertThat(answer).isInstanceOf(WriteAnswer.Unknown.class);
        assertThat(fake.actions().subList(sent, fake.actions().size())).containsExactly("AuthorizeSecurityGroupEgress");
    }

    @Test
    void tellsAThrottledWriteFromAFailedOne() {
        prepare();
        fake.failing(action -> FakeFault.THROTTLED);

        assertThat(gateway.send(GROUP, new RuleCall.Authorize(List.of(Changes.planned("tcp 443 203.0.113.0/28")))))
                .isEqualTo(new WriteAnswer.Throttled("RequestLimitExceeded"));
    }

    @Test
    void revokesNothingWhenTheNewRulesDoNotFit() {
        prepare();
        fake.withQuota(4);
        Opened opened =
                opened(List.of(Changes.planned("tcp 443 203.0.113.0/28"), Changes.planned("udp 53 10.0.0.2/32")));

        try (JournalFile journal = JournalFile.create(folder, GROUP, Instant.now())) {
            journal.append(opened);
            journal.append(Changes.announce(Instant.now(), Direction.FORWARD));
            Outcome outcome = new RemediationRun(
                            gateway, journal, new RealTime(new SplittableRandom(1)), TEMPO, sentence -> {})
                    .run();

            assertThat(outcome.kind()).isEqualTo(Outcome.Kind.STOPPED);
            assertThat(outcome.reason()).contains("RulesPerSecurityGroupLimitExceeded");
            assertThat(fake.actions()).doesNotContain("RevokeSecurityGroupEgress");
            assertThat(fake.effective(GROUP.id())).hasSize(3);
            assertThat(outcome.rules())
                    .map(rule -> RuleKey.of((Known) rule).toString())
                    .contains("all traffic 0.0.0.0/0");
        }
    }
}
