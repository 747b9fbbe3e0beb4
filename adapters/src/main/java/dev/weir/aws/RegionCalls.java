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
import dev.weir.json.JsonValue;
import dev.weir.net.Cidr;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeFlowLogsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeManagedPrefixListsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.GetManagedPrefixListEntriesResponse;
import software.amazon.awssdk.services.ec2.model.Instance;

/**
 * One page of one call each, in the words of the inventory.
 *
 * <p>Page sizes are the largest that EC2 takes (EC2 API: 1 000; 100 for route tables and prefix lists).
 */
final class RegionCalls {

    private static final int PAGE = 1000;
    private static final int SMALL_PAGE = 100;

    private final Ec2Client ec2;
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

    /**
     * The calls of a Region.
     *
     * @param scope the account and Region that are asked; an item's own owner wins over the account
     */
    RegionCalls(Ec2Client ec2, Scope scope, AnswerTrouble unreadable) {
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
            SdkPojo answer,
            AnswerKind kind,
            @Nullable String nextToken,
            BiFunction<JsonObject, AnswerPlace, Optional<T>> translation) {
        AnswerPlace place = place(kind.listing().orElse(Kind.PREFIX_LIST_ENTRIES));
        List<JsonValue> elements =
                SdkTree.of(answer).readElements(kind.container()).value().orElse(List.of());
        return new Pages.Page<>(
                elements.stream()
                        .filter(JsonObject.class::isInstance)
                        .map(JsonObject.class::cast)
                        .flatMap(element -> translation.apply(element, place).stream())
                        .toList(),
                Optional.ofNullable(nextToken).filter(token -> !token.isEmpty()));
    }

    private <T> BiFunction<JsonObject, AnswerPlace, Optional<T>> here(
            BiFunction<JsonObject, AnswerPlace, Optional<Found<T>>> found) {
        return (element, place) -> found.apply(element, place).map(thing -> thing.in(scope));
    }

    /** The groups of these ids, at most 200; all where there are none. */
    Pages.Page<SecurityGroup> groups(List<String> ids, Optional<String> token) {
        DescribeSecurityGroupsResponse answer = ec2.describeSecurityGroups(
                request -> request.maxResults(PAGE).filters(byGroup(ids)).nextToken(orNull(token)));
        return page(answer, AnswerKind.SECURITY_GROUPS, answer.nextToken(), here(answers::group));
    }

    /** The rules of the groups of these ids, at most 200; all where there are none. */
    Pages.Page<ListedRule> rules(List<String> ids, Optional<String> token) {
        DescribeSecurityGroupRulesResponse answer = ec2.describeSecurityGroupRules(
                request -> request.maxResults(PAGE).filters(byGroup(ids)).nextToken(orNull(token)));
        return page(answer, AnswerKind.SECURITY_GROUP_RULES, answer.nextToken(), answers::listedRule);
    }

    /** The groups of these ids; unlike a filter it fails where one is not there. */
    Pages.Page<SecurityGroup> groupsById(List<String> ids) {
        DescribeSecurityGroupsResponse answer = ec2.describeSecurityGroups(request -> request.groupIds(ids));
        return page(answer, AnswerKind.SECURITY_GROUPS, answer.nextToken(), here(answers::group));
    }

    /**
     * The interfaces that are associated with one of these groups, at most 200; all where there are none.
     *
     * <p>Those that services manage, too: without the parameter EC2 hides them. The SDK has no member for it yet.
     */
    Pages.Page<NetworkInterface> networkInterfaces(List<String> groups, Optional<String> token) {
        DescribeNetworkInterfacesResponse answer = ec2.describeNetworkInterfaces(request -> request.maxResults(PAGE)
                .filters(byGroup(groups))
                .nextToken(orNull(token))
                .overrideConfiguration(call -> call.putRawQueryParameter("IncludeManagedResources", "true")));
        return page(answer, AnswerKind.NETWORK_INTERFACES, answer.nextToken(), here(answers::networkInterface));
    }

