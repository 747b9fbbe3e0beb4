package dev.weir.aws;

import dev.weir.ec2.AnswerKind;
import dev.weir.ec2.AnswerPlace;
import dev.weir.ec2.Answers;
import dev.weir.ec2.Found;
import dev.weir.ec2.ListedRule;
import dev.weir.inventory.FlowLog;
import dev.weir.inventory.Listing.Kind;
import dev.weir.inventory.ManagedPrefixList;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import dev.weir.inventory.RouteTable;
import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.Subnet;
import dev.weir.inventory.Vpc;
import dev.weir.json.JsonObject;
import dev.weir.net.Cidr;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import software.amazon.awssdk.core.SdkPojo;

/**
 * One page of one call each, in the words of the inventory.
 *
 * <p>Page sizes are the largest that EC2 takes (EC2 API: 1 000; 100 for route tables and prefix lists).
 */
final class RegionCalls {

    private static final int PAGE = 1000;
    private static final int SMALL_PAGE = 100;

    private final Ec2Reads ec2;
    private final Scope scope;
    private final AnswerTrouble unreadable;
    private final Answers answers = new Answers();

    /** Hears what could not be read of an answer. */
    interface AnswerTrouble {

        /** Nobody listens: whoever reads judges by what could be read. */
        AnswerTrouble UNHEARD = new AnswerTrouble() {
            @Override
            public void wrong(Kind kind, String message) {}

            @Override
            public void lost(Kind kind, String message) {}
        };

        /** Something cannot be read; what it is about counts as far as it could be. */
        void wrong(Kind kind, String message);

        /** Something cannot be read, and so the listing is read in part. */
        void lost(Kind kind, String message);
    }

    /** @param scope the account and Region that are asked; an item's own owner wins over the account */
    RegionCalls(Ec2Reads ec2, Scope scope, AnswerTrouble unreadable) {
        this.ec2 = ec2;
        this.scope = scope;
        this.unreadable = unreadable;
    }

    /** What a thing read by this call says of where it came from. */
    Origin origin(Kind kind) {
        return Origin.of(kind.call() + " in " + scope.region().orElse("an unknown Region"));
    }

    AnswerPlace place(Kind kind) {
        Origin origin = origin(kind);
        return new AnswerPlace() {
            @Override
            public Origin at(long line) {
                return origin;
            }

            @Override
            public void wrong(Problem problem) {
                unreadable.wrong(kind, problem.message());
            }

            @Override
            public void lost(Problem problem) {
                unreadable.lost(kind, problem.message());
            }
        };
    }

    private <T> Pages.Page<T> page(
            AnswerKind kind,
            int most,
            Map<String, String> fields,
            Optional<String> token,
            BiFunction<JsonObject, AnswerPlace, Optional<T>> translation) {
        Kind listing = kind.listing().orElse(Kind.PREFIX_LIST_ENTRIES);
        JsonObject answer = paged(listing.call(), most, fields, token);
        return new Pages.Page<>(translated(answer, kind, translation), next(answer));
    }

    private JsonObject paged(String action, int most, Map<String, String> fields, Optional<String> token) {
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.put("MaxResults", Integer.toString(most));
        token.ifPresent(next -> all.put("NextToken", next));
        return ec2.ask(action, all);
    }

    private static Optional<String> next(JsonObject answer) {
        return answer.readText("NextToken").value().filter(token -> !token.isEmpty());
    }

    private <T> List<T> translated(
            JsonObject answer, AnswerKind kind, BiFunction<JsonObject, AnswerPlace, Optional<T>> translation) {
        AnswerPlace place = place(kind.listing().orElse(Kind.PREFIX_LIST_ENTRIES));
        return objects(answer, kind.container()).stream()
                .flatMap(element -> translation.apply(element, place).stream())
                .toList();
    }

    private <T> BiFunction<JsonObject, AnswerPlace, Optional<T>> here(
            BiFunction<JsonObject, AnswerPlace, Optional<Found<T>>> found) {
        return (element, place) -> found.apply(element, place).map(thing -> thing.in(scope));
    }

    /** The groups of these ids, at most 200; all where there are none. */
    Pages.Page<SecurityGroup> groups(List<String> ids, Optional<String> token) {
        return page(AnswerKind.SECURITY_GROUPS, PAGE, byGroup(ids), token, here(answers::group));
    }

