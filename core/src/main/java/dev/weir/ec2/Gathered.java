package dev.weir.ec2;

import dev.weir.inventory.ConnectionTracking;
import dev.weir.inventory.FlowLog;
import dev.weir.inventory.InventoryDocument;
import dev.weir.inventory.InventorySink;
import dev.weir.inventory.ManagedPrefixList;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import dev.weir.inventory.RouteTable;
import dev.weir.inventory.Scope;
import dev.weir.inventory.Subnet;
import dev.weir.inventory.Vpc;
import dev.weir.json.JsonObject;
import dev.weir.json.JsonValue;
import dev.weir.json.Quoted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;

/**
 * Everything that judging groups needs, gathered from all documents before the first group: held in memory, each id put together
 * from wherever it stands.
 */
final class Gathered {

    private final FolderScopes folders;
    private final PrefixListPieces prefixLists = new PrefixListPieces();
    private final Answers answers = new Answers();
    private final List<In<NetworkInterface>> interfaces = new ArrayList<>();
    private final List<In<RouteTable>> routeTables = new ArrayList<>();
    private final List<In<Subnet>> subnets = new ArrayList<>();
    private final List<In<Vpc>> vpcs = new ArrayList<>();
    private final List<In<FlowLog>> flowLogs = new ArrayList<>();
    private final ListedRules listed = new ListedRules();
    private final Map<String, InventoryDocument> rules = new HashMap<>();

    /** A thing and the document that it stands in, whose neighbours may yet tell its scope. */
    private record In<T>(InventoryDocument document, Found<T> found) {}

    Gathered(FolderScopes folders) {
        this.folders = folders;
    }

    /** Takes an element that is no group; what it says of its account and Region, or empty where it could not be read. */
    Optional<Scope> take(AnswerKind kind, JsonObject element, InventoryDocument document, AnswerPlace place) {
        return switch (kind) {
            case NETWORK_INTERFACES -> keep(answers.networkInterface(element, place), document, interfaces);
            case ROUTE_TABLES -> keep(answers.routeTable(element, place), document, routeTables);
            case SUBNETS -> keep(answers.subnet(element, place), document, subnets);
            case VPCS -> keep(answers.vpc(element, place), document, vpcs);
            case FLOW_LOGS -> keep(answers.flowLog(element, place), document, flowLogs);
            case PREFIX_LISTS -> {
                Optional<Found<ManagedPrefixList>> list = answers.prefixList(element, place);
                list.ifPresent(found -> prefixList(document, found, element, place));
                // the owner may have shared it with the account asked
                yield list.map(
                        found -> new Scope(Optional.empty(), found.scope().region()));
            }
            case SECURITY_GROUP_RULES -> {
                Optional<ListedRule> rule = answers.listedRule(element, place);
                rule.ifPresent(found -> rule(document, found, place));
                yield rule.map(ListedRule::scope);
            }
            case SECURITY_GROUPS, PREFIX_LIST_ENTRIES -> Optional.empty();
        };
    }

    private static <T> Optional<Scope> keep(Optional<Found<T>> found, InventoryDocument document, List<In<T>> into) {
        found.ifPresent(thing -> into.add(new In<>(document, thing)));
        return found.map(Found::scope);
    }

    /** A described list, with the entries that stand in the element itself. */
    private void prefixList(
            InventoryDocument document, Found<ManagedPrefixList> found, JsonObject element, AnswerPlace place) {
        prefixLists.described(document, found.in(Scope.UNKNOWN));
        for (String key : List.of(Keys.CIDRS, Keys.ENTRIES)) {
            if (element.has(key)) {
                PrefixListEntries entries = new PrefixListEntries(place.at(element.line()));
                if (element.members().get(key) instanceof JsonValue.Array array) {
                    array.elements().forEach(entries::add);
                } else {
                    entries.damaged(new Problem(place.at(element.line()), "`" + key + "` is not an array"));
                }
                entries(document, found.id(), entries, place);
            }
        }
    }

    void entries(InventoryDocument document, String id, PrefixListEntries entries, AnswerPlace place) {
        prefixLists.entries(document, id, entries, answers, place);
    }

    private void rule(InventoryDocument document, ListedRule rule, AnswerPlace place) {
        listed.add(rule.in(document.scope()), place);
        rules.putIfAbsent(rule.group(), document);
    }

    /** The rules that were listed apart. */
    ListedRules listed() {
        return listed;
    }

