package dev.weir.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.backtest.Gate;
import dev.weir.inventory.Listing;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Interfaces that were not read are not the same as no interfaces. */
class UnreadInterfacesTest {

    private static final PlanSettings SETTINGS = PlanSettings.of("1.0", Instant.parse("2026-11-21T06:00:00Z"));

    private static Gate gate(Plan plan, Gate.Name name) {
        return plan.gates().stream()
                .filter(gate -> gate.name() == name)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void nothingIsLearnedOfAGroupWhoseInterfacesWereNotRead() {
        Scene scene = Scene.usual()
                .group("sg-1", "all 0.0.0.0/0")
                .notRead(Listing.Kind.NETWORK_INTERFACES)
                .tcp("eni-1", "10.0.0.1", "10.9.0.1", 5432, day -> true);

        assertThat(scene.refused("sg-1", SETTINGS))
                .contains("nobody knows which interfaces `sg-1` is on")
                .contains("`aws ec2 describe-network-interfaces --include-managed-resources --output json`");
    }

    @Test
    void aPlanByHandIsNotReadyWhereInterfacesWereNotRead() {
        Scene scene = Scene.usual().group("sg-1", "all 0.0.0.0/0").notRead(Listing.Kind.NETWORK_INTERFACES);

        Plan plan = new Planner(scene.snapshot(), SETTINGS.allowing(List.of(Allow.parse("tcp:443:203.0.113.0/28"))))
                .byHand("sg-1")
                .match(made -> made, sentence -> {
                    throw new AssertionError(sentence);
                });

        assertThat(gate(plan, Gate.Name.ATTACHMENT).fails()).isTrue();
        assertThat(gate(plan, Gate.Name.ATTACHMENT).reason()).contains("it was not saved");
        assertThat(gate(plan, Gate.Name.SIBLINGS_OPEN).reason()).isEqualTo("its interfaces were not read");
        assertThat(gate(plan, Gate.Name.UNTRACKED_CONNECTIONS).reason()).isEqualTo("its interfaces were not read");
    }

    @Test
    void aPlanFromTheInterfacesThatWereReadIsNotReadyWhereOthersWereNot() {
        Scene scene = Scene.usual()
                .group("sg-1", "all 0.0.0.0/0")
                .notRead(Listing.Kind.NETWORK_INTERFACES)
                .watched("eni-1", "10.0.0.1", day -> true, "sg-1")
                .tcp("eni-1", "10.9.0.1", 5432, day -> true);

        Plan plan = scene.plan("sg-1", SETTINGS);

        assertThat(ByHandTest.texts(plan.result())).containsExactly("tcp 5432 to 10.9.0.1/32");
        assertThat(gate(plan, Gate.Name.ATTACHMENT).fails()).isTrue();
        assertThat(gate(plan, Gate.Name.ATTACHMENT).reason()).startsWith("1 interface of it was read, and not all are");
        assertThat(plan.isReady()).isFalse();
    }

    @Test
    void aGroupOnNoInterfaceIsKnownToBeOnNoneWhereAllWereRead() {
        Scene scene =
                Scene.usual().group("sg-1", "all 0.0.0.0/0").tcp("eni-1", "10.0.0.1", "10.9.0.1", 5432, day -> true);

        Plan plan = scene.plan("sg-1", SETTINGS);

        assertThat(gate(plan, Gate.Name.ATTACHMENT).status()).isEqualTo(Gate.Status.PASS);
        assertThat(gate(plan, Gate.Name.INITIATES_NOTHING).reason()).startsWith("the group is on no interface now");
    }
}
