package dev.weir.plan;

import static dev.weir.inventory.Fixtures.group;
import static dev.weir.inventory.Fixtures.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.backtest.Gate;
import dev.weir.codec.PlanCodec;
import dev.weir.finding.Reading;
import dev.weir.inventory.Fixtures;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.Snapshot;
import dev.weir.net.Cidr;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A plan from --allow alone is the published remediation, done safely. */
class ByHandTest {

    private static final Instant NOW = Instant.parse("2026-11-21T06:00:00Z");

    static PlanSettings allowing(String... allow) {
        return PlanSettings.of("1.0", NOW)
                .allowing(List.of(allow).stream().map(Allow::parse).toList());
    }

    static Snapshot snapshot(SecurityGroup... groups) {
        Snapshot.Builder builder = new Snapshot.Builder();
        for (SecurityGroup group : groups) {
            builder.securityGroup(group);
        }
        return builder.build();
    }

    private static Plan made(Snapshot snapshot, PlanSettings settings) {
        return new Planner(snapshot, settings).byHand("sg-1").match(plan -> plan, sentence -> {
            throw new AssertionError("refused: " + sentence);
        });
    }

    private static String refused(Snapshot snapshot, PlanSettings settings) {
        return new Planner(snapshot, settings)
                .byHand("sg-1")
                .match(
                        plan -> {
                            throw new AssertionError("made: " + texts(plan.result()));
                        },
                        sentence -> sentence);
    }

    static List<String> texts(List<SecurityGroupRule.Known> rules) {
        return rules.stream()
                .map(one -> one.service() + " to " + one.destination().text())
                .toList();
    }

    @Test
    void putsTheAllowedInAndTheBroadRuleOut() {
        Snapshot snapshot = snapshot(group(
                Fixtures.SCOPE, "sg-1", List.of(rule("sgr-1", "all 0.0.0.0/0"), rule("sgr-2", "tcp 22 10.0.0.0/8"))));

        Plan plan = made(snapshot, allowing("tcp:443:203.0.113.0/28"));

        assertThat(texts(plan.result())).containsExactly("tcp 22 to 10.0.0.0/8", "tcp 443 to 203.0.113.0/28");
        assertThat(texts(plan.authorize().stream().map(Authorization::rule).toList()))
                .containsExactly("tcp 443 to 203.0.113.0/28");
        assertThat(plan.revoke()).containsExactly(rule("sgr-1", "all 0.0.0.0/0"));
        assertThat(plan.proof().holds()).isTrue();
        assertThat(plan.proof().ipv4()).isEqualTo(new Proof.QuotaUse(2, 3, 60));
        assertThat(plan.effect().clears())
                .containsEntry(Reading.ALL_PORTS, true)
                .containsEntry(Reading.ANY_PORT, true);
        assertThat(plan.effect().staysOpen()).isEmpty();
        assertThat(plan.effect().before().ipv4().toDouble()).isEqualTo(1.0);
        assertThat(plan.effect().after().ipv4().isZero()).isTrue();
        assertThat(plan.isReady()).isFalse();
        assertThat(plan.gates().stream().filter(Gate::fails).map(Gate::name))
                .containsExactly(Gate.Name.EVIDENCE, Gate.Name.ATTACHMENT);
        assertThat(plan.gates()).hasSize(Gate.Name.values().length);
    }

    @Test
    void leavesWhatIsKeptAndSaysThatItStaysOpen() {
        Snapshot snapshot = snapshot(group(
                Fixtures.SCOPE, "sg-1", List.of(rule("sgr-1", "all 0.0.0.0/0"), rule("sgr-2", "tcp 443 0.0.0.0/0"))));

        Plan plan = made(snapshot, allowing("tcp:22:10.0.0.0/8").keeping(List.of("sgr-2")));

        assertThat(texts(plan.result())).containsExactly("tcp 22 to 10.0.0.0/8", "tcp 443 to 0.0.0.0/0");
        assertThat(plan.effect().clears())
                .containsEntry(Reading.ALL_PORTS, true)
                .containsEntry(Reading.ANY_PORT, false);
        assertThat(plan.effect().staysOpen()).singleElement().satisfies(open -> {
            assertThat(open.service()).hasToString("tcp 443");
            assertThat(open.reason()).isEqualTo("the rule for tcp 443 to 0.0.0.0/0 is kept or required");
        });
    }

    @Test
    void refusesWhatTheOldRulesDoNotPermit() {
        assertThat(refused(snapshot(group("sg-1", "tcp 443 0.0.0.0/0")), allowing("tcp:80:10.0.0.1")))
                .contains("`tcp 80 to 10.0.0.1/32` cannot be allowed", "never widens");
        assertThat(refused(snapshot(group("sg-1", "all 0.0.0.0/0")), allowing("tcp:443:2001:db8::1")))
                .contains("never widens");
    }

