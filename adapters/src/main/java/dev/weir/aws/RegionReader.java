package dev.weir.aws;

import dev.weir.ec2.ListedRule;
import dev.weir.ec2.ListedRules;
import dev.weir.inventory.Destination;
import dev.weir.inventory.FlowLog;
import dev.weir.inventory.Input;
import dev.weir.inventory.Listing;
import dev.weir.inventory.Listing.Kind;
import dev.weir.inventory.ManagedPrefixList;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import dev.weir.inventory.RouteTable;
import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.Snapshot;
import dev.weir.inventory.Subnet;
import dev.weir.inventory.Vpc;
import dev.weir.net.Cidr;
import dev.weir.services.Holders;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads one Region: every call to its last page, each for itself.
 *
 * <p>A call that fails leaves what it gave before, and a listing and a problem that say so. The calls after it are made all the
 * same, unless they cannot succeed (no connection, no credentials) or two calls in a row ran out of attempts: the account is
 * shared with its operators, and a throttled one is left in peace.
 */
final class RegionReader {
    private static final int FILTER_VALUES = 200;
    private static final int MAY_FAIL_IN_A_ROW = 2;

    private final Function<Optional<Failure>, Holders> holders;
    private final Scope scope;
    private final AwsOptions options;
    private final RegionCalls calls;
    private final List<Listing> listings = new ArrayList<>();
    private final Set<Problem> problems = new LinkedHashSet<>();
    private final List<String> lost = new ArrayList<>();
    private final Set<Kind> notCalled = EnumSet.noneOf(Kind.class);
    private int failedInARow;
    private Optional<Failure> abandoned = Optional.empty();

    /**
     * A reader of the Region of {@code scope}.
     *
     * @param holders asks what holds groups there, unless something has shown that nothing can be asked
     */
    RegionReader(Ec2Reads ec2, Function<Optional<Failure>, Holders> holders, Scope scope, AwsOptions options) {
        this.holders = holders;
        this.scope = scope;
        this.options = options;
        this.calls = new RegionCalls(ec2, scope, new RegionCalls.AnswerTrouble() {
            @Override
            public void wrong(Kind kind, String message) {
                problems.add(new Problem(place(kind), message));
            }

            @Override
            public void lost(Kind kind, String message) {
                lost.add(message);
            }
        });
    }

    /** Everything that could be read, true at {@code asOf}. */
    RegionInventory read(Instant asOf) {
        Pages<SecurityGroup> groups = listed(Kind.SECURITY_GROUPS, token -> calls.groups(List.of(), token));
        Pages<ListedRule> rules = listed(Kind.SECURITY_GROUP_RULES, token -> calls.rules(List.of(), token));
        List<List<SecurityGroup>> assembled = assembled(groups, rules);
        List<NetworkInterface> interfaces = listed(
                        Kind.NETWORK_INTERFACES, token -> calls.networkInterfaces(List.of(), token))
                .items();
        Listing shown = listings.get(listings.size() - 1);
        listings.add(new Listing(scope, Kind.HIDDEN_NETWORK_INTERFACES, shown.status(), shown.problem()));
        List<RouteTable> routeTables =
                listed(Kind.ROUTE_TABLES, calls::routeTables).items();
        List<Subnet> subnets = listed(Kind.SUBNETS, calls::subnets).items();
        List<Vpc> vpcs = listed(Kind.VPCS, calls::vpcs).items();
        List<ManagedPrefixList> prefixLists = prefixLists(referenced(assembled, routeTables));
        List<FlowLog> flowLogs = options.reads(AwsOptions.Besides.FLOW_LOGS)
                ? listed(Kind.FLOW_LOGS, calls::flowLogs).items()
                : List.of();
        Snapshot holders = options.reads(AwsOptions.Besides.HOLDERS)
                ? Snapshot.of(this.holders.apply(abandoned)::push)
                : Snapshot.of(sink -> {});
        tellWhatWasNotCalled();
        boolean nothing = listings.stream().allMatch(listing -> listing.status() == Listing.Status.NOT_READ);
        Optional<Input> input = nothing
                ? Optional.empty()
                : Optional.of(new Input("account " + scope, Optional.empty(), Optional.of(asOf)));
        return new RegionInventory(
                listings,
                prefixLists,
                interfaces,
                routeTables,
                subnets,
                vpcs,
                flowLogs,
                holders.holders(),
                holders.holdersListed(),
                assembled,
                List.copyOf(problems),
                input);
    }

