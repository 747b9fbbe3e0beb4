package dev.weir.ranges;

import dev.weir.evaluation.PrefixLists;
import dev.weir.inventory.ManagedPrefixList;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.Snapshot;
import dev.weir.net.AddressSet;
import dev.weir.net.IpFamily;
import dev.weir.net.PublicSpace;
import dev.weir.net.Share;
import dev.weir.plan.RuleWeights;
import dev.weir.remediation.ReadAnswer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * Looks at ranges and the lists that are to hold them, and says what has to be done and what may not.
 *
 * <p>A range is changed whole or not at all: what forbids one of its lists forbids both. A list that would be too small is refused
 * unless it may grow, and then only as far as every security group that names it has room, since a rule weighs what its list may
 * hold, not what it holds (Amazon VPC User Guide, "Prefix lists": the maximum number of entries counts).
 *
 * @param gateway reads lists, and who names them
 * @param ledger since when what is in ranges no more
 * @param mayGrow whether {@code MaxEntries} may be changed
 * @param limit how many rules of a family and direction a group may have
 * @param now the time that it is
 */
public record RangePlanner(PrefixListGateway gateway, RangeLedger ledger, boolean mayGrow, int limit, Instant now) {

    /** Addresses as wide as this are the world, which no list is to open again: the check's own line. */
    private static final Share WORLD = Share.ofPercent(5);

    /** What the range needs. */
    public RangeChange plan(KeptRange range) {
        List<String> refusals = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        List<ListSync> lists = new ArrayList<>();
        Map<String, Integer> sizes = new TreeMap<>();
        Set<IpFamily> families = EnumSet.noneOf(IpFamily.class);
        for (String wanted : range.prefixLists()) {
            ReadAnswer<ListState> answer = gateway.read(wanted);
            Optional<ListState> read = answer.match(one -> Optional.of(one.value()), unread -> Optional.empty());
            answer.match(one -> true, unread -> refusals.add(unread.reason()));
            if (read.isEmpty()) {
                continue;
            }
            ListState list = read.get();
            if (!families.add(list.family())) {
                refusals.add("two of its lists are of " + list.family() + "; help: name one of each family");
            }
            whyNot(range, list).ifPresent(refusals::add);
            ListSync sync =
                    ListSync.of(list, range.addresses().only(list.family()), ledger.of(list.id()), range.grace(), now);
            if (sync.calls().isEmpty()) {
                int size = sync.needs();
                Optional<String> narrow = whyNotLarger(list, size);
                narrow.ifPresentOrElse(refusals::add, () -> sizes.put(list.id(), size));
                lists.add(narrow.isPresent() ? sync : sync.in(size));
            } else {
                lists.add(sync);
            }
        }
        for (IpFamily family : IpFamily.values()) {
            if (!families.contains(family) && !range.addresses().only(family).isEmpty()) {
                notes.add("its " + family + " addresses are kept in no list; name one of that family in `prefixLists`");
            }
        }
        return new RangeChange(range, lists, sizes, refusals, notes);
    }

    private static Optional<String> whyNot(KeptRange range, ListState list) {
        IpFamily family = list.family();
        AddressSet published = range.addresses().only(family);
        AddressSet open = published.intersect(PublicSpace.addresses());
        if (list.notOurs().isPresent()) {
            return list.notOurs();
        }
        if (list.isChanging()) {
            return Optional.of(
                    "`" + list.id() + "` is being changed now (" + list.phase() + "); help: try again when it is not");
        }
        if (published.isEmpty() && !list.entries().isEmpty()) {
            return Optional.of("its source has no " + family + " address, and `" + list.id()
                    + "` would become empty; help: if that is meant, " + "take the list out of `prefixLists`");
        }
        if (WORLD.isReachedBy(open.size(family), PublicSpace.size(family))) {
            return Optional.of("its source is as wide as the world ("
                    + String.format(Locale.ROOT, "%,d", open.size(family)) + " public " + family
                    + " addresses), which no list is to open again; help: choose a part of it");
        }
        return Optional.empty();
    }

    private Optional<String> whyNotLarger(ListState list, int size) {
        String small = "`" + list.id() + "` may hold " + list.maxEntries() + " entries, and " + size + " are needed";
        if (size > ListState.MOST) {
            return Optional.of(small + ", but AWS lets none hold more than " + ListState.MOST
                    + "; help: choose less of the source with `part` and `where`");
        }
        if (!mayGrow) {
            return Optional.of(small + "; help: --resize makes it so large where every group that names it has room");
        }
        ReadAnswer<List<Snapshot>> named = gateway.groupsOf(list.id());
        return named.match(
                read -> read.value().stream()
                        .flatMap(around -> tooHeavy(list, size, around).stream())
                        .findFirst()
                        .map(heavy -> small + ", but " + heavy),
                unread -> Optional.of(small + ", and who names it was not read: " + unread.reason()));
    }

    /** What does not fit, of the groups that name the list: a rule weighs what its list may hold, in either direction. */
    private Optional<String> tooHeavy(ListState list, int size, Snapshot around) {
        RuleWeights weights = new RuleWeights(PrefixLists.of(around.prefixLists().stream()
                .map(one -> one.id().equals(list.id()) ? larger(one, list, size) : one)
                .toList()));
        for (SecurityGroup group : around.securityGroups()) {
            for (List<SecurityGroupRule> rules : List.of(group.outbound(), group.inbound())) {
                List<SecurityGroupRule.Known> known = SecurityGroupRule.known(rules);
                boolean names = known.stream()
                        .anyMatch(rule -> rule.destination()
                                .match(cidr -> false, other -> other.id().equals(list.id()), members -> false));
                int weight = weights.of(known, list.family()) + rules.size() - known.size();
                if (names && weight > limit) {
                    return Optional.of("the " + (rules.equals(group.outbound()) ? "outbound" : "inbound")
                            + " rules of `" + group.id() + "` would then weigh " + weight + " of " + limit
                            + "; help: raise its quota and say so with --quota, or split the range");
                }
            }
        }
        return Optional.empty();
    }

    private static ManagedPrefixList larger(ManagedPrefixList one, ListState list, int size) {
        return new ManagedPrefixList(
                one.scope(),
                one.id(),
                one.name(),
                one.awsManaged(),
                Optional.of(list.family()),
                OptionalInt.of(size),
                one.version(),
                one.entries(),
                one.reading(),
                one.problem(),
                one.origin());
    }
}
