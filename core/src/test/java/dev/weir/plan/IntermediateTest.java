package dev.weir.plan;

import static dev.weir.inventory.Fixtures.group;
import static dev.weir.inventory.Fixtures.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.codec.PlanCodec;
import dev.weir.evaluation.Permissions;
import dev.weir.evaluation.PrefixLists;
import dev.weir.inventory.Fixtures;
import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.inventory.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Old and new rules that do not fit the quota together, while the new ones alone do. */
class IntermediateTest {

    private static PlanAnswer answer(List<String> old, List<String> allow, int limit) {
        List<Known> rules = new ArrayList<>();
        old.forEach(line -> rules.add(rule("sgr-" + rules.size(), line)));
        Snapshot snapshot = ByHandTest.snapshot(group(Fixtures.SCOPE, "sg-1", rules));
        return new Planner(
                        snapshot,
                        ByHandTest.allowing(allow.toArray(String[]::new)).within(limit))
                .byHand("sg-1");
    }

    private static Plan made(List<String> old, List<String> allow, int limit) {
        return answer(old, allow, limit).match(plan -> plan, sentence -> {
            throw new AssertionError("refused: " + sentence);
        });
    }

    private static final List<String> FIVE_BROAD =
            List.of("all 0.0.0.0/0", "tcp 443 0.0.0.0/0", "tcp 80 0.0.0.0/0", "udp 53 0.0.0.0/0", "tcp 22 0.0.0.0/0");

    @Test
    void gathersThePlannedUnderTheNarrowestPrefixesThatFitBesideBoth() {
        List<String> allow = List.of(
                "tcp:443:10.0.0.0/28",
                "tcp:443:10.0.0.16/28",
                "tcp:443:10.0.0.33/32",
                "tcp:443:192.0.2.1/32",
                "tcp:443:192.0.2.2/32",
                "tcp:443:192.0.2.4/30",
                "tcp:443:192.0.2.9/32",
                "tcp:443:192.0.2.11/32");

        Plan plan = made(FIVE_BROAD, allow, 10);

        assertThat(ByHandTest.texts(plan.intermediate()))
                .containsExactly("tcp 443 to 10.0.0.0/26", "tcp 443 to 192.0.2.0/28");
        assertThat(plan.proof().ipv4()).isEqualTo(new Proof.QuotaUse(8, 10, 10));
        assertThat(plan.proof().holds()).isTrue();
        assertThat(PlanCodec.decode(PlanCodec.encode(plan))).isEqualTo(plan);
    }

    @Test
    void leavesAnOldRuleForLongerWhereNoNewOneIsEnough() {
        List<String> allow =
                List.of("tcp:443:10.0.0.1/32", "udp:53:10.0.0.2/32", "icmp:8/0:10.0.0.3/32", "tcp:22:10.0.0.5/32");

        Plan plan = made(FIVE_BROAD, allow, 6);

        assertThat(ByHandTest.texts(plan.intermediate())).containsExactly("all traffic to 0.0.0.0/0");
        assertThat(plan.proof().ipv4()).isEqualTo(new Proof.QuotaUse(4, 5, 6));
    }

    private static Scene observed(int ports, int destinations) {
        Scene scene = Scene.usual()
                .group("sg-1", FIVE_BROAD.toArray(String[]::new))
                .watched("eni-1", "10.0.0.1", day -> true, "sg-1");
        for (int port = 0; port < ports; port++) {
            for (int i = 0; i < destinations; i++) {
                scene.tcp("eni-1", "10.9." + port + "." + (1 + 16 * i), 5000 + port, day -> true);
            }
        }
        return scene;
    }

    private static Plan learned(Scene scene, int limit) {
        return scene.plan(
                "sg-1",
                PlanSettings.of("1.0", Instant.parse("2026-11-21T06:00:00Z")).within(limit));
    }

    private static void assertThatBothHalvesFit(Plan plan, int limit) {
        List<Known> first = union(plan.precondition().rules(), plan.intermediate());
        List<Known> second = union(plan.intermediate(), plan.result());

        assertThat(permits(plan.result()).implies(permits(plan.intermediate()))).isTrue();
        assertThat(permits(plan.intermediate())
                        .implies(permits(plan.precondition().rules())))
                .isTrue();
        assertThat(first).hasSizeLessThanOrEqualTo(limit);
        assertThat(second).hasSizeLessThanOrEqualTo(limit);
        assertThat(plan.proof().holds()).isTrue();
        assertThat(plan.proof().permitsObserved()).contains(true);
        assertThat(plan.proof().ipv4().whileApplying()).isEqualTo(Math.max(first.size(), second.size()));
        assertThat(PlanCodec.decode(PlanCodec.encode(plan))).isEqualTo(plan);
    }

