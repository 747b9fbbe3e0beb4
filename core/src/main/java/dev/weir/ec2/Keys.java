package dev.weir.ec2;

/** The keys of EC2's answers as the AWS CLI writes them and the SDK names its members, each once. */
final class Keys {

    static final String NEXT_TOKEN = "NextToken";

    static final String SECURITY_GROUPS = "SecurityGroups";
    static final String GROUP_ID = "GroupId";
    static final String GROUP_NAME = "GroupName";
    static final String DESCRIPTION = "Description";
    static final String OWNER_ID = "OwnerId";
    static final String VPC_ID = "VpcId";
    static final String SECURITY_GROUP_ARN = "SecurityGroupArn";
    static final String EGRESS = "IpPermissionsEgress";
    static final String INGRESS = "IpPermissions";
    static final String TAGS = "Tags";
    static final String TAG_KEY = "Key";
    static final String TAG_VALUE = "Value";

    static final String FLOW_LOGS = "FlowLogs";
    static final String FLOW_LOG_ID = "FlowLogId";
    static final String RESOURCE_ID = "ResourceId";
    static final String FLOW_LOG_STATUS = "FlowLogStatus";
    static final String CREATION_TIME = "CreationTime";
    static final String TRAFFIC_TYPE = "TrafficType";
    static final String LOG_DESTINATION_TYPE = "LogDestinationType";
    static final String LOG_DESTINATION = "LogDestination";
    static final String LOG_GROUP_NAME = "LogGroupName";
    static final String LOG_FORMAT = "LogFormat";
    static final String DELIVER_LOGS_PERMISSION_ARN = "DeliverLogsPermissionArn";
    static final String DELIVER_LOGS_STATUS = "DeliverLogsStatus";
    static final String DELIVER_LOGS_ERROR_MESSAGE = "DeliverLogsErrorMessage";
    static final String MAX_AGGREGATION_INTERVAL = "MaxAggregationInterval";
    static final String DESTINATION_OPTIONS = "DestinationOptions";
    static final String FILE_FORMAT = "FileFormat";
    static final String HIVE_COMPATIBLE_PARTITIONS = "HiveCompatiblePartitions";
    static final String PER_HOUR_PARTITION = "PerHourPartition";

    static final String PROTOCOL = "IpProtocol";
    static final String FROM_PORT = "FromPort";
    static final String TO_PORT = "ToPort";
    static final String IP_RANGES = "IpRanges";
    /** What the AWS SDK for .NET, and PowerShell on it, call {@link #IP_RANGES}, which there holds texts. */
    static final String IPV4_RANGES = "Ipv4Ranges";

    static final String CIDR_IP = "CidrIp";
    static final String IPV6_RANGES = "Ipv6Ranges";
    static final String CIDR_IPV6 = "CidrIpv6";
    static final String PREFIX_LIST_IDS = "PrefixListIds";
    static final String PREFIX_LIST_ID = "PrefixListId";
    /** What the AWS SDK for .NET calls {@link #PREFIX_LIST_ID} in a permission. */
    static final String PREFIX_LIST_ID_OF_DOTNET = "Id";

    static final String GROUP_PAIRS = "UserIdGroupPairs";
    static final String USER_ID = "UserId";

    static final String SECURITY_GROUP_RULES = "SecurityGroupRules";
    static final String RULE_ID = "SecurityGroupRuleId";
    static final String RULE_ARN = "SecurityGroupRuleArn";
    static final String GROUP_OWNER_ID = "GroupOwnerId";
    static final String IS_EGRESS = "IsEgress";
    static final String CIDR_IPV4 = "CidrIpv4";
    static final String REFERENCED_GROUP = "ReferencedGroupInfo";

    static final String NETWORK_INTERFACES = "NetworkInterfaces";
    static final String NETWORK_INTERFACE_ID = "NetworkInterfaceId";
    static final String NETWORK_INTERFACE_ARN = "NetworkInterfaceArn";
    static final String GROUPS = "Groups";
    static final String PRIVATE_IP = "PrivateIpAddress";
    static final String PRIVATE_IPS = "PrivateIpAddresses";
    static final String PRIMARY = "Primary";
    static final String ASSOCIATION = "Association";
    static final String PUBLIC_IP = "PublicIp";
    static final String IPV6_ADDRESSES = "Ipv6Addresses";
    static final String IPV6_ADDRESS = "Ipv6Address";
    static final String IPV4_PREFIXES = "Ipv4Prefixes";
    static final String IPV4_PREFIX = "Ipv4Prefix";
    static final String IPV6_PREFIXES = "Ipv6Prefixes";
    static final String IPV6_PREFIX = "Ipv6Prefix";
    static final String INTERFACE_TYPE = "InterfaceType";
    static final String ATTACHMENT = "Attachment";
    static final String INSTANCE_ID = "InstanceId";
    static final String CONNECTION_TRACKING = "ConnectionTrackingConfiguration";
    static final String TCP_ESTABLISHED_TIMEOUT = "TcpEstablishedTimeout";
    static final String UDP_STREAM_TIMEOUT = "UdpStreamTimeout";
    static final String UDP_TIMEOUT = "UdpTimeout";
    static final String REQUESTER_MANAGED = "RequesterManaged";
    static final String OPERATOR = "Operator";
    static final String OPERATOR_MANAGED = "Managed";
    static final String HIDDEN_BY_DEFAULT = "HiddenByDefault";
    static final String TAG_SET = "TagSet";
    static final String AVAILABILITY_ZONE = "AvailabilityZone";

    static final String ROUTE_TABLES = "RouteTables";
    static final String ROUTE_TABLE_ID = "RouteTableId";
    static final String ROUTE_TABLE_ARN = "RouteTableArn";
    static final String ASSOCIATIONS = "Associations";
    static final String ASSOCIATION_STATE = "AssociationState";
    static final String STATE = "State";
    static final String MAIN = "Main";
    static final String ROUTES = "Routes";
    static final String TO_PREFIX_LIST = "DestinationPrefixListId";
    static final String TO_IPV4 = "DestinationCidrBlock";
    static final String TO_IPV6 = "DestinationIpv6CidrBlock";
    static final String GATEWAY_ID = "GatewayId";

    static final String SUBNETS = "Subnets";
    static final String SUBNET_ID = "SubnetId";
    static final String SUBNET_ARN = "SubnetArn";
    static final String VPCS = "Vpcs";
    static final String VPC_ARN = "VpcArn";
    static final String IS_DEFAULT = "IsDefault";
    static final String CIDR_BLOCK = "CidrBlock";
    static final String CIDR_BLOCKS = "CidrBlockAssociationSet";
    static final String CIDR_BLOCK_STATE = "CidrBlockState";
    static final String IPV6_CIDR_BLOCKS = "Ipv6CidrBlockAssociationSet";
    static final String IPV6_CIDR_BLOCK = "Ipv6CidrBlock";
    static final String IPV6_CIDR_BLOCK_STATE = "Ipv6CidrBlockState";

    static final String PREFIX_LISTS = "PrefixLists";
    static final String PREFIX_LIST_NAME = "PrefixListName";
    static final String PREFIX_LIST_ARN = "PrefixListArn";
    static final String ADDRESS_FAMILY = "AddressFamily";
    static final String MAX_ENTRIES = "MaxEntries";
    static final String VERSION = "Version";
    static final String ENTRIES = "Entries";
    static final String CIDR = "Cidr";
    /** The entries of a list in describe-prefix-lists, as texts. */
    static final String CIDRS = "Cidrs";

    private Keys() {}
}
