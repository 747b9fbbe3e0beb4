package dev.weir.remediation;

import static dev.weir.inventory.Fixtures.group;
import static dev.weir.inventory.Fixtures.networkInterface;
import static dev.weir.inventory.Fixtures.prefixList;
import static dev.weir.inventory.Fixtures.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.backtest.Gate;
import dev.weir.inventory.Fixtures;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.inventory.Snapshot;
import dev.weir.plan.Plan;
import dev.weir.plan.Precondition.InterfaceGroups;
import dev.weir.plan.Precondition.PrefixListVersion;
import dev.weir.plan.Precondition.ReliesOn;
import dev.weir.plan.Proof;
import dev.weir.plan.Proof.QuotaUse;
import dev.weir.remediation.JournalEntry.Acceptance;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Every reason to refuse a plan, alone; and a plan that has none. */
class PreflightTest {

    private static final String ID = Changes.GROUP.id();
    private static final Known BROAD = rule("sgr-1", "all 0.0.0.0/0");
    private static final Known KEPT = rule("sgr-2", "tcp 22 10.0.0.0/8");
    private static final Known NEW = rule("tcp 443 203.0.113.0/28");
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Instant NOW = Changes.START.plus(Duration.ofHours(1));

    private static Plans plan() {
        return Plans.plan(List.of(BROAD, KEPT), List.of(NEW), List.of(BROAD));
    }

    private static SecurityGroup now(SecurityGroupRule... outbound) {
        return group(Fixtures.SCOPE, ID, List.of(outbound));
    }

    private static List<Refusal> refusals(Plan plan, SecurityGroup group, Snapshot around, Acceptance... accepted) {
        return Preflight.refusals(plan, group, around, List.of(accepted), NOW, WEEK);
    }

    private static String one(List<Refusal> refusals) {
        assertThat(refusals).hasSize(1);
        return refusals.get(0).kind() + ": " + refusals.get(0).sentence();
    }

    @Test
    void hasNothingAgainstAPlanOfAnHourAgo() {
        assertThat(refusals(plan().build(), now(BROAD, KEPT), Snapshot.EMPTY)).isEmpty();
    }

    @Test
    void refusesAPlanThatIsTooOldOrFromTheFuture() {
        List<Refusal> old =
                Preflight.refusals(plan().build(), now(BROAD, KEPT), Snapshot.EMPTY, List.of(), NOW.plus(WEEK), WEEK);
        List<Refusal> future = Preflight.refusals(
                plan().build(),
                now(BROAD, KEPT),
                Snapshot.EMPTY,
                List.of(),
                Changes.START.minus(Duration.ofHours(1)),
                WEEK);

        assertThat(one(old))
                .isEqualTo("OUTDATED: the plan is too old: expected at most 7 days, found 7 days; help: run"
                        + " `weir plan sg-0a1b2c3d` again");
        assertThat(one(future)).contains("made in the future");
    }

    @Test
    void refusesAGroupThatChanged() {
        Known more = rule("sgr-9", "udp 53 10.0.0.2/32");

        assertThat(one(refusals(plan().build(), now(BROAD, KEPT, more), Snapshot.EMPTY)))
                .isEqualTo(
                        "OUTDATED: `sg-0a1b2c3d` changed after the plan was made: expected 2 outbound rules, found 3;"
                                + " new: `udp 53 10.0.0.2/32`; help: run `weir plan sg-0a1b2c3d` again");
        assertThat(one(refusals(plan().build(), now(BROAD), Snapshot.EMPTY))).contains("gone: `tcp 22 10.0.0.0/8`");
        assertThat(one(refusals(plan().build(), now(rule("sgr-5", "tcp 443 203.0.113.0/28"), KEPT), Snapshot.EMPTY)))
                .contains("has the planned rules already");
    }

    @Test
    void refusesAGroupWithARuleThatCannotBeRestored() {
        SecurityGroupRule garbled = Fixtures.unresolved("tcp 1", "10.0.0.0/8", "its ports are no ports");
        Known reserved = new Known(
                BROAD.id(), BROAD.service(), BROAD.destination(), Optional.empty(), Map.of("aws:created-by", "x"));

        assertThat(one(refusals(plan().build(), now(BROAD, KEPT, garbled), Snapshot.EMPTY)))
                .startsWith("UNREADABLE: ");
        assertThat(one(refusals(plan().build(), now(reserved, KEPT), Snapshot.EMPTY)))
                .startsWith("NOT_RESTORABLE: `all traffic 0.0.0.0/0` carries the tag `aws:created-by`");
    }

    @Test
    void refusesWhenASiblingNoLongerCarriesItsPart() {
        Plan plan = plan().relyingOn(
                        new ReliesOn("sg-2", Fixtures.service("tcp 5432"), Fixtures.destination("10.1.0.0/16")))
                .build();
        Snapshot wider = Snapshot.of(Fixtures.inventory().with(group("sg-2", "tcp 5000-6000 10.0.0.0/8")));
        Snapshot other = Snapshot.of(Fixtures.inventory().with(group("sg-2", "tcp 5432 10.2.0.0/16")));

        assertThat(refusals(plan, now(BROAD, KEPT), wider)).isEmpty();
        assertThat(one(refusals(plan, now(BROAD, KEPT), other)))
                .contains("leaves `tcp 5432 10.1.0.0/16` to `sg-2`, which no longer permits it");
        assertThat(refusals(plan, now(BROAD, KEPT), Snapshot.EMPTY)).hasSize(1);
    }