    /** Four classes and five old rules are nine: six hold neither together, and the four alone. */
    @Test
    void goesThroughIntermediateRulesToWhatFlowsShow() {
        Plan plan = learned(observed(4, 1), 6);

        assertThat(ByHandTest.texts(plan.result()))
                .containsExactly(
                        "tcp 5000 to 10.9.0.1/32",
                        "tcp 5001 to 10.9.1.1/32",
                        "tcp 5002 to 10.9.2.1/32",
                        "tcp 5003 to 10.9.3.1/32");
        assertThat(plan.intermediate()).isNotEmpty();
        assertThatBothHalvesFit(plan, 6);
    }

    /** Eight addresses want eight rules, and the rules in between want room: the plan is as narrow as the rest allows. */
    @Test
    void leavesRoomForTheIntermediateRulesWhereMoreWouldBeNarrower() {
        Plan plan = learned(observed(2, 4), 6);

        assertThat(plan.intermediate()).isNotEmpty();
        assertThat(plan.result()).hasSizeBetween(2, 5);
        assertThatBothHalvesFit(plan, 6);
    }

    @Test
    void needsNoneWhereOneRuleForEachClassFitsBesideTheOldOnes() {
        Plan plan = learned(observed(2, 4), 7);

        assertThat(plan.intermediate()).isEmpty();
        assertThat(plan.result()).hasSize(2);
        assertThat(plan.proof().ipv4()).isEqualTo(new Proof.QuotaUse(2, 7, 7));
    }

    @Test
    void needsNoneWhereOldAndNewFitTogether() {
        Plan plan = made(FIVE_BROAD, List.of("tcp:443:10.0.0.1/32"), 6);

        assertThat(plan.intermediate()).isEmpty();
        assertThat(new String(PlanCodec.encode(plan), java.nio.charset.StandardCharsets.UTF_8))
                .doesNotContain("intermediate");
    }

    @Test
    void isRefusedWithTheWaysOutWhereNothingFitsInBetween() {
        String sentence = answer(
                        List.of("all 0.0.0.0/0", "all ::/0"), List.of("tcp:443:10.0.0.1/32", "tcp:22:10.0.0.2/32"), 2)
                .match(plan -> plan.intermediate().toString(), refused -> refused);

        assertThat(sentence).contains("--quota", "L-0EA8095F", "--max-rules", "a second group beside this one");
    }

    @Test
    void everyIntermediateSetFitsNarrowsAndPermitsAllThatIsPlanned() {
        int through = 0;
        for (long seed = 0; seed < 400; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<String> old = new ArrayList<>(FIVE_BROAD.subList(0, random.nextInt(1, 6)));
            if (random.nextBoolean()) {
                old.add("tcp 9000 10.9.0.0/16");
            }
            List<String> allow = new ArrayList<>();
            int wanted = random.nextInt(1, 14);
            for (int index = 0; index < wanted; index++) {
                int length = random.nextInt(24, 33);
                int address = random.nextInt(1 << 12) & -1 << 32 - length;
                allow.add((random.nextInt(5) == 0 ? "udp:53:" : "tcp:443:") + "10.0." + (address >> 8) + "."
                        + (address & 255) + "/" + length);
            }
            int limit = random.nextInt(3, 16);

            Plan plan = answer(old, allow, limit).match(made -> made, sentence -> null);

            if (plan == null || plan.intermediate().isEmpty()) {
                continue;
            }
            through++;
            List<Known> kept = plan.precondition().rules().stream()
                    .filter(rule -> plan.result().stream().anyMatch(rule::sameRuleAs))
                    .toList();
            List<Known> between = union(kept, plan.intermediate());
            assertThat(union(plan.precondition().rules(), plan.intermediate()))
                    .as("seed %s", seed)
                    .hasSizeLessThanOrEqualTo(limit);
            assertThat(union(between, plan.result())).as("seed %s", seed).hasSizeLessThanOrEqualTo(limit);
            assertThat(union(plan.precondition().rules(), plan.result()))
                    .as("seed %s", seed)
                    .hasSizeGreaterThan(limit);
            assertThat(permits(plan.result()).implies(permits(between)))
                    .as("seed %s", seed)
                    .isTrue();
            assertThat(permits(between).implies(permits(plan.precondition().rules())))
                    .as("seed %s", seed)
                    .isTrue();
            assertThat(plan.proof().ipv4().whileApplying())
                    .isEqualTo(Math.max(
                            union(plan.precondition().rules(), plan.intermediate())
                                    .size(),
                            union(between, plan.result()).size()));
        }
        System.out.println(through + " of 400 seeds go through intermediate rules");
        assertThat(through).isGreaterThan(40);
    }

    private static Permissions permits(List<Known> rules) {
        return Permissions.of(rules, PrefixLists.NONE);
    }

    private static List<Known> union(List<Known> some, List<Known> others) {
        List<Known> union = new ArrayList<>(some);
        others.stream()
                .filter(rule -> union.stream().noneMatch(rule::sameRuleAs))
                .forEach(union::add);
        return union;
    }
}
