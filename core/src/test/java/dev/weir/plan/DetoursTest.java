package dev.weir.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.inventory.Fixtures;
import dev.weir.inventory.Listing;
import dev.weir.inventory.Subnet;
import dev.weir.net.Cidr;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A rule to a security group serves only what is reached directly: the rest is named by address, and why is said. */
class DetoursTest {

    private static final PlanSettings SETTINGS = PlanSettings.of("1.0", Instant.parse("2026-11-21T06:00:00Z"));

    /** Two members of one group, in 10.9.0.0/24 and 10.9.1.0/24. */
    private static Scene scene() {
        return Scene.usual()
                .group("sg-1", "all 0.0.0.0/0")
                .group("sg-db")
                .watched("eni-1", "10.0.0.1", day -> true, "sg-1")
                .unwatched("eni-db1", "10.9.0.1", "sg-db")
                .unwatched("eni-db2", "10.9.1.1", "sg-db")
                .tcp("eni-1", "10.9.0.1", 5432, day -> true)
                .tcp("eni-1", "10.9.1.1", 5432, day -> true);
    }

    @ParameterizedTest
    @CsvSource({
        "10.9.1.0/24 vpce-fw",
        "10.9.1.0/24 eni-appliance",
        "10.9.1.0/24 i-appliance",
        "10.9.1.0/24 tgw-1",
        "10.9.0.0/16 xyz-new",
        "!10.9.1.0/24 vpce-fw",
        "10.9.1.1/32 vpce-gateway",
        "pl-9 vpce-fw"
    })
    void namesNoGroupWhereTheRouteLeadsThroughSomethingElse(String route) {
        Scene scene = scene().prefixList(Fixtures.prefixList("pl-9", "10.9.1.0/28", "192.0.2.0/24"))
                .routes("10.0.0.0/8 local", route, "0.0.0.0/0 nat-1");

        Plan plan = scene.plan("sg-1", SETTINGS);

        assertThat(ByHandTest.texts(plan.result())).contains("tcp 5432 to 10.9.1.1/32");
        assertThat(plan.hints())
                .anySatisfy(hint ->
                        assertThat(hint).contains("named by address, because traffic goes through", "10.9.1.1"));
        assertThat(plan.proof().permitsObserved()).contains(true);
    }

    @Test
    void namesTheGroupOfWhatIsReachedDirectlyBesideTheAddressOfWhatIsNot() {
        Plan plan = scene().routes("10.0.0.0/8 local", "10.9.1.0/24 vpce-fw").plan("sg-1", SETTINGS);

        assertThat(ByHandTest.texts(plan.result())).containsExactly("tcp 5432 to 10.9.1.1/32", "tcp 5432 to sg-db");
        assertThat(plan.hints()).anySatisfy(hint -> assertThat(hint).contains("vpce-fw (rtb-1)"));
        assertThat(plan.learning().backtest().orElseThrow().denied()).isEmpty();
    }

    @Test
    void namesNoGroupWhereTheLocalRouteItselfLeadsElsewhere() {
        Plan plan = scene().routes("10.0.0.0/8 eni-appliance").plan("sg-1", SETTINGS);

        assertThat(ByHandTest.texts(plan.result()))
                .containsExactly("tcp 5432 to 10.9.0.1/32", "tcp 5432 to 10.9.1.1/32");
    }

    @Test
    void namesTheGroupWhereOnlyLessSpecificRoutesLeadElsewhere() {
        Plan plan = scene().routes("10.0.0.0/8 local", "0.0.0.0/0 tgw-1", "10.0.0.0/7 vpce-fw", "pl-s3 vpce-gateway")
                .plan("sg-1", SETTINGS);

        assertThat(ByHandTest.texts(plan.result())).containsExactly("tcp 5432 to sg-db");
        assertThat(plan.hints()).noneMatch(hint -> hint.contains("named by address"));
    }

    @Test
    void namesNoGroupOverWhatIsNotKnown() {
        assertThat(ByHandTest.texts(scene().routes("10.0.0.0/8 local", "? vpce-fw")
                        .plan("sg-1", SETTINGS)
                        .result()))
                .hasSize(2);
        assertThat(ByHandTest.texts(scene().routes("10.0.0.0/8 local", "pl-unread tgw-1")
                        .plan("sg-1", SETTINGS)
                        .result()))
                .hasSize(2);

        Plan unread = scene().notRead(Listing.Kind.ROUTE_TABLES).plan("sg-1", SETTINGS);
        assertThat(ByHandTest.texts(unread.result())).hasSize(2);
        assertThat(unread.hints())
                .anySatisfy(hint -> assertThat(hint).contains("the route table of subnet-1 was not read"));
    }

    /** Registered callers of one subnet: their balancer's rule named addresses for want of a table that says nothing of them. */
    @Test
    void namesTheGroupWithinOneSubnetWhateverTheRoutes() {
        Subnet subnet = new Subnet(
                Fixtures.SCOPE, "subnet-1", Fixtures.VPC, "", List.of(Cidr.parse("10.0.0.0/16")), Fixtures.ORIGIN);
        Scene scene = Scene.usual()
                .subnet(subnet)
                .group("sg-1", "all 0.0.0.0/0")
                .group("sg-db")
                .watched("eni-1", "10.0.0.1", day -> true, "sg-1")
                .unwatched("eni-db1", "10.0.9.1", "sg-db")
                .tcp("eni-1", "10.0.9.1", 5432, day -> true);

        assertThat(ByHandTest.texts(scene.notRead(Listing.Kind.ROUTE_TABLES)
                        .plan("sg-1", SETTINGS)
                        .result()))
                .containsExactly("tcp 5432 to sg-db");
        assertThat(ByHandTest.texts(scene.routes("10.0.0.0/8 local", "10.0.0.0/16 vpce-fw")
                        .plan("sg-1", SETTINGS)
                        .result()))
                .containsExactly("tcp 5432 to sg-db");

        scene.unwatched("eni-db2", "10.1.0.1", "sg-db").tcp("eni-1", "10.1.0.1", 5432, day -> true);
        assertThat(ByHandTest.texts(scene.routes("10.0.0.0/8 local", "10.1.0.0/16 vpce-fw")
                        .plan("sg-1", SETTINGS)
                        .result()))
                .containsExactly("tcp 5432 to 10.1.0.1/32", "tcp 5432 to sg-db");
    }

    @Test
    void reliesOnNoGroupRuleOfASiblingOverADetour() {
        Scene scene = Scene.usual()
                .group("sg-1", "all 0.0.0.0/0")
                .group("sg-2", "tcp 5432 sg-db")
                .group("sg-db")
                .watched("eni-1", "10.0.0.1", day -> true, "sg-1", "sg-2")
                .unwatched("eni-db2", "10.9.1.1", "sg-db")
                .routes("10.0.0.0/8 local", "10.9.1.0/24 vpce-fw")
                .tcp("eni-1", "10.9.1.1", 5432, day -> true);

        Plan plan = scene.plan("sg-1", SETTINGS);

        assertThat(ByHandTest.texts(plan.result())).containsExactly("tcp 5432 to 10.9.1.1/32");
        assertThat(plan.precondition().reliesOn()).isEmpty();
    }
}
