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

    /** What reading flow logs where AWS writes them needs beside that; on the bucket's own key also {@code kms:Decrypt}. */
    static final List<Permission> FLOW_LOGS = List.of(
            new Permission("s3:ListBucket", "which objects there are, and which are new"),
            new Permission("s3:GetObject", "what they hold"),
            new Permission(
                    "s3:ListAllMyBuckets", "whether flow logs deliver to a bucket of this account, for logs only"),
            new Permission("logs:DescribeLogStreams", "when a log group's first event was"),
            new Permission("logs:FilterLogEvents", "its events, an hour at a time"));

    /** What {@code weir observe} and {@code weir plan} need of a live account: the inventory, and the flow logs. */
    public static final IamPolicy OBSERVE = new IamPolicy(
            "WeirObserve",
            Stream.concat(READ.permissions().stream(), FLOW_LOGS.stream()).toList());

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

    /** The policy document, as {@code aws iam create-policy --policy-document} takes it. */
    public String json() {
        String actions = permissions.stream()
                .map(permission -> "        \"" + permission.action() + "\"")
                .collect(Collectors.joining(",\n"));
        return """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Sid": "%s",
                      "Effect": "Allow",
                      "Action": [
                %s
                      ],
                      "Resource": "*"
                    }
                  ]
                }
                """.formatted(name, actions);
    }
}