    /** The rules of the groups of these ids, at most 200; all where there are none. */
    Pages.Page<ListedRule> rules(List<String> ids, Optional<String> token) {
        return page(AnswerKind.SECURITY_GROUP_RULES, PAGE, byGroup(ids), token, answers::listedRule);
    }

    /** The groups of these ids; unlike a filter it fails where one is not there. */
    List<SecurityGroup> groupsById(List<String> ids) {
        Map<String, String> fields = new LinkedHashMap<>();
        Ec2Reads.put(fields, "GroupId", ids);
        return translated(
                ec2.ask(Kind.SECURITY_GROUPS.call(), fields), AnswerKind.SECURITY_GROUPS, here(answers::group));
    }

    /**
     * The interfaces that are associated with one of these groups, at most 200; all where there are none.
     *
     * <p>Those that services manage, too: without the parameter EC2 hides them.
     */
    Pages.Page<NetworkInterface> networkInterfaces(List<String> groups, Optional<String> token) {
        return page(
                AnswerKind.NETWORK_INTERFACES,
                PAGE,
                hiddenToo(byGroup(groups)),
                token,
                here(answers::networkInterface));
    }

    private static Map<String, String> hiddenToo(Map<String, String> fields) {
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.put("IncludeManagedResources", "true");
        return all;
    }

    private static Map<String, String> byGroup(List<String> ids) {
        return ids.isEmpty() ? Map.of() : by("group-id", ids);
    }

    private static Map<String, String> by(String name, List<String> values) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("Filter.1.Name", name);
        Ec2Reads.put(fields, "Filter.1.Value", values);
        return fields;
    }

    /** The types of the instances of these ids, at most 200, those that services manage included. */
    Pages.Page<Map<String, String>> instanceTypes(List<String> ids, Optional<String> token) {
        JsonObject answer = paged("DescribeInstances", PAGE, hiddenToo(by("instance-id", ids)), token);
        Map<String, String> types = new LinkedHashMap<>();
        for (JsonObject reservation : objects(answer, "Reservations")) {
            for (JsonObject instance : objects(reservation, "Instances")) {
                Optional<String> type = instance.readText("InstanceType").value();
                instance.readText("InstanceId")
                        .value()
                        .ifPresent(id -> type.ifPresent(of -> types.putIfAbsent(id, of)));
            }
        }
        return new Pages.Page<>(List.of(types), next(answer));
    }

    private static List<JsonObject> objects(JsonObject answer, String list) {
        return answer.readElements(list).value().orElse(List.of()).stream()
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .toList();
    }

    Pages.Page<RouteTable> routeTables(Optional<String> token) {
        return page(AnswerKind.ROUTE_TABLES, SMALL_PAGE, Map.of(), token, here(answers::routeTable));
    }

    Pages.Page<Subnet> subnets(Optional<String> token) {
        return page(AnswerKind.SUBNETS, PAGE, Map.of(), token, here(answers::subnet));
    }

    Pages.Page<Vpc> vpcs(Optional<String> token) {
        return page(AnswerKind.VPCS, PAGE, Map.of(), token, here(answers::vpc));
    }

    /** What watches the Region's traffic. */
    Pages.Page<FlowLog> flowLogs(Optional<String> token) {
        return page(AnswerKind.FLOW_LOGS, PAGE, Map.of(), token, here(answers::flowLog));
    }

    /** The lists, without entries. */
    Pages.Page<ManagedPrefixList> prefixLists(Optional<String> token) {
        return page(AnswerKind.PREFIX_LISTS, SMALL_PAGE, Map.of(), token, here(answers::prefixList));
    }

    /** The entries of one list that are CIDRs; the others are lost. */
    Pages.Page<Cidr> entries(String list, Optional<String> token) {
        return page(
                AnswerKind.PREFIX_LIST_ENTRIES,
                SMALL_PAGE,
                Map.of("PrefixListId", list),
                token,
                (entry, place) -> answers.entry(entry, list, place));
    }

    /** The rules that an answer to a change names. */
    List<ListedRule> rules(SdkPojo answer) {
        return translated(SdkTree.of(answer), AnswerKind.SECURITY_GROUP_RULES, answers::listedRule);
    }
}
