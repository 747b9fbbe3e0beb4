package dev.weir.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.backtest.Gate;
import dev.weir.finding.InternetPath;
import dev.weir.finding.Reading;
import dev.weir.finding.Severity;
import dev.weir.finding.Verdict;
import dev.weir.inventory.ConnectionTracking;
import dev.weir.inventory.Fixtures;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.net.IpAddress;
import dev.weir.net.IpFamily;
import dev.weir.net.PortRange;
import dev.weir.net.Protocol;
import dev.weir.net.Service;
import dev.weir.plan.Consequences;
import dev.weir.plan.LastUse;
import dev.weir.plan.LongestTracked;
import dev.weir.plan.Plan;
import dev.weir.plan.RejectLogs;
import dev.weir.plan.Settling;
import dev.weir.plan.SeverityChange;
import dev.weir.plan.UntrackedConnections;
import dev.weir.remediation.Plans;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ConsequenceWordsTest {

    private static final SecurityGroupRule.Known OPEN = Fixtures.rule("sgr-1", "all 0.0.0.0/0");
    private static final SecurityGroupRule.Known NARROW = Fixtures.rule("tcp 443 203.0.113.0/28");

    private static final SeverityChange ON_TWO =
            severity(OptionalInt.of(2), true, new InternetPath(InternetPath.Answer.YES, List.of("igw-1"), true));
    private static final LongestTracked LONGEST =
            new LongestTracked("eni-1", Duration.ofDays(5), ConnectionTracking.UNKNOWN.on("m5.large"));
    private static final Settling ALL_TRACKED = new Settling(Optional.of(LONGEST), List.of(), Optional.empty());
    private static final RejectLogs SEEN =
            new RejectLogs(true, 2, 2, List.of(new RejectLogs.Log("fl-1", "arn:aws:s3:::logs", OptionalInt.of(60))));

    private static SeverityChange severity(OptionalInt interfaces, boolean read, InternetPath path) {
        return new SeverityChange(
                interfaces,
                read,
                List.of(new SeverityChange.Assessed(Reading.ALL_PORTS, Verdict.FAIL, Severity.CRITICAL, path)),
                List.of(new SeverityChange.Assessed(Reading.ALL_PORTS, Verdict.UNKNOWN, Severity.LOW, path)));
    }

    private static Consequences said(SeverityChange severity, Settling settling, RejectLogs logs) {
        return new Consequences(
                severity,
                settling,
                List.of(new Consequences.RuleUse(OPEN, new LastUse(true, 0, 0, 0, Optional.empty()))),
                Optional.of(new Consequences.Watched(3, 2, 25, 7, 1)),
                logs);
    }

    private static Plan plan(Consequences said, Gate... gates) {
        return with(
                Plans.plan(List.of(OPEN), List.of(NARROW), List.of(OPEN))
                        .with(gates)
                        .build(),
                Optional.of(said));
    }

    private static Plan with(Plan plan, Optional<Consequences> said) {
        return new Plan(
                plan.making(),
                plan.group(),
                plan.precondition(),
                plan.change(),
                plan.proof(),
                plan.effect(),
                new Plan.Learning(
                        Optional.of(new Plan.Observed(
                                Instant.parse("2026-10-01T00:00:00Z"),
                                Instant.parse("2026-10-31T00:00:00Z"),
                                10,
                                0,
                                0,
                                0)),
                        plan.learning().curve(),
                        plan.learning().backtest(),
                        plan.learning().unseen(),
                        plan.learning().chance(),
                        plan.learning().named(),
                        plan.learning().reviewed()),
                said,
                plan.gates(),
                plan.names(),
                plan.hints());
    }

    private static Map<String, String> words(Consequences said, Gate... gates) {
        return ConsequenceWords.statements(plan(said, gates));
    }

    @Test
    void saysSeverityBeforeAndAfterAndWhatMovesIt() {
        assertThat(words(said(ON_TWO, ALL_TRACKED, SEEN)))
                .containsEntry(
                        "severity",
                        "all-ports critical before, low (unknown, not all was read) after (on 2 interfaces, path to the"
                                + " internet by igw-1, with a public address and an internet gateway)");
        assertThat(words(said(severity(OptionalInt.empty(), false, InternetPath.UNKNOWN), ALL_TRACKED, SEEN))
                        .get("severity"))
                .endsWith("(its interfaces were not read, path to the internet not known)");
        assertThat(ConsequenceWords.worst(plan(said(ON_TWO, ALL_TRACKED, SEEN))))
                .hasValue("critical to low");
    }

    @Test
    void saysWhenOpenConnectionsEndAndWhichAreCut() {
        assertThat(words(said(ON_TWO, ALL_TRACKED, SEEN)))
                .containsEntry(
                        "in force",
                        "new connections at once; open ones that AWS tracks when they end or have idled for up to 5 days"
                                + " (eni-1: 432000 s, the default of m5.large); none is cut at once, as AWS tracks them"
                                + " all");
        Settling.Cut inbound = new Settling.Cut(
                UntrackedConnections.Way.INBOUND,
                IpFamily.IPV4,
                Protocol.TCP,
                List.of(PortRange.of(80), new PortRange(8000, 8010)),
                2,
                OptionalInt.empty());
        Settling.Cut outbound = new Settling.Cut(
                UntrackedConnections.Way.OUTBOUND,
                IpFamily.IPV6,
                Protocol.UDP,
                List.of(PortRange.ALL),
                1,
                OptionalInt.of(3));
        Settling.Lasting lasting =
                new Settling.Lasting(2, Service.tcp(5432), IpAddress.parse("10.0.0.9"), Duration.ofMinutes(90));
        assertThat(words(said(
                                ON_TWO,
                                new Settling(Optional.of(LONGEST), List.of(inbound, outbound), Optional.of(lasting)),
                                SEEN))
                        .get("in force"))
                .endsWith("cut at once, as AWS does not track them: inbound tcp 80, 8000-8010 from anywhere (IPv4) on 2"
                        + " interfaces, outbound udp all to anywhere (IPv6) on 1 interface, 3 destinations of which"
                        + " were seen; open for an hour or more were those to 2 destinations, longest tcp 5432 to"
                        + " 10.0.0.9 for 1 hour of a day");
        assertThat(words(said(severity(OptionalInt.of(1), false, InternetPath.UNKNOWN), ALL_TRACKED, SEEN))
                        .get("in force"))
                .contains("on the interfaces that were read", "none is known that is cut at once");
    }

    @Test
    void saysWhatWasNotSeen() {
        assertThat(words(
                        said(ON_TWO, ALL_TRACKED, SEEN),
                        new Gate(Gate.Name.MONTH_END, Gate.Status.FAIL, "no"),
                        new Gate(Gate.Name.VOLATILE_DESTINATIONS, Gate.Status.FAIL, "no")))
                .containsEntry(
                        "may break",
                        "nothing that was observed; public destinations are pinned that keep changing; not seen, and so"
                                + " not planned for: 5 of 30 days, 1 of 3 interfaces, the end of a month")
                .containsEntry(
                        "review",
                        "needed: 2 gates fail, to be accepted with a reason: `weir apply PLAN --accept month-end"
                                + " --accept volatile-destinations --reason TEXT`");
        assertThat(words(said(ON_TWO, ALL_TRACKED, SEEN)).get("review")).startsWith("not needed");
    }

    @Test
    void namesTheLogThatWouldShowADenial() {
        assertThat(words(said(ON_TWO, ALL_TRACKED, SEEN)).get("watch"))
                .contains("`weir plan --refresh PLAN`", "`weir verify JOURNAL --flows FLOWS`", "REJECT records")
                .endsWith("in fl-1 (arn:aws:s3:::logs); no sign of it is what is rejected already: 7 connections to 1"
                        + " destination");
        assertThat(words(said(ON_TWO, ALL_TRACKED, new RejectLogs(true, 2, 1, SEEN.logs())))
                        .get("watch"))
                .contains("in fl-1 (arn:aws:s3:::logs), which sees nothing of 1 of 2 interfaces");
        assertThat(words(said(ON_TWO, ALL_TRACKED, new RejectLogs(true, 2, 0, List.of())))
                        .get("watch"))
                .contains("none keeps what is rejected there; help: `aws ec2 create-flow-logs");
        assertThat(words(said(ON_TWO, ALL_TRACKED, new RejectLogs(false, 2, 0, List.of())))
                        .get("watch"))
                .contains("which were not read; help: `aws ec2 describe-flow-logs`");
    }

    @Test
    void saysTheWayBackAndWhatDoesNotComeBack() {
        Plan plan = plan(said(ON_TWO, ALL_TRACKED, SEEN));

        assertThat(ConsequenceWords.statements(plan))
                .containsEntry(
                        "undo",
                        "`weir rollback JOURNAL` (apply names it) authorizes 1 rule again and revokes 1 rule; its id is"
                                + " new then (sgr-1 is gone), and what was cut stays cut");
        assertThat(ConsequenceWords.reopening(plan))
                .singleElement()
                .satisfies(call -> assertThat(call)
                        .startsWith("aws ec2 authorize-security-group-egress ")
                        .contains("--group-id " + plan.group().id(), "0.0.0.0/0"));
        Plan nothing = with(
                Plans.plan(List.of(OPEN), List.of(), List.of()).build(), Optional.of(said(ON_TWO, ALL_TRACKED, SEEN)));
        assertThat(ConsequenceWords.statements(nothing))
                .containsEntry("undo", "nothing to take back")
                .containsEntry("in force", "new connections at once; no rule goes, so none that is open ends");
        assertThat(ConsequenceWords.reopening(nothing)).isEmpty();
    }

    @Test
    void aPlanOfBeforeSaysWhatIsNotKnown() {
        Plan old =
                with(Plans.plan(List.of(OPEN), List.of(NARROW), List.of(OPEN)).build(), Optional.empty());

        assertThat(ConsequenceWords.statements(old))
                .containsOnlyKeys("unknown", "may break", "watch", "review", "undo");
        assertThat(ConsequenceWords.worst(old)).isEmpty();
        assertThat(PlanRow.of(old))
                .extracting(
                        row -> row.change().sign + row.connections() + row.days() + row.interfaces() + row.lastSeen())
                .containsExactly("-", "+by hand");
        assertThat(PlanRow.interfaces(old)).isEqualTo("?");
    }

    @Test
    void aRuleThatNothingWasSeenToUseSaysSo() {
        assertThat(PlanRow.of(plan(said(ON_TWO, ALL_TRACKED, SEEN))).get(0))
                .extracting(PlanRow::days, PlanRow::interfaces, PlanRow::lastSeen)
                .containsExactly("0", "0", "never");
        Consequences notRead = new Consequences(
                ON_TWO,
                ALL_TRACKED,
                List.of(new Consequences.RuleUse(OPEN, new LastUse(false, 0, 0, 0, Optional.empty()))),
                Optional.empty(),
                SEEN);
        assertThat(PlanRow.of(plan(notRead)).get(0).lastSeen()).isEqualTo("?");
    }

    @Test
    void namesOfOthersStayText() {
        RejectLogs hostile =
                new RejectLogs(true, 1, 1, List.of(new RejectLogs.Log("fl\n1", "\u202egol", OptionalInt.empty())));
        SecurityGroupRule.Known named = new SecurityGroupRule.Known(
                Optional.of("sgr\u001b[31m"), OPEN.service(), OPEN.destination(), Optional.of("a\u202eb"), Map.of());
        Plan plan = with(
                Plans.plan(List.of(named), List.of(NARROW), List.of(named)).build(),
                Optional.of(said(
                        severity(
                                OptionalInt.of(1),
                                true,
                                new InternetPath(InternetPath.Answer.YES, List.of("igw\r"), false)),
                        ALL_TRACKED,
                        hostile)));

        assertThat(ConsequenceWords.statements(plan).values())
                .allMatch(words -> words.chars().noneMatch(c -> Character.isISOControl(c) || c == 0x202e));
        assertThat(ConsequenceWords.reopening(plan))
                .allMatch(words -> words.chars().noneMatch(c -> Character.isISOControl(c) || c == 0x202e));
    }
}
