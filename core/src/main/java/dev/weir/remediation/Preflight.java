package dev.weir.remediation;

import dev.weir.backtest.Gate;
import dev.weir.evaluation.Permissions;
import dev.weir.evaluation.PrefixLists;
import dev.weir.inventory.ManagedPrefixList;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.inventory.Snapshot;
import dev.weir.net.AddressSet;
import dev.weir.net.Cidr;
import dev.weir.plan.Authorization;
import dev.weir.plan.OutsideManager;
import dev.weir.plan.Plan;
import dev.weir.plan.Precondition;
import dev.weir.plan.Proof;
import dev.weir.plan.UntrackedConnections;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whether a plan may be applied to the world as it is now.
 *
 * <p>Outdated, unproven, over quota, not restorable: these cannot be accepted away. A failing gate can, one by one and with a
 * reason. An interface that went, or that came with the same groups as another had in the plan, does not make a plan outdated:
 * autoscaling does that every hour. One that changed its groups does.
 */
public final class Preflight {

    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);
    private static final String RESERVED = "aws:";

    private final Plan plan;
    private final SecurityGroup group;
    private final Snapshot surroundings;
    private final List<Refusal> refusals = new ArrayList<>();

    private Preflight(Plan plan, SecurityGroup group, Snapshot surroundings) {
        this.plan = plan;
        this.group = group;
        this.surroundings = surroundings;
    }

    /**
     * Every reason not to apply the plan.
     *
     * @param plan whose digest was checked when it was read
     * @param group as read just now
     * @param surroundings as read just now
     * @param accepted the gates that somebody overrode
     * @param now the time
     * @param maxAge how old a plan may be
     */
    public static List<Refusal> refusals(
            Plan plan,
            SecurityGroup group,
            Snapshot surroundings,
            List<JournalEntry.Acceptance> accepted,
            Instant now,
            Duration maxAge) {
        Preflight preflight = new Preflight(plan, group, surroundings);
        preflight.age(now, maxAge);
        preflight.rules();
        preflight.reliedOn();
        preflight.prefixLists();
        preflight.interfaces();
        preflight.proof();
        preflight.restorable();
        preflight.gates(accepted.stream().map(JournalEntry.Acceptance::gate).collect(Collectors.toSet()));
        return List.copyOf(preflight.refusals);
    }

    private void outdated(String what) {
        refusals.add(Refusal.of(
                Refusal.Kind.OUTDATED,
                what + "; help: run `weir plan " + plan.group().id() + "` again"));
    }

    private void age(Instant now, Duration maxAge) {
        Duration age = Duration.between(plan.making().createdAt(), now);
        if (age.compareTo(maxAge) > 0) {
            outdated("the plan is too old: expected at most " + words(maxAge) + ", found " + words(age));
        }
        if (age.plus(CLOCK_SKEW).isNegative()) {
            outdated("the plan was made in the future, at " + plan.making().createdAt() + " (it is " + now + ")");
        }
        if (plan.group().account().isPresent()
                && group.scope().account().isPresent()
                && !plan.group().account().equals(group.scope().account())) {
            outdated("`" + group.id() + "` belongs to another account: expected "
                    + plan.group().account().get() + ", found "
                    + group.scope().account().get());
        }
    }

    private static String words(Duration duration) {
        return duration.toDays() > 0 ? duration.toDays() + " days" : duration.toHours() + " hours";
    }

    private static Set<RuleKey> keys(List<Known> rules) {
        return rules.stream().map(RuleKey::of).collect(Collectors.toCollection(TreeSet::new));
    }

    private void rules() {
        List<Known> now = new ArrayList<>();
        for (SecurityGroupRule rule : group.outbound()) {
            if (rule instanceof Known known && known.id().isPresent()) {
                now.add(known);
            } else {
                refusals.add(Refusal.of(
                        Refusal.Kind.UNREADABLE,
                        "an outbound rule of `" + group.id() + "` cannot be read, so it could not be restored: "
                                + rule.match(known -> "it has no id", SecurityGroupRule.Unresolved::reason)
                                + "; help: use a newer weir"));
            }
        }
        Set<RuleKey> expected = keys(plan.precondition().rules());
        Set<RuleKey> found = keys(now);
        if (found.equals(expected)) {
            return;
        }
        if (found.equals(keys(plan.result()))) {
            outdated("`" + group.id() + "` has the planned rules already: there is nothing to apply");
            return;
        }
        Set<RuleKey> gone = new TreeSet<>(expected);
        gone.removeAll(found);
        Set<RuleKey> come = new TreeSet<>(found);
        come.removeAll(expected);
        outdated("`" + group.id() + "` changed after the plan was made: expected " + expected.size()
                + " outbound rules, found " + found.size()
                + (gone.isEmpty() ? "" : "; gone: " + listed(gone))
                + (come.isEmpty() ? "" : "; new: " + listed(come)));
    }

    private static String listed(Set<RuleKey> keys) {
        String some = keys.stream().limit(5).map(key -> "`" + key + "`").collect(Collectors.joining(", "));
        return keys.size() > 5 ? some + " and " + (keys.size() - 5) + " more" : some;
    }

    private void reliedOn() {
        PrefixLists lists = PrefixLists.of(surroundings.prefixLists());
        for (Precondition.ReliesOn needed : plan.precondition().reliesOn()) {
            Optional<SecurityGroup> sibling = surroundings.securityGroup(needed.group());
            boolean there = sibling.isPresent()
                    && Permissions.of(List.of(Known.of(needed.service(), needed.destination())), lists)
                            .implies(Permissions.of(sibling.get().outbound(), lists));
            if (!there) {
                outdated("the plan leaves `" + needed.service() + " "
                        + needed.destination().text() + "` to `" + needed.group() + "`, which no longer permits it");
            }
        }
    }

    private void prefixLists() {
        for (Precondition.PrefixListVersion expected : plan.precondition().prefixLists()) {
            Optional<ManagedPrefixList> found = surroundings.prefixList(expected.id());
            if (found.isEmpty() || found.get().reading() != ManagedPrefixList.Extent.WHOLE) {
                outdated("the entries of prefix list `" + expected.id() + "` cannot be read any more");
            } else if (!Precondition.PrefixListVersion.of(found.get()).sha256().equals(expected.sha256())) {
                String versions =
                        expected.version().isPresent() && found.get().version().isPresent()
                                ? ": expected version " + expected.version().getAsLong() + ", found "
                                        + found.get().version().getAsLong()
                                : "";
                outdated(
                        "prefix list `" + expected.id() + "` has other entries than when the plan was made" + versions);
            }
        }
    }

    private void interfaces() {
        Map<String, List<String>> expected = plan.precondition().interfaces().stream()
                .collect(Collectors.toMap(
                        Precondition.InterfaceGroups::id, each -> sorted(each.groups()), (one, same) -> one));
        Set<List<String>> knownCombinations = new HashSet<>(expected.values());
        for (NetworkInterface networkInterface : surroundings.associatedWith(group.id())) {
            List<String> groups = sorted(networkInterface.groups());
            List<String> before = expected.get(networkInterface.id());
            if (before != null && !before.equals(groups)) {
                outdated("interface `" + networkInterface.id() + "` changed its groups: expected "
                        + String.join(", ", before) + ", found " + String.join(", ", groups));
            } else if (before == null && !knownCombinations.contains(groups)) {
                outdated("interface `" + networkInterface.id()
                        + "` came after the plan was made, with groups that no interface had: "
                        + String.join(", ", groups));
            }
        }
    }

    private static List<String> sorted(List<String> groups) {
        return groups.stream().distinct().sorted().toList();
    }

    private void unproven(String what) {
        refusals.add(Refusal.of(
                Refusal.Kind.UNPROVEN,
                what + "; help: run `weir plan " + plan.group().id() + "` again"));
    }

    private void proof() {
        Proof proof = plan.proof();
        if (!proof.narrows()) {
            unproven("the plan is unproven: it would permit what the old rules do not");
        }
        if (!proof.permitsObserved().orElse(true)) {
            unproven("the plan is unproven: it would not permit all that was observed");
        }
        if (!proof.nothingForbidden()) {
            unproven("the plan is unproven: it reaches a forbidden zone");
        }
        intermediate();
        quota("IPv4", proof.ipv4());
        quota("IPv6", proof.ipv6());
        List<Known> authorize =
                plan.authorize().stream().map(Authorization::rule).toList();
        Set<RuleKey> result = new TreeSet<>(keys(plan.precondition().rules()));
        boolean takesWhatIsThere = result.containsAll(keys(plan.revoke()));
        result.removeAll(keys(plan.revoke()));
        boolean addsWhatIsNot =
                keys(authorize).stream().noneMatch(keys(plan.precondition().rules())::contains);
        result.addAll(keys(authorize));
        if (!takesWhatIsThere || !addsWhatIsNot || !result.equals(keys(plan.result()))) {
            unproven("the plan contradicts itself: what it authorizes and revokes does not lead to its result");
        }
    }

    private void intermediate() {
        if (plan.intermediate().isEmpty()) {
            return;
        }
        Set<RuleKey> wanted = keys(plan.result());
        List<Known> standing = new ArrayList<>(plan.intermediate());
        plan.precondition().rules().stream()
                .filter(rule -> wanted.contains(RuleKey.of(rule)))
                .forEach(standing::add);
        PrefixLists lists = PrefixLists.of(surroundings.prefixLists());
        Permissions between = Permissions.of(standing, lists);
        if (!Permissions.of(plan.result(), lists).implies(between, this::members)) {
            unproven(
                    "the rules that would stand between the old and the planned ones do not permit all that is planned");
        }
        if (!between.implies(Permissions.of(plan.precondition().rules(), lists), this::members)) {
            unproven(
                    "the rules that would stand between the old and the planned ones permit what the old rules do not");
        }
    }

    /** What a group stands for now; where it has no interface, anything. */
    private AddressSet members(String id) {
        AddressSet members = AddressSet.of(surroundings.associatedWith(id).stream()
                .flatMap(networkInterface -> networkInterface.addresses().stream())
                .map(Cidr::host)
                .toList());
        return members.isEmpty() ? AddressSet.ALL : members;
    }

    private void quota(String family, Proof.QuotaUse quota) {
        if (!quota.fits()) {
            refusals.add(Refusal.of(
                    Refusal.Kind.OVER_QUOTA,
                    "old and new rules do not fit beside each other: "
                            + quota.whileApplying() + " " + family
                            + " rules while applying, the quota is " + quota.limit()
                            + "; help: make a coarser plan with `--max-rules`, ask AWS for a larger quota (L-0EA8095F), or"
                            + " put a second group beside this one"));
        }
    }

    private void restorable() {
        Set<RuleKey> revoked = keys(plan.revoke());
        for (SecurityGroupRule rule : group.outbound()) {
            if (rule instanceof Known known && revoked.contains(RuleKey.of(known))) {
                known.tags().keySet().stream()
                        .filter(tag -> tag.startsWith(RESERVED))
                        .findFirst()
                        .ifPresent(tag -> refusals.add(Refusal.of(
                                Refusal.Kind.NOT_RESTORABLE,
                                "`" + RuleKey.of(known) + "` carries the tag `" + tag
                                        + "`, which only AWS can set, so it could not be restored; help: change the rule"
                                        + " where it comes from (`weir export` writes what is needed), or keep it with"
                                        + " `weir plan --keep " + known.id().orElse("") + "`")));
            }
        }
    }

    private void gates(Set<Gate.Name> accepted) {
        Set<Gate.Name> failing = new TreeSet<>();
        for (Gate gate : plan.gates()) {
            if (gate.fails()) {
                failing.add(gate.name());
                gate(accepted, gate.name(), gate.reason());
            }
        }
        OutsideManager.of(group)
                .filter(manager -> !failing.contains(Gate.Name.MANAGED_OUTSIDE))
                .ifPresent(manager -> gate(accepted, Gate.Name.MANAGED_OUTSIDE, manager.sentence()));
        List<UntrackedConnections.Cut> cuts = UntrackedConnections.of(group, plan.result(), surroundings);
        UntrackedConnections.sentence(cuts)
                .filter(cut -> !failing.contains(Gate.Name.UNTRACKED_CONNECTIONS))
                .ifPresent(cut -> gate(accepted, Gate.Name.UNTRACKED_CONNECTIONS, cut));
    }

    private void gate(Set<Gate.Name> accepted, Gate.Name gate, String reason) {
        if (!accepted.contains(gate)) {
            refusals.add(refusal(gate, reason));
        }
    }

    private static Refusal refusal(Gate.Name gate, String reason) {
        return Refusal.of(
                gate,
                "gate `" + gate.id() + "` fails: " + reason + (reason.contains("; help: ") ? "" : "; help: settle it")
                        + ", or accept it with `--accept " + gate.id() + " --reason TEXT`");
    }

    /** Every reason not to hand a plan out as calls or steps for others to make, without a look at its group. */
    public static List<Refusal> ofExport(Plan plan, List<JournalEntry.Acceptance> accepted) {
        List<Refusal> refusals = new ArrayList<>();
        if (!plan.proof().holds()) {
            refusals.add(Refusal.of(
                    Refusal.Kind.UNPROVEN,
                    "the plan is not proven, and is not exported; help: run `weir plan "
                            + plan.group().id() + "` again"));
        }
        if (!plan.intermediate().isEmpty()) {
            refusals.add(Refusal.of(
                    Refusal.Kind.OVER_QUOTA,
                    "the plan goes through intermediate rules, because old and new rules do not fit the quota together, and"
                            + " is not exported; help: `weir apply` makes both steps; with a larger quota (L-0EA8095F) and"
                            + " `weir plan --quota N` there is one"));
        }
        plan.gates().stream()
                .filter(Gate::fails)
                .filter(gate -> accepted.stream().noneMatch(one -> one.gate() == gate.name()))
                .forEach(gate -> refusals.add(refusal(gate.name(), gate.reason())));
        return List.copyOf(refusals);
    }
}
