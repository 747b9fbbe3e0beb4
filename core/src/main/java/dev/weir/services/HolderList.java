package dev.weir.services;

import dev.weir.inventory.GroupHolder;
import dev.weir.json.JsonObject;
import dev.weir.json.JsonValue;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A list in an answer, known by its key, and what its elements are.
 *
 * <p>The keys are those of the AWS CLI's output: API references of EC2, Auto Scaling, Lambda, ECS, Batch, RDS, Elastic Load
 * Balancing (both generations) and EKS.
 */
enum HolderList {
    LAUNCH_TEMPLATES(
            "LaunchTemplates", "LaunchTemplateId", "DescribeLaunchTemplates", GroupHolder.Kind.LAUNCH_TEMPLATE),
    LAUNCH_TEMPLATE_VERSIONS(
            "LaunchTemplateVersions",
            "LaunchTemplateId",
            "DescribeLaunchTemplateVersions",
            GroupHolder.Kind.LAUNCH_TEMPLATE),
    AUTO_SCALING_GROUPS(
            "AutoScalingGroups",
            "AutoScalingGroupName",
            "DescribeAutoScalingGroups",
            GroupHolder.Kind.AUTO_SCALING_GROUP),
    LAUNCH_CONFIGURATIONS(
            "LaunchConfigurations",
            "LaunchConfigurationName",
            "DescribeLaunchConfigurations",
            GroupHolder.Kind.LAUNCH_CONFIGURATION),
    FUNCTIONS("Functions", "FunctionName", "ListFunctions", GroupHolder.Kind.LAMBDA_FUNCTION),
    /** The one function that get-function answers. */
    FUNCTION("Configuration", "FunctionName", "GetFunction", GroupHolder.Kind.LAMBDA_FUNCTION),
    ECS_SERVICES("services", "serviceName", "DescribeServices", GroupHolder.Kind.ECS_SERVICE),
    ECS_CLUSTER_ARNS("clusterArns", "", "ListClusters", GroupHolder.Kind.ECS_SERVICE),
    /** Those of ECS; those of EKS stand under the same key, as names. */
    CLUSTERS("clusters", "clusterName", "DescribeClusters", GroupHolder.Kind.ECS_SERVICE),
    EKS_CLUSTER_NAMES("", "", "", GroupHolder.Kind.EKS_CLUSTER),
    EKS_CLUSTER("cluster", "name", "DescribeCluster", GroupHolder.Kind.EKS_CLUSTER),
    BATCH_ENVIRONMENTS(
            "computeEnvironments",
            "computeEnvironmentName",
            "DescribeComputeEnvironments",
            GroupHolder.Kind.BATCH_ENVIRONMENT),
    DB_INSTANCES("DBInstances", "DBInstanceIdentifier", "DescribeDBInstances", GroupHolder.Kind.DB_INSTANCE),
    DB_CLUSTERS("DBClusters", "DBClusterIdentifier", "DescribeDBClusters", GroupHolder.Kind.DB_CLUSTER),
    LOAD_BALANCERS("LoadBalancers", "LoadBalancerName", "DescribeLoadBalancers", GroupHolder.Kind.LOAD_BALANCER),
    CLASSIC_LOAD_BALANCERS("LoadBalancerDescriptions", "LoadBalancerName", "", GroupHolder.Kind.CLASSIC_LOAD_BALANCER),
    VPC_ENDPOINTS("VpcEndpoints", "VpcEndpointId", "DescribeVpcEndpoints", GroupHolder.Kind.VPC_ENDPOINT),
    VPC_ASSOCIATIONS(
            "SecurityGroupVpcAssociations",
            "VpcId",
            "DescribeSecurityGroupVpcAssociations",
            GroupHolder.Kind.VPC_ASSOCIATION);

    private static final Pattern ERROR = Pattern.compile("when calling the ([A-Za-z]+) operation");

    private final String key;
    private final String name;
    private final String call;
    private final GroupHolder.Kind kind;

    HolderList(String key, String name, String call, GroupHolder.Kind kind) {
        this.key = key;
        this.name = name;
        this.call = call;
        this.kind = kind;
    }

    static Optional<HolderList> of(String key) {
        for (HolderList list : values()) {
            if (!key.isEmpty() && list.key.equals(key)) {
                return Optional.of(list);
            }
        }
        return Optional.empty();
    }

    /** Whether the text has a key by which a document may be one of these; a function alone has no list. */
    static boolean isAnyIn(String text) {
        for (HolderList list : values()) {
            if (!list.key.isEmpty() && text.contains('"' + list.key + '"')) {
                return true;
            }
        }
        return text.contains("\"FunctionArn\"");
    }

    /** What the CLI's own error, saved instead of an answer, would have listed. */
    static Optional<HolderList> ofError(String head) {
        Matcher error = ERROR.matcher(head);
        if (!head.stripLeading().startsWith("An error occurred")
                && !head.stripLeading().startsWith("aws:")) {
            return Optional.empty();
        }
        return error.find()
                ? Stream.of(values())
                        .filter(list -> list.call.equals(error.group(1)))
                        .findFirst()
                : Optional.empty();
    }

    GroupHolder.Kind kind() {
        return kind;
    }

    /** What an element is called; empty where it is none of these. */
    Optional<String> nameOf(JsonObject element) {
        return Optional.ofNullable(element.members().get(name))
                .filter(JsonValue.Text.class::isInstance)
                .map(text -> ((JsonValue.Text) text).text());
    }
}
