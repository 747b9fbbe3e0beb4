package dev.weir.aws;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

/**
 * A small Region in which every read call matters to some verdict or other.
 *
 * <pre>
 *   group    outbound                           associated           any-port alone
 *   open     all traffic to everywhere          eni in public, EIP   fail, critical
 *   lonely   all traffic to everywhere          nothing              fail
 *   narrow   tcp 443 to 10.0.0.0/8              pair                 pass
 *   listed   tcp 443 to a list, 7 % in 2 parts  nothing              fail, by the list
 *   s3       tcp 443 to AWS's list for S3       nothing              pass, by the list
 *   west     tcp 443 to 3.6 % of the world      pair                 pass
 *   east     tcp 443 to another 3.6 %           pair                 pass; pair fails
 *   closed   nothing                            shut, with narrow    pass
 * </pre>
 *
 * @param region where it is
 * @param ids by the names above, and {@code default} for the group that came with the VPC
 */
public record LiveWorld(String region, Map<String, String> ids) {

    public static final String WEST = "16.0.0.0/5";
    public static final String EAST = "40.0.0.0/5";

    public String id(String name) {
        return named(ids, name);
    }

    private static String named(Map<String, String> ids, String name) {
        String id = ids.get(name);
        if (id == null) {
            throw new IllegalArgumentException("no `" + name + "` in this world");
        }
        return id;
    }

    /** The name of what has this id; the id itself for what came with the account. */
    public String name(String id) {
        return ids.entrySet().stream()
                .filter(entry -> entry.getValue().equals(id))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(id);
    }

    /** Makes it in a Region that has nothing but what AWS puts there, which is removed. */
    public static LiveWorld make(URI endpoint, String region) {
        Map<String, String> ids = new TreeMap<>();
        try (Ec2Client ec2 = PeerAccount.ec2(endpoint, region)) {
            String vpc = ec2.createVpc(request -> request.cidrBlock("10.0.0.0/16"))
                    .vpc()
                    .vpcId();
            ids.put("vpc", vpc);
            String subnet = ec2.createSubnet(request -> request.vpcId(vpc).cidrBlock("10.0.1.0/24"))
                    .subnet()
                    .subnetId();
            String gateway = ec2.createInternetGateway().internetGateway().internetGatewayId();
            ids.put("igw", gateway);
            ec2.attachInternetGateway(request -> request.vpcId(vpc).internetGatewayId(gateway));
            String table = ec2.createRouteTable(request -> request.vpcId(vpc))
                    .routeTable()
                    .routeTableId();
            ec2.createRoute(request -> request.routeTableId(table)
                    .destinationCidrBlock("0.0.0.0/0")
                    .gatewayId(gateway));
            ec2.associateRouteTable(request -> request.routeTableId(table).subnetId(subnet));

            String list = ec2.createManagedPrefixList(request -> request.prefixListName("partners")
                            .addressFamily("IPv4")
                            .maxEntries(10)
                            .entries(entry -> entry.cidr(WEST), entry -> entry.cidr(EAST)))
                    .prefixList()
                    .prefixListId();
            ids.put("pl-partners", list);
            String s3 = ec2.describeManagedPrefixLists(request -> {}).prefixLists().stream()
                    .filter(found -> found.prefixListName().endsWith(".s3"))
                    .findFirst()
                    .orElseThrow()
                    .prefixListId();

            for (String name : List.of("open", "lonely", "narrow", "listed", "s3", "west", "east", "closed")) {
                ids.put(name, group(ec2, vpc, name));
            }
            only(
                    ec2,
                    named(ids, "narrow"),
                    https().ipRanges(range -> range.cidrIp("10.0.0.0/8")).build());
            only(
                    ec2,
                    named(ids, "listed"),
                    https().prefixListIds(to -> to.prefixListId(list)).build());
            only(
                    ec2,
                    named(ids, "s3"),
                    https().prefixListIds(to -> to.prefixListId(s3)).build());
            only(
                    ec2,
                    named(ids, "west"),
                    https().ipRanges(range -> range.cidrIp(WEST)).build());
            only(
                    ec2,
                    named(ids, "east"),
                    https().ipRanges(range -> range.cidrIp(EAST)).build());
            close(ec2, named(ids, "closed"));

            String wide = eni(ec2, subnet, named(ids, "open"));
            ids.put("eni-wide", wide);
            String address =
                    ec2.allocateAddress(request -> request.domain("vpc")).allocationId();
            ec2.associateAddress(request -> request.allocationId(address).networkInterfaceId(wide));
            ids.put("eni-pair", eni(ec2, subnet, named(ids, "west"), named(ids, "east"), named(ids, "narrow")));
            ids.put("eni-shut", eni(ec2, subnet, named(ids, "closed"), named(ids, "narrow")));
            ids.put(
                    "default",
                    ec2
                            .describeSecurityGroups(request -> request.filters(
                                    filter -> filter.name("vpc-id").values(vpc),
                                    filter -> filter.name("group-name").values("default")))
                            .securityGroups()
                            .stream()
                            .map(SecurityGroup::groupId)
                            .findFirst()
                            .orElseThrow());
        }
        return new LiveWorld(region, Map.copyOf(ids));
    }

    public static IpPermission.Builder https() {
        return IpPermission.builder().ipProtocol("tcp").fromPort(443).toPort(443);
    }

    public static IpPermission everything() {
        return IpPermission.builder()
                .ipProtocol("-1")
                .ipRanges(range -> range.cidrIp("0.0.0.0/0"))
                .build();
    }

    public static String group(Ec2Client ec2, String vpc, String name) {
        return ec2.createSecurityGroup(
                        request -> request.vpcId(vpc).groupName(name).description("made by a test"))
                .groupId();
    }

    public static void close(Ec2Client ec2, String group) {
        ec2.revokeSecurityGroupEgress(request -> request.groupId(group).ipPermissions(everything()));
    }

    public static void only(Ec2Client ec2, String group, IpPermission... permissions) {
        close(ec2, group);
        ec2.authorizeSecurityGroupEgress(request -> request.groupId(group).ipPermissions(permissions));
    }

    private static String eni(Ec2Client ec2, String subnet, String... groups) {
        return ec2.createNetworkInterface(request -> request.subnetId(subnet).groups(groups))
                .networkInterface()
                .networkInterfaceId();
    }
}
