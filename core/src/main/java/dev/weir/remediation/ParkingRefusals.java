package dev.weir.remediation;

import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.Snapshot;
import dev.weir.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;

/** Why no parking group can stand beside a group: it must fit on every one of its interfaces, and be ours to put there. */
public final class ParkingRefusals {

    /** What AWS permits unless an account asked for more (quota L-2AFB9258). */
    private static final int DEFAULT_GROUPS = 5;

    private static final Set<String> OURS = Set.of("", "interface", "efa", "efa-only");
    private static final int SHOWN = 3;

    private final Plan plan;
    private final List<NetworkInterface> interfaces;
    private final List<Refusal> refusals = new ArrayList<>();

    private ParkingRefusals(Plan plan, List<NetworkInterface> interfaces) {
        this.plan = plan;
        this.interfaces = interfaces;
    }

    /**
     * Every reason against it.
     *
     * @param around as read just now
     * @param most how many groups an interface may have, where that is known
     */
    public static List<Refusal> of(Plan plan, Snapshot around, OptionalInt most) {
        ParkingRefusals parking =
                new ParkingRefusals(plan, around.associatedWith(plan.group().id()));
        parking.whole();
        parking.interfaces(most.orElse(DEFAULT_GROUPS));
        return List.copyOf(parking.refusals);
    }

    private void refuse(String sentence) {
        refusals.add(Refusal.of(Refusal.Kind.NOT_PARKABLE, sentence));
    }

    private void whole() {
        if (plan.revoke().isEmpty()) {
            refuse(
                    "the plan revokes nothing, so that there is nothing to park; help: apply it without `--canary interfaces=N`");
        }
        if (interfaces.isEmpty()) {
            refuse("no network interface has `" + plan.group().id()
                    + "`, so that none can go first; help: apply it without `--canary interfaces=N`");
        }
        if (plan.group().vpc().isEmpty()) {
            refuse("the plan does not say in which VPC the group is; help: make it again from an inventory that does");
        }
    }

    private void interfaces(int most) {
        some(
                one -> one.requesterManaged() || !OURS.contains(one.type()),
                "belongs to an AWS service (a load balancer, a function, an endpoint), which chooses its groups",
                "belong to AWS services (load balancers, functions, endpoints), which choose their groups");
        some(
                one -> plan.group().account().isPresent()
                        && one.scope().account().isPresent()
                        && !one.scope().account().equals(plan.group().account()),
                "belongs to another account of a shared VPC",
                "belong to other accounts of a shared VPC");
        some(
                one -> one.vpc().isPresent() && !one.vpc().equals(plan.group().vpc()),
                "lies in another VPC that the group is associated with, where its parking group would not be",
                "lie in other VPCs that the group is associated with, where its parking group would not be");
        some(
                one -> one.groups().size() >= most,
                "has " + most + " groups, as many as it may (quota L-2AFB9258), so that no slot is free",
                "have " + most + " groups, as many as they may (quota L-2AFB9258), so that no slot is free");
    }

    private void some(Predicate<NetworkInterface> which, String one, String many) {
        List<String> ids = interfaces.stream()
                .filter(which)
                .map(NetworkInterface::id)
                .sorted()
                .toList();
        if (!ids.isEmpty()) {
            String shown = String.join("`, `", ids.subList(0, Math.min(SHOWN, ids.size())));
            refuse("no parking group can stand beside `" + plan.group().id() + "`: `" + shown + "`"
                    + (ids.size() > SHOWN ? " and " + (ids.size() - SHOWN) + " more" : "")
                    + " " + (ids.size() == 1 ? one : many)
                    + "; help: apply it without `--canary interfaces=N`");
        }
    }
}
