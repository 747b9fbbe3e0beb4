package dev.weir.remediation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.inventory.Fixtures;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.inventory.Snapshot;
import dev.weir.plan.Plan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Why no parking group can stand beside a group. */
class ParkingRefusalsTest {

    private static final String ID = Changes.GROUP.id();
    private static final Known OPEN = Changes.original("sgr-1", "all 0.0.0.0/0", "", Map.of());
    private static final Plan PLAN = Plans.plan(
                    List.of(OPEN), List.of(Changes.planned("tcp 443 203.0.113.0/28")), List.of(OPEN))
            .build();

    private static List<String> refusals(Plan plan, OptionalInt most, NetworkInterface... interfaces) {
        Snapshot around = Snapshot.of(sink -> Stream.of(interfaces).forEach(sink::networkInterface));
        return ParkingRefusals.of(plan, around, most).stream()
                .map(Refusal::sentence)
                .toList();
    }

    private static NetworkInterface of(String id, String type, boolean requesterManaged, Optional<String> vpc) {
        NetworkInterface plain = Fixtures.networkInterface(id, ID).build();
        return new NetworkInterface(
                plain.scope(),
                id,
                plain.groups(),
                true,
                vpc,
                plain.subnet(),
                type,
                "",
                plain.instance(),
                plain.tracking(),
                requesterManaged,
                plain.addresses(),
                true,
                plain.prefixes(),
                plain.publicAddresses(),
                Map.of(),
                plain.origin());
    }

    @Test
    void interfacesOfInstancesAreFine() {
        assertThat(refusals(
                        PLAN,
                        OptionalInt.empty(),
                        Fixtures.networkInterface("eni-1", ID).build(),
                        Fixtures.networkInterface("eni-2", ID, "sg-2", "sg-3", "sg-4")
                                .build(),
                        of("eni-3", "efa", false, Optional.of(Fixtures.VPC))))
                .isEmpty();
    }

    @Test
    void eachReasonNamesItsInterfaces() {
        NetworkInterface[] interfaces = {
            of("eni-1", "interface", true, Optional.of(Fixtures.VPC)),
            of("eni-2", "lambda", false, Optional.of(Fixtures.VPC)),
            of("eni-3", "nat_gateway", false, Optional.of(Fixtures.VPC)),
            of("eni-4", "network_load_balancer", false, Optional.of(Fixtures.VPC)),
            of("eni-5", "vpc_endpoint", false, Optional.of(Fixtures.VPC)),
            Fixtures.networkInterface("eni-6", ID)
                    .of(Scope.of("444455556666", Fixtures.REGION))
                    .build(),
            of("eni-7", "interface", false, Optional.of("vpc-2")),
            Fixtures.networkInterface("eni-8", ID, "sg-2", "sg-3", "sg-4", "sg-5")
                    .build()
        };

        List<String> refusals = refusals(PLAN, OptionalInt.empty(), interfaces);

        assertThat(refusals).hasSize(4);
        assertThat(refusals.get(0))
                .isEqualTo("no parking group can stand beside `" + ID
                        + "`: `eni-1`, `eni-2`, `eni-3` and 2 more belong to AWS services (load balancers, functions, endpoints),"
                        + " which choose their groups; help: apply it without `--canary interfaces=N`");
        assertThat(refusals.get(1)).contains("`eni-6` belongs to another account of a shared VPC");
        assertThat(refusals.get(2)).contains("`eni-7` lies in another VPC");
        assertThat(refusals.get(3)).contains("`eni-8` has 5 groups, as many as it may (quota L-2AFB9258)");
        assertThat(refusals(PLAN, OptionalInt.of(6), interfaces)).hasSize(3);
    }

    @Test
    void nothingToParkAndNoInterfaceAreNamed() {
        Plan adds = Plans.plan(List.of(), List.of(Changes.planned("tcp 443 203.0.113.0/28")), List.of())
                .build();

        assertThat(refusals(adds, OptionalInt.empty()))
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("the plan revokes nothing"),
                        second -> assertThat(second).startsWith("no network interface has `" + ID + "`"));
    }
}