    /** Every group, by id, each with its versions: one, or two where the two calls still contradict each other. */
    private List<List<SecurityGroup>> assembled(Pages<SecurityGroup> groups, Pages<ListedRule> rules) {
        Map<String, SecurityGroup> described = new TreeMap<>();
        ListedRules listed = new ListedRules();
        take(groups.items(), rules.items(), described, listed);
        if (rules.isWhole()) {
            described.values().stream().filter(this::isOfThisAccount).forEach(group -> expectRules(group, listed));
        } else {
            listed.cutShort(
                    Scope.UNKNOWN,
                    "its rules were not all read: " + calls.origin(Kind.SECURITY_GROUP_RULES) + " was cut short");
        }
        boolean bothWhole = groups.isWhole() && rules.isWhole();
        if (bothWhole) {
            readAgain(disagreeing(described, listed), described, listed);
            disagreeing(described, listed)
                    .forEach(group -> problems.add(new Problem(
                            place(Kind.SECURITY_GROUPS),
                            "`" + group
                                    + "` has other rules in DescribeSecurityGroupRules, and still has when read again;"
                                    + " help: run it again when nobody changes the group")));
        }
        Map<String, List<SecurityGroup>> assembled = new TreeMap<>();
        listed.groups().forEach(id -> assembled.put(id, List.of(listed.alone(id, scope))));
        described.forEach((id, group) -> assembled.put(id, listed.join(group)));
        return List.copyOf(assembled.values());
    }

    private void take(
            List<SecurityGroup> groups,
            List<ListedRule> rules,
            Map<String, SecurityGroup> described,
            ListedRules listed) {
        groups.forEach(group -> described.put(group.id(), group));
        rules.forEach(rule -> listed.add(rule, calls.place(Kind.SECURITY_GROUP_RULES)));
    }

    /** DescribeSecurityGroupRules does not list the rules of groups that other accounts share. */
    private boolean isOfThisAccount(SecurityGroup group) {
        return scope.mayHold(group.scope());
    }

    private void expectRules(SecurityGroup group, ListedRules listed) {
        listed.expect(group.id(), calls.origin(Kind.SECURITY_GROUP_RULES));
    }

    /** Groups that the two listings tell differently although both are whole: something changed between the calls. */
    private static Set<String> disagreeing(Map<String, SecurityGroup> described, ListedRules listed) {
        Set<String> different = new TreeSet<>(listed.groups());
        different.removeAll(described.keySet());
        for (SecurityGroup group : described.values()) {
            if (listed.join(group).size() > 1) {
                different.add(group.id());
            }
        }
        return different;
    }

    /** Asks once more for the groups that changed between the two calls. */
    private void readAgain(Set<String> changed, Map<String, SecurityGroup> described, ListedRules listed) {
        for (List<String> some : Calls.portions(changed, FILTER_VALUES)) {
            Pages<SecurityGroup> groups = pages(Kind.SECURITY_GROUPS, token -> calls.groups(some, token));
            Pages<ListedRule> rules = pages(Kind.SECURITY_GROUP_RULES, token -> calls.rules(some, token));
            if (groups.isWhole() && rules.isWhole()) {
                some.forEach(described::remove);
                listed.forget(Set.copyOf(some));
                take(groups.items(), rules.items(), described, listed);
                groups.items().stream().filter(this::isOfThisAccount).forEach(group -> expectRules(group, listed));
            }
        }
    }

    private static Set<String> referenced(List<List<SecurityGroup>> groups, List<RouteTable> routeTables) {
        Set<String> ids = new TreeSet<>();
        groups.stream().flatMap(List::stream).forEach(group -> {
            group.outbound().forEach(rule -> prefixList(rule).ifPresent(ids::add));
            group.inbound().forEach(rule -> prefixList(rule).ifPresent(ids::add));
        });
        routeTables.stream()
                .flatMap(table -> table.routes().stream())
                .flatMap(route -> route.destination().stream())
                .forEach(destination -> prefixList(destination).ifPresent(ids::add));
        return ids;
    }

    private static Optional<String> prefixList(SecurityGroupRule rule) {
        return rule.match(
                known -> prefixList(known.destination()),
                unresolved -> unresolved.bound().destination().flatMap(RegionReader::prefixList));
    }

    private static Optional<String> prefixList(Destination destination) {
        return destination.match(
                addresses -> Optional.empty(), list -> Optional.of(list.id()), group -> Optional.empty());
    }

    /** Every list that was described, and every one that is referred to; with the entries of those that were asked for. */
    private List<ManagedPrefixList> prefixLists(Set<String> referenced) {
        Map<String, ManagedPrefixList> lists = new TreeMap<>();
        listed(Kind.PREFIX_LISTS, calls::prefixLists).items().forEach(list -> lists.put(list.id(), unasked(list)));
        referenced.forEach(id -> lists.computeIfAbsent(id, this::undescribed));
        List<ManagedPrefixList> asked = lists.values().stream()
                .filter(list -> options.prefixLists() == AwsOptions.WantedLists.ALL || referenced.contains(list.id()))
                .map(this::withEntries)
                .toList();
        asked.forEach(list -> lists.put(list.id(), list));
        listings.add(entriesListing(asked));
        return List.copyOf(lists.values());
    }

