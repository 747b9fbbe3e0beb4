package dev.weir.aws;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The least IAM policy that a command needs, as data.
 *
 * <p>A test compares it with the calls that arrive at the other end, so that neither grows without the other.
 *
 * @param name what the policy's statement is called (Sid)
 * @param permissions what it allows, in the order in which the calls are made
 */
public record IamPolicy(String name, List<Permission> permissions) {

    /** What {@code weir scan}, {@code snapshot}, {@code logs} and {@code explain} need of a live account. */
    public static final IamPolicy READ = new IamPolicy(
            "WeirRead",
            List.of(
                    new Permission("sts:GetCallerIdentity", "names the account; AWS allows it to everybody"),
                    new Permission("ec2:DescribeRegions", "finds the enabled Regions, for --region all only"),
                    new Permission("ec2:DescribeSecurityGroups", "the groups and what their rules permit"),
                    new Permission("ec2:DescribeSecurityGroupRules", "the ids, descriptions and tags of the rules"),
                    new Permission(
                            "ec2:DescribeNetworkInterfaces",
                            "which interfaces are associated with a group, and with which public address"),
                    new Permission("ec2:DescribeRouteTables", "whether there is a way to the internet"),
                    new Permission("ec2:DescribeSubnets", "names and addresses of subnets"),
                    new Permission("ec2:DescribeVpcs", "names and addresses of VPCs, and which is the default one"),
                    new Permission("ec2:DescribeManagedPrefixLists", "names and owners of prefix lists"),
                    new Permission(
                            "ec2:GetManagedPrefixListEntries",
                            "what the prefix lists stand for that rules name or a plan may name"),
                    new Permission("ec2:DescribeFlowLogs", "what watches the traffic, for logs and snapshot")));

    /** What {@code weir triage} and {@code snapshot} need beside that, to tell a group that something holds from an unused one. */
    public static final IamPolicy HOLDERS = new IamPolicy(
            "WeirTriage",
            List.of(
                    new Permission("ec2:DescribeLaunchTemplates", "which launch templates there are"),
                    new Permission("ec2:DescribeLaunchTemplateVersions", "the groups of the versions in use"),
                    new Permission("autoscaling:DescribeAutoScalingGroups", "which versions are in use"),
                    new Permission("autoscaling:DescribeLaunchConfigurations", "their groups"),
                    new Permission("lambda:ListFunctions", "groups of functions and their versions"),
                    new Permission("ecs:ListClusters", "which clusters may have services"),
                    new Permission("ecs:DescribeClusters", "how many services each has"),
                    new Permission("ecs:ListServices", "which"),
                    new Permission("ecs:DescribeServices", "their groups, also of those that run no task"),
                    new Permission("batch:DescribeComputeEnvironments", "groups of what runs jobs"),
                    new Permission("rds:DescribeDBInstances", "groups of databases, also of those that are stopped"),
                    new Permission("rds:DescribeDBClusters", "groups of clusters of them"),
                    new Permission("elasticloadbalancing:DescribeLoadBalancers", "groups of both generations"),
                    new Permission("ec2:DescribeVpcEndpoints", "groups of endpoints"),
                    new Permission("eks:ListClusters", "which clusters there are"),
                    new Permission("eks:DescribeCluster", "their groups"),
                    new Permission("ec2:DescribeSecurityGroupVpcAssociations", "groups that other VPCs may use, too")));

    /** What reading flow logs and query logs where AWS writes them needs beside that; on the bucket's own key also {@code kms:Decrypt}. */
    static final List<Permission> FLOW_LOGS = List.of(
            new Permission("s3:ListBucket", "which objects there are, and which are new"),
            new Permission("s3:GetObject", "what they hold"),
            new Permission(
                    "s3:ListAllMyBuckets", "whether flow logs deliver to a bucket of this account, for logs only"),
            new Permission("logs:DescribeLogStreams", "when a log group's first event was"),
            new Permission("logs:FilterLogEvents", "its events, an hour at a time"));

