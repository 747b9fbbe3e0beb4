package dev.weir.aws;

import dev.weir.inventory.GroupHolder.Kind;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Scope;
import dev.weir.json.JsonObject;
import dev.weir.json.JsonValue;
import dev.weir.services.Holders;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.Ec2Client;

/**
 * Asks the services of a Region which groups they hold, on an interface or not: every call to its last page, each for itself.
 *
 * <p>What refuses is not read, with the reason and the permission that is missing, and is no problem of the inventory: it is one of
 * who wants to know whether something is unused. Calls go on after a refusal, and end after two in a row that ran out of attempts.
 */
final class HolderReader {

    private static final int PAGE = 100;
    private static final int LARGE_PAGE = 1000;
    private static final int TEMPLATES = 200;
    private static final int SERVICES_AT_ONCE = 10;
    private static final int MAY_FAIL_IN_A_ROW = 2;

    private final Ec2Client ec2;
    private final ServiceLists lists;
    private final Scope scope;
    private final Holders holders = new Holders();
    private int failedInARow;
    private Optional<Failure> abandoned;

    /**
     * A reader of the Region of {@code scope}.
     *
     * @param abandoned why nothing can be asked here, where something has shown that
     */
    HolderReader(Ec2Client ec2, ServiceLists lists, Scope scope, Optional<Failure> abandoned) {
        this.ec2 = ec2;
        this.lists = lists;
        this.scope = scope;
        this.abandoned = abandoned;
    }

    /** What holds groups here, and what was not read of it. */
    Holders read() {
        read(
                Kind.LAUNCH_TEMPLATE,
                "ec2:DescribeLaunchTemplates",
                token -> page(ec2.describeLaunchTemplates(
                        request -> request.maxResults(TEMPLATES).nextToken(token.orElse(null)))));
        read(
                Kind.LAUNCH_TEMPLATE,
                "ec2:DescribeLaunchTemplateVersions",
                token -> page(ec2.describeLaunchTemplateVersions(request -> request.versions("$Latest", "$Default")
                        .maxResults(TEMPLATES)
                        .nextToken(token.orElse(null)))));
        read(Kind.AUTO_SCALING_GROUP, "autoscaling:DescribeAutoScalingGroups", lists::autoScalingGroups);
        read(Kind.LAUNCH_CONFIGURATION, "autoscaling:DescribeLaunchConfigurations", lists::launchConfigurations);
        read(Kind.LAMBDA_FUNCTION, "lambda:ListFunctions", lists::functions);
        ecs();
        read(Kind.BATCH_ENVIRONMENT, "batch:DescribeComputeEnvironments", lists::computeEnvironments);
        read(Kind.DB_INSTANCE, "rds:DescribeDBInstances", lists::databaseInstances);
        read(Kind.DB_CLUSTER, "rds:DescribeDBClusters", lists::databaseClusters);
        read(Kind.LOAD_BALANCER, "elasticloadbalancing:DescribeLoadBalancers", lists::loadBalancers);
        read(Kind.CLASSIC_LOAD_BALANCER, "elasticloadbalancing:DescribeLoadBalancers", lists::classicLoadBalancers);
        read(
                Kind.VPC_ENDPOINT,
                "ec2:DescribeVpcEndpoints",
                token -> page(ec2.describeVpcEndpoints(
                        request -> request.maxResults(LARGE_PAGE).nextToken(token.orElse(null)))));
        eks();
        read(
                Kind.VPC_ASSOCIATION,
                "ec2:DescribeSecurityGroupVpcAssociations",
                token -> page(ec2.describeSecurityGroupVpcAssociations(
                        request -> request.maxResults(LARGE_PAGE).nextToken(token.orElse(null)))));
        holders.unreadVersions().forEach(this::versions);
        return holders;
    }

    /** The versions of one template that something runs, neither its default nor its latest. */
    private void versions(String template, Iterable<String> versions) {
        List<String> all = new ArrayList<>();
        versions.forEach(all::add);
        read(
                Kind.LAUNCH_TEMPLATE,
                "ec2:DescribeLaunchTemplateVersions",
                token -> page(ec2.describeLaunchTemplateVersions(request -> {
                    if (template.startsWith("lt-")) {
                        request.launchTemplateId(template);
                    } else {
                        request.launchTemplateName(template);
                    }
                    request.versions(all).nextToken(token.orElse(null));
                })));
    }

    private void ecs() {
        List<String> clusters = texts(read(Kind.ECS_SERVICE, "ecs:ListClusters", lists::clusters), "clusterArns");
        for (List<String> some : Calls.portions(clusters, PAGE)) {
            read(Kind.ECS_SERVICE, "ecs:DescribeClusters", token -> lists.describedClusters(some));
        }
        for (String cluster : clusters) {
            List<String> services = texts(
                    pages(Kind.ECS_SERVICE, "ecs:ListServices", token -> lists.services(cluster, token)),
                    "serviceArns");
            for (List<String> some : Calls.portions(services, SERVICES_AT_ONCE)) {
                read(Kind.ECS_SERVICE, "ecs:DescribeServices", token -> lists.describedServices(cluster, some));
            }
        }
    }

    private void eks() {
        for (String name : texts(read(Kind.EKS_CLUSTER, "eks:ListClusters", lists::kubernetes), "clusters")) {
            read(Kind.EKS_CLUSTER, "eks:DescribeCluster", token -> lists.describedKubernetes(name));
        }
    }

    /** Every page, taken for what it says of holders. */
    private List<JsonObject> read(Kind kind, String action, Function<Optional<String>, Pages.Page<JsonObject>> call) {
        List<JsonObject> answers = pages(kind, action, call);
        Origin origin = Origin.of(action.substring(action.indexOf(':') + 1) + " in " + scope);
        answers.forEach(answer -> holders.answer(kind, answer, scope, origin));
        return answers;
    }

    private List<JsonObject> pages(Kind kind, String action, Function<Optional<String>, Pages.Page<JsonObject>> call) {
        if (abandoned.isPresent()) {
            holders.unread(
                    kind, scope, "not asked, after this: " + abandoned.get().sentence());
            return List.of();
        }
        Pages<JsonObject> pages = Calls.pages(action, call);
        Optional<Failure.Kind> failure = pages.failure().map(Failure::kind);
        boolean ranOut = failure.map(what -> what.mayEndTheRegion() || what == Failure.Kind.UNREACHABLE)
                .orElse(false);
        failedInARow = ranOut ? failedInARow + 1 : 0;
        if (failedInARow >= MAY_FAIL_IN_A_ROW || failure.equals(Optional.of(Failure.Kind.CREDENTIALS))) {
            abandoned = pages.failure();
        }
        pages.failure().ifPresent(why -> holders.unread(kind, scope, why.sentence()));
        return pages.items();
    }

    private static List<String> texts(List<JsonObject> answers, String list) {
        return answers.stream()
                .flatMap(answer -> answer.readElements(list).value().orElse(List.of()).stream())
                .filter(JsonValue.Text.class::isInstance)
                .map(element -> ((JsonValue.Text) element).text())
                .toList();
    }

    private static Pages.Page<JsonObject> page(SdkPojo answer) {
        JsonObject tree = SdkTree.of(answer);
        return Pages.Page.of(List.of(tree), tree.readText("NextToken").value().orElse(null));
    }
}
