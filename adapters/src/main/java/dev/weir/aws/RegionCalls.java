package dev.weir.aws;

import dev.weir.inventory.Listing.Kind;
import dev.weir.inventory.ManagedPrefixList;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.Origin;
import dev.weir.inventory.RouteTable;
import dev.weir.inventory.Scope;
import dev.weir.inventory.Subnet;
import dev.weir.inventory.Vpc;
import dev.weir.net.Cidr;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeManagedPrefixListsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.GetManagedPrefixListEntriesResponse;

/**
 * One page of one call each, in the words of the inventory.
 *
 * <p>Page sizes are the largest that EC2 takes (EC2 API: 1 000; 100 for route tables and prefix lists).
 *
 * @param ec2 the Region's client
 * @param scope the account and Region
 * @param answers the translation
 */
record RegionCalls(Ec2Client ec2, Scope scope, Answers answers) {
    private static final int PAGE = 1000;
    private static final int SMALL_PAGE = 100;

    /** What a thing read by this call says of where it came from. */
    Origin origin(Kind kind) {
        return Origin.of(kind.call() + " in " + scope.region().orElse("an unknown Region"));
    }

    /** The groups of these ids, at most 200; all where there are none. */
    Pages.Page<GroupReading> groups(List<String> ids, Optional<String> token) {
        DescribeSecurityGroupsResponse answer = ec2.describeSecurityGroups(
                request -> request.maxResults(PAGE).filters(byGroup(ids)).nextToken(orNull(token)));
        return Calls.page(answer.securityGroups(), answers::group, answer.nextToken());
    }

    /** The rules of the groups of these ids, at most 200; all where there are none. */
    Pages.Page<RuleReading> rules(List<String> ids, Optional<String> token) {
        DescribeSecurityGroupRulesResponse answer = ec2.describeSecurityGroupRules(
                request -> request.maxResults(PAGE).filters(byGroup(ids)).nextToken(orNull(token)));
        return Calls.page(answer.securityGroupRules(), answers::rule, answer.nextToken());
    }

    /** The groups of these ids; unlike a filter it fails where one is not there. */
    Pages.Page<GroupReading> groupsById(List<String> ids) {
        DescribeSecurityGroupsResponse answer = ec2.describeSecurityGroups(request -> request.groupIds(ids));
        return Calls.page(answer.securityGroups(), answers::group, answer.nextToken());
    }

    /** The interfaces that wear one of these groups, at most 200. */
    Pages.Page<NetworkInterface> networkInterfacesOf(List<String> groups, Optional<String> token) {
        DescribeNetworkInterfacesResponse answer = ec2.describeNetworkInterfaces(
                request -> request.maxResults(PAGE).filters(byGroup(groups)).nextToken(orNull(token)));
        Origin origin = origin(Kind.NETWORK_INTERFACES);
        return Calls.page(
                answer.networkInterfaces(), item -> answers.networkInterface(item, origin), answer.nextToken());
    }

    private static List<Filter> byGroup(List<String> ids) {
        return ids.isEmpty()
                ? List.of()
                : List.of(Filter.builder().name("group-id").values(ids).build());
    }

    Pages.Page<NetworkInterface> networkInterfaces(Optional<String> token) {
        DescribeNetworkInterfacesResponse answer = ec2.describeNetworkInterfaces(
                request -> request.maxResults(PAGE).nextToken(orNull(token)));
        Origin origin = origin(Kind.NETWORK_INTERFACES);
        return Calls.page(
                answer.networkInterfaces(), item -> answers.networkInterface(item, origin), answer.nextToken());
    }

    Pages.Page<RouteTable> routeTables(Optional<String> token) {
        DescribeRouteTablesResponse answer = ec2.describeRouteTables(
                request -> request.maxResults(SMALL_PAGE).nextToken(orNull(token)));
        Origin origin = origin(Kind.ROUTE_TABLES);
        return Calls.page(answer.routeTables(), item -> answers.routeTable(item, origin), answer.nextToken());
    }

    Pages.Page<Subnet> subnets(Optional<String> token) {
        DescribeSubnetsResponse answer =
                ec2.describeSubnets(request -> request.maxResults(PAGE).nextToken(orNull(token)));
        Origin origin = origin(Kind.SUBNETS);
        return Calls.page(answer.subnets(), item -> answers.subnet(item, origin), answer.nextToken());
    }

    Pages.Page<Vpc> vpcs(Optional<String> token) {
        DescribeVpcsResponse answer =
                ec2.describeVpcs(request -> request.maxResults(PAGE).nextToken(orNull(token)));
        Origin origin = origin(Kind.VPCS);
        return Calls.page(answer.vpcs(), item -> answers.vpc(item, origin), answer.nextToken());
    }

    /** The lists, without entries. */
    Pages.Page<ManagedPrefixList> prefixLists(Optional<String> token) {
        DescribeManagedPrefixListsResponse answer = ec2.describeManagedPrefixLists(
                request -> request.maxResults(SMALL_PAGE).nextToken(orNull(token)));
        Origin origin = origin(Kind.PREFIX_LISTS);
        return Calls.page(answer.prefixLists(), item -> answers.prefixList(item, origin), answer.nextToken());
    }

    /** The entries of one list that are CIDRs; the others are told to the translation's {@code unreadable}. */
    Pages.Page<Cidr> entries(String list, Optional<String> token) {
        GetManagedPrefixListEntriesResponse answer = ec2.getManagedPrefixListEntries(
                request -> request.prefixListId(list).maxResults(SMALL_PAGE).nextToken(orNull(token)));
        Pages.Page<Optional<Cidr>> page =
                Calls.page(answer.entries(), entry -> answers.cidr(list, entry.cidr()), answer.nextToken());
        return new Pages.Page<>(page.items().stream().flatMap(Optional::stream).toList(), page.next());
    }

    /** The SDK leaves out a parameter that is null. */
    private static @Nullable String orNull(Optional<String> token) {
        return token.orElse(null);
    }
}