    /** What {@code weir observe}, {@code plan} and {@code explain --dns} need of a live account: the inventory, and the logs. */
    public static final IamPolicy OBSERVE = new IamPolicy(
            "WeirObserve",
            Stream.concat(READ.permissions().stream(), FLOW_LOGS.stream()).toList());

    /** What {@code weir observe --athena} needs beside an inventory, and Athena itself in the name of who asks it. */
    public static final IamPolicy ATHENA = new IamPolicy(
            "WeirAthena",
            List.of(
                    new Permission("sts:GetCallerIdentity", "whose table it is; AWS allows it to everybody"),
                    new Permission("athena:GetTableMetadata", "the columns, partitions and properties of the table"),
                    new Permission("athena:StartQueryExecution", "begins the statement of a day"),
                    new Permission("athena:GetQueryExecution", "whether it has ended, and what it scanned"),
                    new Permission("athena:GetQueryResults", "its rows"),
                    new Permission("athena:StopQueryExecution", "where nobody waits for it any more"),
                    new Permission("glue:GetDatabase", "of Athena: where the table is"),
                    new Permission("glue:GetTable", "of Athena: what it is"),
                    new Permission("glue:GetPartitions", "of Athena: where its days lie, unless they are projected"),
                    new Permission("s3:GetBucketLocation", "of Athena: where results go"),
                    new Permission("s3:ListBucket", "of Athena: the files of the table"),
                    new Permission("s3:GetObject", "of Athena: the files of the table, and its results"),
                    new Permission("s3:PutObject", "of Athena: its results"),
                    new Permission("s3:AbortMultipartUpload", "of Athena: results that it gives up")));

    /** What {@code weir ranges} needs. */
    public static final IamPolicy RANGES = new IamPolicy(
            "WeirRanges",
            List.of(
                    new Permission("sts:GetCallerIdentity", "names the account, which alone may change its lists"),
                    new Permission("ec2:DescribeManagedPrefixLists", "what kind of list it is, and its version"),
                    new Permission("ec2:GetManagedPrefixListEntries", "what it holds"),
                    new Permission("ec2:ModifyManagedPrefixList", "adds, removes, and makes it larger"),
                    new Permission("ec2:RestoreManagedPrefixListVersion", "undoes what was done in part"),
                    new Permission("ec2:GetManagedPrefixListAssociations", "which groups name it, for --resize only"),
                    new Permission("ec2:DescribeSecurityGroups", "their rules, for --resize only"),
                    new Permission("ec2:DescribeSecurityGroupRules", "the same"),
                    new Permission("ec2:DescribeNetworkInterfaces", "what is around them, for --resize only"),
                    new Permission("ec2:DescribeInstances", "the same")));

    public IamPolicy {
        permissions = List.copyOf(permissions);
    }

    /**
     * One action, and why it is needed.
     *
     * @param action such as {@code ec2:DescribeVpcs}
     * @param purpose what weir learns by it
     */
    public record Permission(String action, String purpose) {}

    /** The policy document of this alone, as {@code aws iam create-policy --policy-document} takes it. */
    public String json() {
        return json(List.of(this));
    }

    /** One document with a statement for each, which may be left out for itself. */
    public static String json(List<IamPolicy> policies) {
        return """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                %s
                  ]
                }
                """.formatted(policies.stream().map(IamPolicy::statement).collect(Collectors.joining(",\n")));
    }

    /** The statement, four columns from the left. */
    String statement() {
        return """
                    {
                      "Sid": "%s",
                      "Effect": "Allow",
                      "Action": [
                %s
                      ],
                      "Resource": "*"
                    }""".formatted(name, lines(permissions.stream().map(Permission::action)));
    }

    /** Actions as the lines of a list in a statement. */
    static String lines(Stream<String> actions) {
        return actions.map(action -> "        \"" + action + "\"").collect(Collectors.joining(",\n"));
    }
}