    /** Whole where every list that was asked for is; which lists to ask for, only the rules tell. */
    private Listing entriesListing(List<ManagedPrefixList> asked) {
        Optional<String> problem =
                asked.stream().flatMap(list -> list.problem().stream()).findFirst();
        boolean none = asked.stream().allMatch(list -> list.reading() == ManagedPrefixList.Extent.NOT_READ);
        if (problem.isEmpty() && noRulesWereRead()) {
            problem = Optional.of("the rules that refer to prefix lists were not read");
        }
        if (problem.isEmpty()) {
            return Listing.whole(scope, Kind.PREFIX_LIST_ENTRIES);
        }
        return none
                ? Listing.notRead(scope, Kind.PREFIX_LIST_ENTRIES, problem.get())
                : Listing.inPart(scope, Kind.PREFIX_LIST_ENTRIES, problem.get());
    }

    private boolean noRulesWereRead() {
        return listings.stream()
                .filter(listing ->
                        listing.kind() == Kind.SECURITY_GROUPS || listing.kind() == Kind.SECURITY_GROUP_RULES)
                .allMatch(listing -> listing.status() == Listing.Status.NOT_READ);
    }

    private static ManagedPrefixList unasked(ManagedPrefixList list) {
        return list.with(
                List.of(),
                ManagedPrefixList.Extent.NOT_READ,
                Optional.of("no rule or route refers to it, so its entries were not asked for"));
    }

    private ManagedPrefixList undescribed(String id) {
        return ManagedPrefixList.undescribed(id, scope, calls.origin(Kind.PREFIX_LIST_ENTRIES));
    }

    private ManagedPrefixList withEntries(ManagedPrefixList list) {
        lost.clear();
        Pages<Cidr> entries = pages(Kind.PREFIX_LIST_ENTRIES, token -> calls.entries(list.id(), token));
        Optional<String> problem =
                entries.failure().map(Failure::what).or(() -> lost.stream().findFirst());
        ManagedPrefixList.Extent reading = ManagedPrefixList.Extent.WHOLE;
        if (problem.isPresent()) {
            reading = entries.status() == Listing.Status.NOT_READ
                    ? ManagedPrefixList.Extent.NOT_READ
                    : ManagedPrefixList.Extent.IN_PART;
            report(
                    Kind.PREFIX_LIST_ENTRIES,
                    "`" + list.id() + "`: "
                            + entries.failure().map(Failure::sentence).orElse(problem.get()));
        }
        lost.clear();
        return list.with(entries.items(), reading, problem);
    }

    /** Every page of one kind of thing; its listing and, where it is not whole, its problem. */
    private <T> Pages<T> listed(Kind kind, Function<Optional<String>, Pages.Page<T>> call) {
        lost.clear();
        Pages<T> pages = pages(kind, call);
        Listing.Status status = pages.status();
        String cutShort = status == Listing.Status.IN_PART
                ? "cut short after " + pages.items().size() + " items: "
                : "";
        Optional<String> why = pages.failure().map(failure -> cutShort + failure.what());
        Optional<String> told = pages.failure().map(failure -> cutShort + failure.sentence());
        if (why.isEmpty() && !lost.isEmpty()) {
            status = Listing.Status.IN_PART;
            why = Optional.of(String.join("; ", lost));
            told = why;
        }
        listings.add(new Listing(scope, kind, status, why));
        if (kind != Kind.FLOW_LOGS) { // whom it concerns is told by the listing
            told.ifPresent(sentence -> report(kind, sentence));
        }
        lost.clear();
        return pages;
    }

    private <T> Pages<T> pages(Kind kind, Function<Optional<String>, Pages.Page<T>> call) {
        if (abandoned.isPresent()) {
            notCalled.add(kind);
            return Pages.cutShort(List.of(), abandoned.get());
        }
        Pages<T> pages = Calls.pages("ec2:" + kind.call(), call);
        Optional<Failure.Kind> failure = pages.failure().map(Failure::kind);
        failedInARow = failure.map(Failure.Kind::mayEndTheRegion).orElse(false) ? failedInARow + 1 : 0;
        if (failedInARow >= MAY_FAIL_IN_A_ROW
                || failure.map(Failure.Kind::endsTheRegion).orElse(false)) {
            abandoned = pages.failure();
        }
        return pages;
    }

    private void report(Kind kind, String sentence) {
        if (!notCalled.contains(kind)) {
            problems.add(new Problem(place(kind), sentence));
        }
    }

    private void tellWhatWasNotCalled() {
        abandoned
                .filter(failure -> !notCalled.isEmpty())
                .ifPresent(failure -> problems.add(new Problem(
                        place(notCalled.stream().map(Kind::call).collect(Collectors.joining(", "))),
                        "not called, after this: " + failure.sentence())));
    }

    private Origin place(Kind kind) {
        return place(kind.call());
    }

    private Origin place(String what) {
        return Origin.of(what + " in " + scope);
    }
}