    private static List<Filter> byGroup(List<String> ids) {
        return ids.isEmpty() ? List.of() : List.of(by("group-id", ids));
    }

    private static Filter by(String name, List<String> values) {
        return Filter.builder().name(name).values(values).build();
    }

    /** The types of the instances of these ids, at most 200, those that services manage included. */
    Pages.Page<Map<String, String>> instanceTypes(List<String> ids, Optional<String> token) {
        DescribeInstancesResponse answer = ec2.describeInstances(request -> request.maxResults(PAGE)
                .filters(by("instance-id", ids))
                .nextToken(orNull(token))
                .overrideConfiguration(call -> call.putRawQueryParameter("IncludeManagedResources", "true")));
        Map<String, String> types = answer.reservations().stream()
                .flatMap(reservation -> reservation.instances().stream())
                .filter(instance -> instance.instanceId() != null && instance.instanceTypeAsString() != null)
                .collect(Collectors.toMap(Instance::instanceId, Instance::instanceTypeAsString, (one, same) -> one));
        return new Pages.Page<>(
                List.of(types), Optional.ofNullable(answer.nextToken()).filter(more -> !more.isEmpty()));
    }

    Pages.Page<RouteTable> routeTables(Optional<String> token) {
        DescribeRouteTablesResponse answer = ec2.describeRouteTables(
                request -> request.maxResults(SMALL_PAGE).nextToken(orNull(token)));
        return page(answer, AnswerKind.ROUTE_TABLES, answer.nextToken(), here(answers::routeTable));
    }

    Pages.Page<Subnet> subnets(Optional<String> token) {
        DescribeSubnetsResponse answer =
                ec2.describeSubnets(request -> request.maxResults(PAGE).nextToken(orNull(token)));
        return page(answer, AnswerKind.SUBNETS, answer.nextToken(), here(answers::subnet));
    }

    Pages.Page<Vpc> vpcs(Optional<String> token) {
        DescribeVpcsResponse answer =
                ec2.describeVpcs(request -> request.maxResults(PAGE).nextToken(orNull(token)));
        return page(answer, AnswerKind.VPCS, answer.nextToken(), here(answers::vpc));
    }

    /** What watches the Region's traffic. */
    Pages.Page<FlowLog> flowLogs(Optional<String> token) {
        DescribeFlowLogsResponse answer =
                ec2.describeFlowLogs(request -> request.maxResults(PAGE).nextToken(orNull(token)));
        return page(answer, AnswerKind.FLOW_LOGS, answer.nextToken(), here(answers::flowLog));
    }

    /** The lists, without entries. */
    Pages.Page<ManagedPrefixList> prefixLists(Optional<String> token) {
        DescribeManagedPrefixListsResponse answer = ec2.describeManagedPrefixLists(
                request -> request.maxResults(SMALL_PAGE).nextToken(orNull(token)));
        return page(answer, AnswerKind.PREFIX_LISTS, answer.nextToken(), here(answers::prefixList));
    }

    /** The entries of one list that are CIDRs; the others are lost. */
    Pages.Page<Cidr> entries(String list, Optional<String> token) {
        GetManagedPrefixListEntriesResponse answer = ec2.getManagedPrefixListEntries(
                request -> request.prefixListId(list).maxResults(SMALL_PAGE).nextToken(orNull(token)));
        return page(
                answer,
                AnswerKind.PREFIX_LIST_ENTRIES,
                answer.nextToken(),
                (entry, place) -> answers.entry(entry, list, place));
    }

    /** The rules that an answer to a change names. */
    List<ListedRule> rules(SdkPojo answer) {
        return page(answer, AnswerKind.SECURITY_GROUP_RULES, null, answers::listedRule)
                .items();
    }

    /** The SDK leaves out a parameter that is null. */
    private static @Nullable String orNull(Optional<String> token) {
        return token.orElse(null);
    }
}