    @Test
    void refusesWhenAPrefixListChanged() {
        String digest = "c28ce5c8dc66fb24ea11b1a3e6fb3f64a5d8a1d0eb0bf04e0f0b5e0c0b7d7d8b";
        Plan plan = plan().with(new PrefixListVersion("pl-1", OptionalLong.empty(), digest))
                .build();
        Snapshot changed = Snapshot.of(Fixtures.inventory().with(prefixList("pl-1", "10.0.0.0/8")));

        assertThat(one(refusals(plan, now(BROAD, KEPT), changed)))
                .contains("prefix list `pl-1` has other entries than when the plan was made");
        assertThat(one(refusals(plan, now(BROAD, KEPT), Snapshot.EMPTY)))
                .contains("the entries of prefix list `pl-1` cannot be read any more");
    }

    @Test
    void refusesAnInterfaceWithOtherGroupsButNotOneThatAutoscalingReplaced() {
        Plan plan = plan().associatedWith(
                        new InterfaceGroups("eni-1", List.of(ID)), new InterfaceGroups("eni-2", List.of(ID, "sg-2")))
                .build();
        Snapshot replaced = Snapshot.of(
                Fixtures.inventory().with(networkInterface("eni-9", "sg-2", ID)).with(networkInterface("eni-1", ID)));
        Snapshot changed = Snapshot.of(Fixtures.inventory().with(networkInterface("eni-1", "sg-2", ID)));
        Snapshot strange = Snapshot.of(Fixtures.inventory().with(networkInterface("eni-9", "sg-3", ID)));

        assertThat(refusals(plan, now(BROAD, KEPT), replaced)).isEmpty();
        assertThat(one(refusals(plan, now(BROAD, KEPT), changed)))
                .contains("interface `eni-1` changed its groups: expected " + ID + ", found " + ID + ", sg-2");
        assertThat(one(refusals(plan, now(BROAD, KEPT), strange))).contains("groups that no interface had");
    }

    @Test
    void refusesWhatIsUnprovenOrOverQuotaWhateverIsAccepted() {
        QuotaUse fits = new QuotaUse(1, 2, 60);
        Plan wider = plan().with(new Proof(false, Optional.of(true), true, fits, fits))
                .build();
        Plan full = plan().with(new Proof(true, Optional.empty(), true, new QuotaUse(50, 70, 60), fits))
                .build();
        Plan odd = Plans.plan(List.of(BROAD, KEPT), List.of(NEW, rule("tcp 22 10.0.0.0/8")), List.of(BROAD))
                .build();

        assertThat(one(refusals(wider, now(BROAD, KEPT), Snapshot.EMPTY))).startsWith("UNPROVEN: ");
        assertThat(one(refusals(full, now(BROAD, KEPT), Snapshot.EMPTY)))
                .startsWith(
                        "OVER_QUOTA: old and new rules do not fit beside each other: 70 IPv4 rules while applying, the"
                                + " quota is 60; help: make a coarser plan with `--max-rules`");
        assertThat(one(refusals(odd, now(BROAD, KEPT), Snapshot.EMPTY))).contains("contradicts itself");
    }

    @Test
    void provesTheIntermediateRulesOnceMore() {
        Plan coarser = plan().through(rule("tcp 440-450 203.0.113.0/24")).build();
        Plan tooNarrow = plan().through(rule("tcp 443 203.0.113.0/29")).build();
        Plan tooWide =
                plan().through(rule("tcp 443 203.0.113.0/24"), rule("all ::/0")).build();

        assertThat(refusals(coarser, now(BROAD, KEPT), Snapshot.EMPTY)).isEmpty();
        assertThat(one(refusals(tooNarrow, now(BROAD, KEPT), Snapshot.EMPTY)))
                .contains("do not permit all that is planned", "run `weir plan");
        assertThat(one(refusals(tooWide, now(BROAD, KEPT), Snapshot.EMPTY)))
                .contains("permit what the old rules do not", "run `weir plan");
    }

    @Test
    void letsEachGateBeAcceptedByItsName() {
        Plan plan = plan().with(
                        new Gate(Gate.Name.COVERAGE, Gate.Status.FAIL, "91 % of 95 %"),
                        new Gate(Gate.Name.EVIDENCE, Gate.Status.PASS, ""),
                        new Gate(Gate.Name.STABILITY, Gate.Status.FAIL, "a new class yesterday"))
                .build();

        assertThat(one(refusals(plan, now(BROAD, KEPT), Snapshot.EMPTY, new Acceptance(Gate.Name.STABILITY, "known"))))
                .isEqualTo(
                        "GATE: gate `coverage` fails: 91 % of 95 %; help: settle it, or accept it with `--accept coverage"
                                + " --reason TEXT`");
        assertThat(refusals(
                        plan,
                        now(BROAD, KEPT),
                        Snapshot.EMPTY,
                        new Acceptance(Gate.Name.STABILITY, "known"),
                        new Acceptance(Gate.Name.COVERAGE, "known")))
                .isEmpty();
    }

    @Test
    void findsAManagerThatCameAfterThePlan() {
        SecurityGroup plain = now(BROAD, KEPT);
        SecurityGroup managed = new SecurityGroup(
                plain.scope(),
                plain.id(),
                plain.name(),
                plain.description(),
                plain.vpc(),
                plain.arn(),
                plain.outbound(),
                plain.inbound(),
                Map.of("aws:cloudformation:stack-name", "web"),
                plain.origin());

        assertThat(one(refusals(plan().build(), managed, Snapshot.EMPTY)))
                .contains("gate `managed-outside` fails: CloudFormation")
                .contains("`weir export PLAN --to cloudformation --config TEMPLATE --out OUT`");
    }
}
