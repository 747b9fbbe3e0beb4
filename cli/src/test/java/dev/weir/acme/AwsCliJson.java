package dev.weir.acme;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** One scope's inventory as the AWS CLI prints it: one document per describe call. */
final class AwsCliJson {

    private static final PrettyPrinter FOUR_SPACES = new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("    ", "\n"))
            .withArrayIndenter(new DefaultIndenter("    ", "\n"));
    private static final ObjectWriter WRITER =
            JsonMapper.builder().defaultPrettyPrinter(FOUR_SPACES).build().writerWithDefaultPrettyPrinter();

    private final String account;
    private final String region;
    private final List<Object> groups = new ArrayList<>();
    private final List<Object> interfaces = new ArrayList<>();
    private final List<Object> routeTables = new ArrayList<>();
    private final List<Object> subnets = new ArrayList<>();
    private final List<Object> vpcs = new ArrayList<>();
    private final List<Object> flowLogs = new ArrayList<>();
    private final List<Object> prefixLists = new ArrayList<>();
    private final Map<String, Object> entries = new LinkedHashMap<>();

    AwsCliJson(String account, String region) {
        this.account = account;
        this.region = region;
    }

    String account() {
        return account;
    }

    String region() {
        return region;
    }

    void group(String id, String name, String vpc, List<?> outbound, List<?> inbound, Map<String, String> tags) {
        groups.add(object(
                "GroupId", id,
                "IpPermissionsEgress", outbound,
                "Tags", tags(tags),
                "VpcId", vpc,
                "SecurityGroupArn", "arn:aws:ec2:" + region + ":" + account + ":security-group/" + id,
                "OwnerId", account,
                "GroupName", name,
                "Description", name.equals("default") ? "default VPC security group" : "Acme " + name,
                "IpPermissions", inbound));
    }

    /** What a network interface needs to be told. */
    record Eni(
            String id,
            String subnet,
            String vpc,
            List<String> groups,
            String type,
            String description,
            String address) {
        Eni(String id, String subnet, String vpc, String address, String... groups) {
            this(id, subnet, vpc, List.of(groups), "interface", "", address);
        }
    }

    void networkInterface(Eni eni, List<String> ipv6Addresses, String publicAddress) {
        Map<String, Object> privateAddress = object("Primary", true, "PrivateIpAddress", eni.address());
        Map<String, Object> networkInterface = new LinkedHashMap<>();
        if (!publicAddress.isEmpty()) {
            Map<String, Object> association =
                    object("IpOwnerId", "amazon", "PublicDnsName", "", "PublicIp", publicAddress);
            networkInterface.put("Association", association);
            privateAddress.put("Association", association);
        }
        boolean instance = eni.type().equals("interface") && eni.description().isEmpty();
        Map<String, Object> attachment = object(
                "AttachTime",
                "2026-03-02T08:15:00+00:00",
                "DeleteOnTermination",
                true,
                "DeviceIndex",
                0,
                "Status",
                "attached");
        if (instance) {
            attachment.put("InstanceId", "i-0" + eni.id().substring(4));
        }
        networkInterface.putAll(object(
                "Attachment", attachment,
                "AvailabilityZone", region + eni.subnet().substring(eni.subnet().length() - 1),
                "Description", eni.description(),
                "Groups",
                        eni.groups().stream()
                                .map(id -> object("GroupId", id, "GroupName", nameOf(id)))
                                .toList(),
                "InterfaceType", eni.type(),
                "Ipv6Addresses",
                        ipv6Addresses.stream()
                                .map(address -> object("Ipv6Address", address))
                                .toList(),
                "NetworkInterfaceId", eni.id(),
                "OwnerId", account,
                "PrivateIpAddress", eni.address(),
                "PrivateIpAddresses", List.of(privateAddress),
                "RequesterManaged", !instance,
                "Status", "in-use",
                "SubnetId", eni.subnet(),
                "TagSet", List.of(),
                "VpcId", eni.vpc()));
        interfaces.add(networkInterface);
    }

    private String nameOf(String groupId) {
        for (Object group : groups) {
            if (group instanceof Map<?, ?> map && groupId.equals(map.get("GroupId"))) {
                return String.valueOf(map.get("GroupName"));
            }
        }
        throw new IllegalStateException("no group " + groupId + " in " + region);
    }

    void routeTable(String id, String vpc, String name, List<String> subnetIds, List<?> routes, String... main) {
        List<Object> associations = new ArrayList<>();
        for (String association : main) {
            associations.add(object("Main", true, "RouteTableAssociationId", association, "RouteTableId", id));
        }
        for (String subnet : subnetIds) {
            associations.add(object(
                    "Main",
                    false,
                    "RouteTableAssociationId",
                    "rtbassoc-0" + subnet.substring(7),
                    "RouteTableId",
                    id,
                    "SubnetId",
                    subnet,
                    "AssociationState",
                    object("State", "associated")));
        }
        routeTables.add(object(
                "Associations", associations,
                "PropagatingVgws", List.of(),
                "RouteTableId", id,
                "Routes", routes,
                "Tags", tags(Map.of("Name", name)),
                "VpcId", vpc,
                "OwnerId", account));
    }

    void subnet(String id, String vpc, String name, String cidr, String... ipv6) {
        subnets.add(object(
                "AvailabilityZone",
                region + id.substring(id.length() - 1),
                "CidrBlock",
                cidr,
                "Ipv6CidrBlockAssociationSet",
                List.of(ipv6).stream()
                        .map(block ->
                                object("Ipv6CidrBlock", block, "Ipv6CidrBlockState", object("State", "associated")))
                        .toList(),
                "OwnerId",
                account,
                "State",
                "available",
                "SubnetArn",
                "arn:aws:ec2:" + region + ":" + account + ":subnet/" + id,
                "SubnetId",
                id,
                "Tags",
                tags(Map.of("Name", name)),
                "VpcId",
                vpc));
    }

    /** A flow log of a VPC, of all traffic by the minute, delivered to a bucket as text. */
    void flowLog(String id, String vpc, String bucket, String columns, boolean hive) {
        flowLogs.add(object(
                "CreationTime",
                "2026-10-22T23:41:07.120000+00:00",
                "DeliverLogsStatus",
                "SUCCESS",
                "FlowLogId",
                id,
                "FlowLogStatus",
                "ACTIVE",
                "ResourceId",
                vpc,
                "TrafficType",
                "ALL",
                "LogDestinationType",
                "s3",
                "LogDestination",
                "arn:aws:s3:::" + bucket,
                "LogFormat",
                "${" + columns.replace(" ", "} ${") + "}",
                "Tags",
                List.of(),
                "MaxAggregationInterval",
                60,
                "DestinationOptions",
                object("FileFormat", "plain-text", "HiveCompatiblePartitions", hive, "PerHourPartition", false)));
    }

    void vpc(String id, String name, String cidr, String... ipv6) {
        vpcs.add(object(
                "CidrBlock",
                cidr,
                "CidrBlockAssociationSet",
                List.of(object(
                        "AssociationId",
                        "vpc-cidr-assoc-0" + id.substring(5),
                        "CidrBlock",
                        cidr,
                        "CidrBlockState",
                        object("State", "associated"))),
                "Ipv6CidrBlockAssociationSet",
                List.of(ipv6).stream()
                        .map(block ->
                                object("Ipv6CidrBlock", block, "Ipv6CidrBlockState", object("State", "associated")))
                        .toList(),
                "DhcpOptionsId",
                "dopt-0acce55",
                "InstanceTenancy",
                "default",
                "IsDefault",
                false,
                "OwnerId",
                account,
                "State",
                "available",
                "Tags",
                tags(Map.of("Name", name)),
                "VpcId",
                id));
    }

    /** A list whose entries were read too. */
    void prefixList(String id, String name, String owner, int maxEntries, String... cidrs) {
        prefixListWithoutEntries(id, name, owner, maxEntries);
        entries.put(
                id,
                object(
                        "Entries",
                        List.of(cidrs).stream()
                                .map(cidr -> object("Cidr", cidr))
                                .toList()));
    }

    /** A list that was described, its entries not read. */
    void prefixListWithoutEntries(String id, String name, String owner, int maxEntries) {
        boolean awsManaged = owner.equals("AWS");
        Map<String, Object> list = object(
                "PrefixListId",
                id,
                "AddressFamily",
                "IPv4",
                "State",
                "create-complete",
                "PrefixListArn",
                "arn:aws:ec2:" + region + ":" + (awsManaged ? "aws" : account) + ":prefix-list/" + id,
                "PrefixListName",
                name);
        if (!awsManaged) {
            list.put("MaxEntries", maxEntries);
            list.put("Version", 3);
        }
        list.put("Tags", List.of());
        list.put("OwnerId", owner);
        prefixLists.add(list);
    }

    /** File name to content, sorted by name. */
    Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        files.put("describe-security-groups.json", text("SecurityGroups", groups));
        files.put("describe-network-interfaces.json", text("NetworkInterfaces", interfaces));
        files.put("describe-route-tables.json", text("RouteTables", routeTables));
        files.put("describe-subnets.json", text("Subnets", subnets));
        files.put("describe-vpcs.json", text("Vpcs", vpcs));
        files.put("describe-flow-logs.json", text("FlowLogs", flowLogs));
        files.put("describe-managed-prefix-lists.json", text("PrefixLists", prefixLists));
        entries.forEach((id, list) ->
                files.put("get-managed-prefix-list-entries-" + id + ".json", WRITER.writeValueAsString(list) + "\n"));
        return files;
    }

    private static String text(String key, List<Object> values) {
        return WRITER.writeValueAsString(object(key, values)) + "\n";
    }

    static List<Object> tags(Map<String, String> tags) {
        List<Object> list = new ArrayList<>();
        new TreeMap<>(tags).forEach((key, value) -> list.add(object("Key", key, "Value", value)));
        return list;
    }

    /** Keys and values in turn, in this order. */
    static Map<String, Object> object(Object... keysAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            object.put(keysAndValues[i].toString(), keysAndValues[i + 1]);
        }
        return object;
    }

    /** One permission: protocol, ports ({@code ""}, {@code 443} or {@code 1-2}), then CIDRs, pl- and sg- ids. */
    static Map<String, Object> permit(String protocol, String ports, String... destinations) {
        Map<String, Object> permission = object("IpProtocol", protocol);
        if (!ports.isEmpty()) {
            String[] ends = ports.split("-", -1);
            permission.put("FromPort", Integer.parseInt(ends[0]));
            permission.put("ToPort", Integer.parseInt(ends[ends.length - 1]));
        }
        List<Object> groups = new ArrayList<>();
        List<Object> ipv4 = new ArrayList<>();
        List<Object> ipv6 = new ArrayList<>();
        List<Object> lists = new ArrayList<>();
        for (String destination : destinations) {
            if (destination.startsWith("sg-")) {
                groups.add(object("GroupId", destination));
            } else if (destination.startsWith("pl-")) {
                lists.add(object("PrefixListId", destination));
            } else if (destination.contains(":")) {
                ipv6.add(object("CidrIpv6", destination));
            } else {
                ipv4.add(object("CidrIp", destination));
            }
        }
        permission.put("UserIdGroupPairs", groups);
        permission.put("IpRanges", ipv4);
        permission.put("Ipv6Ranges", ipv6);
        permission.put("PrefixListIds", lists);
        return permission;
    }

    /** One route: a CIDR or pl- id, and the id of what it leads to. */
    static Map<String, Object> route(String destination, String target) {
        String destinationKey = destination.startsWith("pl-")
                ? "DestinationPrefixListId"
                : destination.contains(":") ? "DestinationIpv6CidrBlock" : "DestinationCidrBlock";
        String targetKey = "GatewayId";
        if (target.startsWith("nat-")) {
            targetKey = "NatGatewayId";
        } else if (target.startsWith("tgw-")) {
            targetKey = "TransitGatewayId";
        } else if (target.startsWith("eigw-")) {
            targetKey = "EgressOnlyInternetGatewayId";
        } else if (target.startsWith("pcx-")) {
            targetKey = "VpcPeeringConnectionId";
        }
        return object(
                destinationKey,
                destination,
                targetKey,
                target,
                "Origin",
                target.equals("local") ? "CreateRouteTable" : "CreateRoute",
                "State",
                "active");
    }
}