    /** What is known of the place where a group's rules were listed. */
    Scope aroundRulesOf(String group) {
        InventoryDocument document = rules.get(group);
        return document == null ? Scope.UNKNOWN : folders.around(document);
    }

    /** Pushes everything, each id once. */
    void push(InventorySink sink) {
        prefixLists.lists(folders, sink::problem).forEach(sink::prefixList);
        Merge merge = new Merge(sink::problem);
        for (NetworkInterface one : once(interfaces, merge::interfaces)) {
            sink.networkInterface(one);
        }
        for (RouteTable one : once(routeTables, merge::routeTables)) {
            sink.routeTable(one);
        }
        for (Subnet one : once(subnets, merge::subnets)) {
            sink.subnet(one);
        }
        for (Vpc one : once(vpcs, merge::vpcs)) {
            sink.vpc(one);
        }
        for (FlowLog one : once(flowLogs, merge::flowLogs)) {
            sink.flowLog(one);
        }
    }

    private <T> Iterable<T> once(List<In<T>> all, BinaryOperator<T> merge) {
        Map<String, T> byId = new LinkedHashMap<>();
        for (In<T> one : all) {
            byId.merge(one.found().id(), one.found().in(folders.around(one.document())), merge);
        }
        return byId.values();
    }

    /** Two answers about one id become one, and a problem where they differ. */
    private record Merge(Consumer<Problem> problems) {

        NetworkInterface interfaces(NetworkInterface one, NetworkInterface other) {
            if (one.groups().equals(other.groups())
                    && one.groupsRead() == other.groupsRead()
                    && one.addresses().equals(other.addresses())
                    && one.addressesRead() == other.addressesRead()
                    && one.publicAddresses().equals(other.publicAddresses())
                    && one.subnet().equals(other.subnet())
                    && one.vpc().equals(other.vpc())) {
                return one;
            }
            differs(one.id(), one.origin(), other.origin(), "the groups and addresses of both count");
            return new NetworkInterface(
                    one.scope().orElse(other.scope()),
                    one.id(),
                    union(one.groups(), other.groups()),
                    one.groupsRead() && other.groupsRead(),
                    one.vpc().or(other::vpc),
                    one.subnet().or(other::subnet),
                    one.type(),
                    one.description(),
                    one.instance().or(other::instance),
                    one.tracking().equals(ConnectionTracking.UNKNOWN) ? other.tracking() : one.tracking(),
                    one.requesterManaged(),
                    union(one.addresses(), other.addresses()),
                    one.addressesRead() && other.addressesRead(),
                    union(one.prefixes(), other.prefixes()),
                    union(one.publicAddresses(), other.publicAddresses()),
                    one.tags(),
                    one.origin());
        }

        RouteTable routeTables(RouteTable one, RouteTable other) {
            if (one.vpc().equals(other.vpc())
                    && one.main() == other.main()
                    && one.subnets().equals(other.subnets())
                    && one.routes().equals(other.routes())) {
                return one;
            }
            differs(one.id(), one.origin(), other.origin(), "the routes of both count");
            return new RouteTable(
                    one.scope().orElse(other.scope()),
                    one.id(),
                    one.vpc().isEmpty() ? other.vpc() : one.vpc(),
                    one.main() || other.main(),
                    union(one.subnets(), other.subnets()),
                    union(one.routes(), other.routes()),
                    one.origin());
        }

        Subnet subnets(Subnet one, Subnet other) {
            if (!one.vpc().equals(other.vpc()) || !one.cidrs().equals(other.cidrs())) {
                differs(one.id(), one.origin(), other.origin(), "the first counts");
            }
            return one;
        }

        Vpc vpcs(Vpc one, Vpc other) {
            if (!one.cidrs().equals(other.cidrs()) || one.isDefault() != other.isDefault()) {
                differs(one.id(), one.origin(), other.origin(), "the first counts");
            }
            return one;
        }

        FlowLog flowLogs(FlowLog one, FlowLog other) {
            if (!one.resource().equals(other.resource())
                    || one.traffic() != other.traffic()
                    || !one.delivery().equals(other.delivery())) {
                differs(one.id(), one.origin(), other.origin(), "the first counts");
            }
            return one;
        }

        private void differs(String id, Origin one, Origin other, String then) {
            problems.accept(new Problem(
                    other, Quoted.of(id) + " differs from what stands at " + one + ": expected one answer; " + then));
        }

        private static <T> List<T> union(List<T> one, List<T> other) {
            Set<T> union = new LinkedHashSet<>(one);
            union.addAll(other);
            return List.copyOf(union);
        }
    }
}
