package dev.weir.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.inventory.Fixtures;
import dev.weir.net.Cidr;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A customer's list stands for destinations only where that opens no more than its size justifies. */
class BroadListsTest {

    private static final PlanSettings SETTINGS = PlanSettings.of("1.0", Instant.parse("2026-11-21T06:00:00Z"));

    private static Scene scene(String... entries) {
        return Scene.usual()
                .group("sg-1", "tcp 0-65535 pl-1")
                .prefixList(Fixtures.prefixList("pl-1", entries))
                .watched("eni-1", "10.0.0.1", day -> true, "sg-1");
    }

    private static List<String> planned(Scene scene, PlanSettings settings) {
        return ByHandTest.texts(scene.plan("sg-1", settings).result());
    }

    @Test
    void aListAsWideAsTheWorldStandsForNothing() {
        Scene scene = scene("0.0.0.0/1", "128.0.0.0/1").tcp("eni-1", "203.0.113.91", 21, day -> true);

        for (PlanSettings.Preference preference : PlanSettings.Preference.values()) {
            Plan plan = scene.plan("sg-1", SETTINGS.preferring(preference));
            assertThat(ByHandTest.texts(plan.result())).containsExactly("tcp 21 to 203.0.113.91/32");
            assertThat(plan.hints())
                    .contains("`pl-1` opens what counts as the world, and so stands for no destination");
        }
    }

    @Test
    void aListThatOpensFarMoreThanAddressesWouldIsNotTaken() {
        Scene scene = scene("10.0.0.0/8").tcp("eni-1", "10.9.0.1", 5432, day -> true);

        Plan plan = scene.plan("sg-1", SETTINGS);

        assertThat(ByHandTest.texts(plan.result())).containsExactly("tcp 5432 to 10.9.0.1/32");
        assertThat(plan.hints())
                .anySatisfy(hint -> assertThat(hint)
                        .startsWith("`pl-1` name of pl-1 holds what was seen and would open 16777215 more addresses"));
    }

    @Test
    void aListOfSmallNetworksFollowsChangeAndIsTaken() {
        Scene scene = scene("10.9.0.0/24", "10.8.0.0/25").tcp("eni-1", "10.9.0.1", 5432, day -> true);

        assertThat(planned(scene, SETTINGS)).containsExactly("tcp 5432 to pl-1");
    }

    @Test
    void aBroadListIsTakenWhereThePortWouldStayOpenWithoutIt() {
        Scene scene = Scene.usual()
                .group("sg-1", "all 0.0.0.0/0", "tcp 443 pl-1")
                .prefixList(Fixtures.prefixList("pl-1", "198.51.96.0/20"))
                .watched("eni-1", "10.0.0.1", day -> true, "sg-1");
        for (int day = 0; day < 35; day++) {
            int on = day;
            scene.tcp("eni-1", "198.51.100." + (day + 1), 443, at -> at == on);
        }

        assertThat(planned(scene, SETTINGS)).containsExactly("tcp 443 to pl-1");
    }

    @Test
    void aBroadListIsTakenWhereAddressesDoNotFitTheQuota() {
        Scene scene = scene("10.0.0.0/8");
        for (int i = 0; i < 6; i++) {
            scene.tcp("eni-1", (10 * i + 1) + ".9.0.1", 5000 + i, day -> true);
        }
        for (int i = 0; i < 6; i++) {
            scene.tcp("eni-1", "10." + 40 * i + ".0.1", 5432, day -> true);
        }

        assertThat(planned(scene, SETTINGS.within(60))).hasSize(6).doesNotContain("tcp 5432 to pl-1");
        assertThat(planned(scene, SETTINGS.within(2))).containsExactly("tcp 5432 to pl-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0/2", "0.0.0.0/0"})
    void aNamedRangeAsWideAsTheWorldStandsForNothing(String range) {
        OrganisationPolicy policy = new OrganisationPolicy(
                List.of(),
                List.of(new OrganisationPolicy.NamedRange("vendors", List.of(Cidr.parse(range)))),
                List.of(),
                0,
                0,
                List.of());
        Scene scene = Scene.usual()
                .group("sg-1", "all 0.0.0.0/0")
                .watched("eni-1", "10.0.0.1", day -> true, "sg-1")
                .tcp("eni-1", "25.1.1.1", 443, day -> true);

        Plan plan = scene.plan("sg-1", SETTINGS.under(policy));

        assertThat(ByHandTest.texts(plan.result())).containsExactly("tcp 443 to 25.1.1.1/32");
        assertThat(plan.hints())
                .anyMatch(hint -> hint.startsWith("the range `vendors` opens what counts as the world"));
    }

    @Test
    void theCurveCountsWhatWasNeverSeenAsTheRulesDo() {
        Scene scene = scene("10.9.0.0/24")
                .group("sg-1", "all 0.0.0.0/0", "tcp 22 pl-1", "udp 123 10.1.0.0/24")
                .group("sg-db")
                .unwatched("eni-db", "10.8.0.1", "sg-db")
                .unwatched("eni-db2", "10.8.0.2", "sg-db")
                .tcp("eni-1", "10.9.0.1", 22, day -> true)
                .tcp("eni-1", "10.8.0.1", 5432, day -> true)
                .tcp("eni-1", "10.7.0.1", 8080, day -> true)
                .tcp("eni-1", "10.7.0.6", 8080, day -> true)
                .tcp("eni-1", "203.0.113.9", 443, day -> day < 3);

        PlanSettings settings = SETTINGS.allowing(List.of(Allow.parse("udp:123:10.1.0.0/25")));
        Plan plan = scene.plan("sg-1", settings.withAtMost(5));

        BigInteger ofRules = plan.authorize().stream()
                .map(one -> one.evidence()
                        .map(Authorization.ServedTraffic::neverSeen)
                        .orElse(BigInteger.ZERO))
                .reduce(BigInteger.ZERO, BigInteger::add);
        assertThat(plan.learning().curve()).anySatisfy(point -> {
            assertThat(point.rules()).isEqualTo(plan.result().size());
            // pl-1 is there already and the required range was never used: neither has evidence of its own.
            assertThat(point.neverSeen()).isEqualTo(ofRules.add(BigInteger.valueOf(255 + 128)));
        });
    }
}