    @Test
    void refusesAPrefixListThatNobodyRead() {
        assertThat(refused(snapshot(group("sg-1", "all 0.0.0.0/0")), allowing("tcp:443:pl-1")))
                .contains("the entries of `pl-1` were not read");
    }

    @Test
    void refusesAForbiddenZone() {
        OrganisationPolicy policy = new OrganisationPolicy(
                List.of(),
                List.of(),
                List.of(new OrganisationPolicy.NamedRange("staging", List.of(Cidr.parse("10.9.0.0/16")))),
                0,
                0,
                List.of());

        assertThat(refused(
                        snapshot(group("sg-1", "all 0.0.0.0/0")),
                        allowing("tcp:443:10.0.0.0/8").under(policy)))
                .contains("forbids the zone `staging`");
    }

    @Test
    void refusesWhatDoesNotFitWhileApplying() {
        assertThat(refused(
                        snapshot(group("sg-1", "all 0.0.0.0/0")),
                        allowing("tcp:443:10.0.0.1", "tcp:443:10.0.0.2").within(2)))
                .contains("needs 3 IPv4 rules while it is applied and the quota is 2", "a quota of 3 (L-0EA8095F)");
    }

    @Test
    void refusesAGroupThatWasNotReadWhole() {
        SecurityGroup unread = group(
                Fixtures.SCOPE, "sg-1", List.of(SecurityGroupRule.Unresolved.everything("no IpPermissionsEgress key")));

        assertThat(refused(snapshot(unread), allowing("tcp:443:10.0.0.1"))).contains("no IpPermissionsEgress key");
        assertThat(refused(snapshot(), allowing("tcp:443:10.0.0.1"))).contains("there is no security group `sg-1`");
        assertThat(refused(snapshot(group("sg-1", "all 0.0.0.0/0")), allowing()))
                .contains("nothing says what");
        assertThat(refused(
                        snapshot(group("sg-1", "all 0.0.0.0/0")),
                        allowing("tcp:443:10.0.0.1").keeping(List.of("sgr-9"))))
                .contains("`sgr-9` is no outbound rule");
    }

    @Test
    void saysTheSameBytesTwiceAndReadsThemBack() {
        Snapshot snapshot = snapshot(group(
                Fixtures.SCOPE,
                "sg-1",
                List.of(
                        new SecurityGroupRule.Known(
                                Optional.of("sgr-1"),
                                Fixtures.service("all"),
                                Fixtures.destination("::/0"),
                                Optional.of("<script>\u001b[31m\u202e \"quoted\" \\ é"),
                                Map.of("k\n", "v")),
                        rule("sgr-2", "all 0.0.0.0/0"),
                        rule("sgr-3", "icmp 8/0 10.0.0.0/8"))));

        Plan plan = made(snapshot, allowing("tcp:443:203.0.113.0/28", "icmpv6:128:2001:db8::/64", "tcp:5432:sg-9"));
        byte[] file = PlanCodec.encode(plan);

        assertThat(PlanCodec.decode(file)).isEqualTo(plan);
        assertThat(PlanCodec.encode(PlanCodec.decode(file))).isEqualTo(file);
        assertThat(new String(file, StandardCharsets.UTF_8))
                .contains("\"schema\": \"weir.plan/1\"", "\"digest\": \"" + PlanCodec.digest(plan) + "\"")
                .matches("[ -~\n]*");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        203.0.113.0/28  | 203.0.113.0/27  | it was changed after it was made
        weir.plan/1     | weir.plan/2     | it is a plan of another version
        weir.plan/1     | weir.findings/1 | it is no plan: its schema is `weir.findings/1`
        \\"hints\\"       | \\"hint\\"        | it was changed after it was made
        false           | true            | it was changed after it was made
        {               | [               | it is no plan: expected a JSON object
        """)
    void refusesAPlanThatSomebodyEdited(String what, String with, String sentence) {
        Plan plan = made(snapshot(group("sg-1", "all 0.0.0.0/0")), allowing("tcp:443:203.0.113.0/28"));
        String file = new String(PlanCodec.encode(plan), StandardCharsets.UTF_8);
        String from = what.replace("\\\"", "\"");
        assertThat(file).contains(from);
        byte[] edited = file.replace(from, with.replace("\\\"", "\"")).getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> PlanCodec.decode(edited))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(sentence)
                .hasMessageContaining("; help: ");
    }

    @Test
    void readsAPlanWhoseWhiteSpaceChanged() {
        Plan plan = made(snapshot(group("sg-1", "all 0.0.0.0/0")), allowing("tcp:443:203.0.113.0/28"));
        String file = new String(PlanCodec.encode(plan), StandardCharsets.UTF_8);

        assertThat(PlanCodec.decode(file.replaceAll("\n *", " ").getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(plan);
        byte[] cut = file.substring(0, file.length() / 2).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> PlanCodec.decode(cut)).hasMessageContaining("it is no plan");
    }
}
