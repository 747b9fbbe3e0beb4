package dev.weir.remediation;

import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.remediation.ParkingState.Sent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The order of a change with a parking group: one decision about it, from the journal and one fresh read.
 *
 * <pre>
 *   FORWARD   create, fill, put on every interface, seen -> PARKED
 *             the rules of the group, as {@link Sequence} has it  -> RULES
 *             off the canaries -> CANARY, and an end; resumed: off the others, delete -> closed
 *   BACK      the rules of the group -> RULES, then off all interfaces, delete -> closed
 * </pre>
 *
 * <ol>
 *   <li>The group alone permits the old or the planned traffic at every instant, whatever has become of the parking group: that is
 *       {@link Sequence}'s promise. The parking group adds that an interface permits the old traffic until its own turn:
 *       nothing is revoked before a read showed it on every interface with all that is revoked, and it is taken off only when
 *       the group was proven to have the rules that the direction asks for, and a read just showed that it has them still.
 *   <li>It is filled before it is put anywhere, and permits nothing that the group did not.
 *   <li>Putting it on and taking it off name all groups of the interface as a read just showed them, and do no harm twice.
 *   <li>It is taken off and deleted only when no call that makes it or puts it on can still take effect, and no read can show the
 *       time before ({@link Tempo#inFlight} twice): from then on absence does not lie. A delete is refused while it is on an
 *       interface.
 * </ol>
 */
record ParkingSequence(ParkingState progress, ParkingLot lot, Instant now, Tempo tempo) {

    private static final String DUPLICATE_GROUP = "InvalidGroup.Duplicate";
    private static final String IN_USE = "DependencyViolation";
    private static final Set<String> GONE = Set.of("InvalidGroup.NotFound", "InvalidGroupId.NotFound");
    private static final String NO_INTERFACE = "InvalidNetworkInterfaceID.NotFound";

    /** The next step, given what the journal says and what a read just showed. */
    static ParkingStep next(ParkingState progress, ParkingLot lot, Instant now, Tempo tempo) {
        return new ParkingSequence(progress, lot, now, tempo).next();
    }

    private ParkingStep next() {
        if (progress.inVain() >= tempo.attempts()) {
            return new ParkingStep.Stop("the last " + progress.inVain()
                    + " calls were throttled or got no answer; help: look at the load on the account's EC2 API");
        }
        if (progress.turnedTwice()) {
            return new ParkingStep.Stop(
                    "this change was going back; help: roll it back to its end, then apply the plan again");
        }
        if (lot.group().filter(group -> !isOurs(group)).isPresent()) {
            return new ParkingStep.Stop(
                    "the VPC has a group of the name `" + progress.parking().name()
                            + "` that this change did not make; help: give it another name, then go on");
        }
        boolean parks = progress.direction() == Direction.FORWARD && !progress.has(Parking.Stage.PARKED);
        return parks ? park() : unpark();
    }

    private boolean isOurs(SecurityGroup group) {
        return progress.opened().group().id().equals(group.tags().get(Parking.TAG));
    }

    private ParkingStep park() {
        if (lot.group().isEmpty()) {
            return send(create(), call -> call instanceof ParkingCall.Create, DUPLICATE_GROUP)
                    .orElseGet(() -> patiently("the parking group was made and is not shown by reads"));
        }
        SecurityGroup group = lot.group().get();
        return fill(group).or(() -> putOn(group.id())).orElseGet(this::parked);
    }

    private ParkingCall.Create create() {
        String id = progress.opened().group().id();
        return new ParkingCall.Create(
                progress.parking().name(),
                Parking.description(id),
                progress.opened().group().vpc().orElseThrow(),
                Map.of(
                        Parking.TAG,
                        id,
                        Sequence.TAG,
                        progress.opened().planDigest(),
                        "Name",
                        progress.parking().name()));
    }

    /** Gives it what the plan revokes, and takes from it what AWS gives every group. */
    private Optional<ParkingStep> fill(SecurityGroup group) {
        Set<RuleKey> wanted = RuleKey.all(progress.opened().revoke());
        Set<RuleKey> there = RuleKey.all(group.knownOutbound());
        Optional<ParkingStep> waits = Optional.empty();
        for (Known rule : progress.opened().revoke()) {
            if (!there.contains(RuleKey.of(rule))) {
                Known anew =
                        new Known(Optional.empty(), rule.service(), rule.destination(), rule.description(), Map.of());
                ParkingCall.Fill call = new ParkingCall.Fill(group.id(), new RuleCall.Authorize(List.of(anew)));
                Optional<ParkingStep> step = send(call, call::equals, "InvalidPermission.Duplicate");
                if (step.isPresent()) {
                    return step;
                }
                waits = Optional.of(patiently("`" + RuleKey.of(rule) + "` of the parking group is not shown by reads"));
            }
        }
        if (waits.isPresent()) {
            return waits;
        }
        for (Known rule : group.knownOutbound()) {
            if (!wanted.contains(RuleKey.of(rule))) {
                ParkingCall.Fill call = new ParkingCall.Fill(group.id(), new RuleCall.Revoke(List.of(rule)));
                Predicate<ParkingCall> same = sent -> sent instanceof ParkingCall.Fill fill
                        && fill.call() instanceof RuleCall.Revoke revoke
                        && rule.id().filter(revoke.ids()::contains).isPresent();
                Optional<ParkingStep> step =
                        send(call, same, "InvalidPermission.NotFound", "InvalidSecurityGroupRuleId.NotFound");
                return step.or(() -> Optional.of(patiently(
                        "`" + RuleKey.of(rule) + "` was revoked from the parking group and is still shown by reads")));
            }
        }
        return Optional.empty();
    }

    private Optional<ParkingStep> putOn(String parking) {
        Optional<ParkingStep> waits = Optional.empty();
        for (NetworkInterface one : byId()) {
            if (isToBeParked(one) && !one.groups().contains(parking)) {
                List<String> groups = new ArrayList<>(one.groups());
                groups.add(parking);
                ParkingCall.SetGroups call = new ParkingCall.SetGroups(one.id(), parking, groups);
                Optional<ParkingStep> step = send(call, sent -> isOn(sent, one.id(), true), NO_INTERFACE);
                if (step.isPresent()) {
                    return step;
                }
                waits = Optional.of(
                        patiently("the parking group was put on " + one.id() + " and reads do not show it"));
            }
        }
        return waits;
    }

    /** One that came later and belongs to AWS is left alone: it never had the old rules for long. */
    private boolean isToBeParked(NetworkInterface one) {
        boolean wasThere = progress.parking().interfaces().contains(one.id());
        return one.groups().contains(progress.opened().group().id()) && (wasThere || !one.requesterManaged());
    }

    private static boolean isOn(ParkingCall call, String id, boolean parks) {
        return call instanceof ParkingCall.SetGroups set
                && set.networkInterface().equals(id)
                && set.parks() == parks;
    }

    private ParkingStep parked() {
        Instant last = progress.sent().isEmpty()
                ? progress.lastMove()
                : progress.sent().get(progress.sent().size() - 1).doubtFrom();
        Duration rest = rest(last.plus(tempo.settle()));
        return rest.isZero()
                ? new ParkingStep.Reach(Parking.Stage.PARKED)
                : new ParkingStep.Wait(rest, "for the parking group to reach every host");
    }

    private ParkingStep unpark() {
        Optional<ParkingStep> quiet = quiet();
        if (quiet.isPresent()) {
            return quiet.get();
        }
        if (lot.group().isEmpty()) {
            return new ParkingStep.Finish();
        }
        String parking = lot.group().get().id();
        List<NetworkInterface> wearing =
                byId().stream().filter(one -> one.groups().contains(parking)).toList();
        if (wearing.isEmpty()) {
            return delete(parking);
        }
        boolean isCanary = progress.direction() == Direction.FORWARD && !progress.mayTakeTheRest();
        if (isCanary) {
            List<String> canaries = canaries();
            List<NetworkInterface> first =
                    wearing.stream().filter(one -> canaries.contains(one.id())).toList();
            return first.isEmpty() ? pause(wearing.size()) : takeOff(first, parking);
        }
        return takeOff(wearing, parking);
    }

    /** Invariant 4. */
    private Optional<ParkingStep> quiet() {
        Instant until = progress.sent().stream()
                .filter(call -> call.call() instanceof ParkingCall.Create
                        || call.call() instanceof ParkingCall.SetGroups set && set.parks())
                .map(call -> call.doubtFrom().plus(tempo.inFlight()).plus(tempo.inFlight()))
                .max(Comparator.naturalOrder())
                .orElse(now);
        Duration rest = rest(until);
        return rest.isZero()
                ? Optional.empty()
                : Optional.of(new ParkingStep.Wait(
                        rest, "until no call that puts the parking group on an interface can still take effect"));
    }

    private List<String> canaries() {
        List<String> there = lot.interfaces().stream().map(NetworkInterface::id).toList();
        return progress.parking().interfaces().stream()
                .filter(there::contains)
                .limit(progress.parking().canary())
                .toList();
    }

    private ParkingStep pause(int waiting) {
        return progress.has(Parking.Stage.CANARY)
                ? new ParkingStep.Pause(
                        "the planned rules alone hold on " + String.join(", ", canaries()) + "; " + waiting
                                + (waiting == 1 ? " interface has" : " interfaces have")
                                + " the old ones beside them still")
                : new ParkingStep.Reach(Parking.Stage.CANARY);
    }

    private ParkingStep takeOff(List<NetworkInterface> from, String parking) {
        Optional<ParkingStep> waits = Optional.empty();
        for (NetworkInterface one : from) {
            List<String> groups = new ArrayList<>(one.groups());
            groups.remove(parking);
            if (groups.isEmpty()) {
                groups.add(progress.opened().group().id()); // an interface has at least one
            }
            ParkingCall.SetGroups call = new ParkingCall.SetGroups(one.id(), parking, groups);
            Predicate<ParkingCall> same = sent -> isOn(sent, one.id(), false);
            boolean isOld = progress.last(same)
                    .filter(sent ->
                            sent.isDone() && !now.isBefore(sent.doubtFrom().plus(tempo.inFlight())))
                    .isPresent();
            Optional<ParkingStep> step =
                    isOld ? Optional.of(new ParkingStep.Send(call)) : send(call, same, NO_INTERFACE);
            if (step.isPresent()) {
                return step.get();
            }
            waits = Optional.of(patiently("the parking group was taken off " + one.id() + " and reads still show it"));
        }
        return waits.orElseThrow();
    }

    private ParkingStep delete(String parking) {
        Predicate<ParkingCall> deletes = call -> call instanceof ParkingCall.Delete;
        Optional<Sent> last = progress.last(deletes);
        Optional<String> refusal = last.flatMap(Sent::refusal);
        if (last.filter(Sent::isDone).isPresent()
                || refusal.filter(GONE::contains).isPresent()) {
            return new ParkingStep.Finish();
        }
        if (refusal.filter(IN_USE::equals).isPresent()) {
            Sent refused = last.orElseThrow();
            Duration rest = rest(refused.doubtFrom().plus(tempo.inFlight()));
            long often = progress.sent().stream()
                    .filter(call -> !call.isInherited()
                            && call.refusal().filter(IN_USE::equals).isPresent())
                    .count();
            if (often >= tempo.attempts()) {
                return new ParkingStep.Stop("something still uses the parking group " + parking
                        + ", so AWS does not delete it; help: see `aws ec2 describe-network-interfaces --filters"
                        + " Name=group-id,Values=" + parking + "` and rules that name it, then go on");
            }
            return rest.isZero() || refused.isInherited()
                    ? new ParkingStep.Send(new ParkingCall.Delete(parking))
                    : new ParkingStep.Wait(rest, "until reads show what still has the parking group");
        }
        return send(new ParkingCall.Delete(parking), deletes).orElseThrow();
    }

    /**
     * The call, if it was not sent yet or may not have arrived; a stop, if it was refused for good; nothing, if it did what it says
     * and reads are late.
     *
     * @param same which earlier calls came to the same
     * @param fine codes of refusals that say that it is done already
     */
    private Optional<ParkingStep> send(ParkingCall call, Predicate<ParkingCall> same, String... fine) {
        Optional<Sent> last = progress.last(same);
        Optional<String> refusal = last.flatMap(Sent::refusal);
        if (refusal.isPresent() && !Set.of(fine).contains(refusal.get())) {
            return last.get().isInherited()
                    ? Optional.of(new ParkingStep.Send(call))
                    : Optional.of(new ParkingStep.Stop("AWS refused to " + call.words() + ": " + refusal.get()));
        }
        return last.isEmpty() || last.get().isOpen() ? Optional.of(new ParkingStep.Send(call)) : Optional.empty();
    }

    private List<NetworkInterface> byId() {
        return lot.interfaces().stream()
                .sorted(Comparator.comparing(NetworkInterface::id))
                .toList();
    }

    private Duration rest(Instant until) {
        return now.isBefore(until) ? Duration.between(now, until) : Duration.ZERO;
    }

    private ParkingStep patiently(String reason) {
        Instant end = progress.lastMove()
                .plus(tempo.patience())
                .plus(tempo.inFlight())
                .plus(tempo.settle());
        return now.isBefore(end) ? new ParkingStep.Wait(tempo.poll(), reason) : new ParkingStep.Stop(reason);
    }
}
