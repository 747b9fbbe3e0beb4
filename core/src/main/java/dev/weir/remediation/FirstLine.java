package dev.weir.remediation;

import dev.weir.inventory.Destination;
import dev.weir.inventory.ManagedPrefixList;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.inventory.Snapshot;
import dev.weir.net.IpAddress;
import dev.weir.plan.Plan;
import dev.weir.remediation.JournalEntry.Acceptance;
import dev.weir.remediation.JournalEntry.AssociatedInterface;
import dev.weir.remediation.JournalEntry.ListContents;
import dev.weir.remediation.JournalEntry.Opened;
import dev.weir.remediation.JournalEntry.Surroundings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes the first line of a journal from a plan and from what was just read. */
public final class FirstLine {

    private static final int MARK = 8;

    private FirstLine() {}

    /**
     * The first line: the group as it is, and what the plan does to it.
     *
     * @param plan for which {@link Preflight} has no refusal
     * @param digest of the plan
     * @param group as read just now: its rules with their ids are what a rollback restores
     * @param around as read just now
     * @param accepted the gates that somebody overrode
     * @param caller who makes the calls
     * @param toolVersion this weir
     * @param now the time
     * @param canary how many interfaces go first, with a parking group on the others; empty for all at once
     */
    public static Opened of(
            Plan plan,
            String digest,
            SecurityGroup group,
            Snapshot around,
            List<Acceptance> accepted,
            String caller,
            String toolVersion,
            Instant now,
            OptionalInt canary) {
        List<Known> before = group.knownOutbound();
        return new Opened(
                now,
                toolVersion,
                digest,
                plan.making().createdAt(),
                plan.group(),
                caller,
                accepted,
                before,
                authorized(plan, digest),
                intermediate(plan, digest, before),
                revoked(plan, before),
                surroundings(plan, group, around),
                plan.learning().reviewed().answers(),
                parking(plan, digest, around, canary));
    }

    /**
     * The parking group of a change.
     *
     * @param canary how many interfaces go first; empty for a change without one
     */
    public static Optional<Parking> parking(Plan plan, String digest, Snapshot around, OptionalInt canary) {
        if (canary.isEmpty()) {
            return Optional.empty();
        }
        List<String> interfaces = around.associatedWith(plan.group().id()).stream()
                .map(NetworkInterface::id)
                .distinct()
                .sorted()
                .toList();
        String mark = digest.substring(digest.indexOf(':') + 1);
        String name = "weir-parking-" + plan.group().id() + "-" + mark.substring(0, Math.min(MARK, mark.length()));
        return Optional.of(new Parking(name, canary.getAsInt(), interfaces));
    }

    /**
     * The rules that stand in between: old ones as they are, planned ones as they will be, others tagged with the plan.
     *
     * @param before the outbound rules as read, each with its id
     */
    private static List<Known> intermediate(Plan plan, String digest, List<Known> before) {
        List<Known> standing = new ArrayList<>(before);
        standing.addAll(authorized(plan, digest));
        return plan.intermediate().stream()
                .map(rule ->
                        standing.stream().filter(rule::sameRuleAs).findFirst().orElseGet(() -> tagged(rule, digest)))
                .toList();
    }

    /** What the plan does to a group as it is now, leg by leg. */
    public static List<Leg> legs(Plan plan, String digest, SecurityGroup group) {
        List<Known> before = group.knownOutbound().stream()
                .filter(rule -> rule.id().isPresent())
                .toList();
        return Leg.of(revoked(plan, before), intermediate(plan, digest, before), authorized(plan, digest));
    }

    private static List<Known> revoked(Plan plan, List<Known> before) {
        Set<RuleKey> keys = RuleKey.all(plan.revoke());
        return before.stream().filter(rule -> keys.contains(RuleKey.of(rule))).toList();
    }

    /** The rules to add, as they are sent: tagged with the plan. */
    private static List<Known> authorized(Plan plan, String digest) {
        return plan.authorize().stream().map(one -> tagged(one.rule(), digest)).toList();
    }

    private static Known tagged(Known rule, String digest) {
        Map<String, String> tags = new TreeMap<>(rule.tags());
        tags.put(Sequence.TAG, digest);
        return new Known(Optional.empty(), rule.service(), rule.destination(), rule.description(), tags);
    }

    private static Surroundings surroundings(Plan plan, SecurityGroup group, Snapshot around) {
        List<AssociatedInterface> interfaces = new ArrayList<>();
        Map<String, List<Known>> siblings = new TreeMap<>();
        Set<String> lists = new TreeSet<>();
        Set<String> groups = new TreeSet<>();
        collect(group.knownOutbound(), lists, groups);
        collect(plan.result(), lists, groups);
        for (NetworkInterface associated : around.associatedWith(group.id())) {
            interfaces.add(new AssociatedInterface(
                    associated.id(),
                    associated.groups().stream().sorted().toList(),
                    associated.addresses(),
                    associated.tracking()));
            for (String id : associated.groups()) {
                if (!id.equals(group.id())) {
                    List<Known> rules = around.securityGroup(id)
                            .map(SecurityGroup::knownOutbound)
                            .orElse(List.of());
                    siblings.put(id, rules);
                    collect(rules, lists, groups);
                }
            }
        }
        Map<String, List<IpAddress>> members = new TreeMap<>();
        groups.forEach(id -> members.put(
                id,
                around.associatedWith(id).stream()
                        .flatMap(member -> member.addresses().stream())
                        .distinct()
                        .toList()));
        List<ListContents> contents = new ArrayList<>();
        for (String id : lists) {
            around.prefixList(id).ifPresent(list -> contents.add(contents(list)));
        }
        return new Surroundings(interfaces, siblings, contents, members);
    }

    private static ListContents contents(ManagedPrefixList list) {
        return new ListContents(
                list.id(),
                list.version(),
                list.reading() == ManagedPrefixList.Extent.WHOLE ? Optional.of(list.entries()) : Optional.empty());
    }

    private static void collect(List<Known> rules, Set<String> lists, Set<String> groups) {
        for (Known rule : rules) {
            if (rule.destination() instanceof Destination.PrefixList list) {
                lists.add(list.id());
            } else if (rule.destination() instanceof Destination.Group group) {
                groups.add(group.id());
            }
        }
    }
}
