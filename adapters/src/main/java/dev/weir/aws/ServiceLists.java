package dev.weir.aws;

import dev.weir.json.JsonObject;
import dev.weir.json.JsonReader;
import dev.weir.json.JsonWriter;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Lists of the services of one Region, a page of each, in the words of the AWS CLI's output.
 *
 * <p>Versions, paths and the largest pages are those of the API references. A page is 100 where the API takes more: elements are
 * large.
 */
final class ServiceLists {

    private static final int PAGE = 100;
    private static final int FUNCTIONS = 50; // whatever is asked for
    private static final int BALANCERS = 400;

    private static final Queries SCALING =
            new Queries(AwsService.AUTO_SCALING, "2011-01-01", "MaxRecords", PAGE, "NextToken", "NextToken");
    private static final Queries DATABASES =
            new Queries(AwsService.RDS, "2014-10-31", "MaxRecords", PAGE, "Marker", "Marker");
    private static final Queries CLASSIC =
            new Queries(AwsService.ELASTIC_LOAD_BALANCING, "2012-06-01", "PageSize", BALANCERS, "Marker", "NextMarker");
    private static final Queries BALANCING = new Queries(
            AwsService.ELASTIC_LOAD_BALANCING_V2, "2015-12-01", "PageSize", BALANCERS, "Marker", "NextMarker");

    private static final String CONTAINERS = "AmazonEC2ContainerServiceV20141113.";

    private final Function<AwsService, SignedCalls> calls;
    private final Map<AwsService, SignedCalls> called = new EnumMap<>(AwsService.class);

    ServiceLists(Function<AwsService, SignedCalls> calls) {
        this.calls = calls;
    }

    private JsonObject sent(AwsService service, ServiceRequest request, Function<byte[], JsonObject> reading) {
        return called.computeIfAbsent(service, calls).send(request, reading);
    }

    Pages.Page<JsonObject> autoScalingGroups(Optional<String> token) {
        return queried(SCALING, "DescribeAutoScalingGroups", "AutoScalingGroups", token);
    }

    Pages.Page<JsonObject> launchConfigurations(Optional<String> token) {
        return queried(SCALING, "DescribeLaunchConfigurations", "LaunchConfigurations", token);
    }

    Pages.Page<JsonObject> databaseInstances(Optional<String> token) {
        return queried(DATABASES, "DescribeDBInstances", "DBInstances", token);
    }

    Pages.Page<JsonObject> databaseClusters(Optional<String> token) {
        return queried(DATABASES, "DescribeDBClusters", "DBClusters", token);
    }

    Pages.Page<JsonObject> loadBalancers(Optional<String> token) {
        return queried(BALANCING, "DescribeLoadBalancers", "LoadBalancers", token);
    }

    Pages.Page<JsonObject> classicLoadBalancers(Optional<String> token) {
        return queried(CLASSIC, "DescribeLoadBalancers", "LoadBalancerDescriptions", token);
    }

    /** Every published version, too: each keeps the groups that it was published with. */
    Pages.Page<JsonObject> functions(Optional<String> token) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("FunctionVersion", "ALL");
        query.put("MaxItems", Integer.toString(FUNCTIONS));
        token.ifPresent(marker -> query.put("Marker", marker));
        return page(
                sent(AwsService.LAMBDA, ServiceRequest.get("/2015-03-31/functions", query), JsonReader::object),
                "NextMarker");
    }

    Pages.Page<JsonObject> computeEnvironments(Optional<String> token) {
        JsonObject content = JsonObject.of(json -> paged(json, token));
        return page(
                sent(
                        AwsService.BATCH,
                        ServiceRequest.post("/v1/describecomputeenvironments", content),
                        JsonReader::object),
                "nextToken");
    }

    private static void paged(JsonWriter json, Optional<String> token) {
        json.number("maxResults", PAGE);
        token.ifPresent(next -> json.text("nextToken", next));
    }

    /** ARNs of the clusters of ECS. */
    Pages.Page<JsonObject> clusters(Optional<String> token) {
        return containers("ListClusters", json -> paged(json, token));
    }

    /** At most 100 of them. */
    Pages.Page<JsonObject> describedClusters(List<String> clusters) {
        return containers("DescribeClusters", json -> json.texts("clusters", clusters));
    }

    /** ARNs of the services of a cluster. */
    Pages.Page<JsonObject> services(String cluster, Optional<String> token) {
        return containers("ListServices", json -> paged(json.text("cluster", cluster), token));
    }

    /** At most ten of them. */
    Pages.Page<JsonObject> describedServices(String cluster, List<String> services) {
        return containers(
                "DescribeServices", json -> json.text("cluster", cluster).texts("services", services));
    }

    private Pages.Page<JsonObject> containers(String action, Consumer<JsonWriter> content) {
        ServiceRequest request = ServiceRequest.target(CONTAINERS + action, JsonObject.of(content));
        return page(sent(AwsService.ECS, request, JsonReader::object), "nextToken");
    }

    /** Names of the clusters of EKS. */
    Pages.Page<JsonObject> kubernetes(Optional<String> token) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("maxResults", Integer.toString(PAGE));
        token.ifPresent(next -> query.put("nextToken", next));
        return page(sent(AwsService.EKS, ServiceRequest.get("/clusters", query), JsonReader::object), "nextToken");
    }

    Pages.Page<JsonObject> describedKubernetes(String name) {
        String path = "/clusters/" + Signer.encoded(name);
        return page(sent(AwsService.EKS, ServiceRequest.get(path, Map.of()), JsonReader::object), "nextToken");
    }

    /**
     * How a service of queries is asked, and divides a list into pages.
     *
     * @param size the field that says how much of it
     * @param next the field that asks for the next page
     * @param given under which it was given
     */
    private record Queries(AwsService service, String version, String size, int most, String next, String given) {}

    private Pages.Page<JsonObject> queried(Queries of, String action, String list, Optional<String> token) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put(of.size(), Integer.toString(of.most()));
        token.ifPresent(next -> fields.put(of.next(), next));
        ServiceRequest request = ServiceRequest.form(action, of.version(), fields);
        return page(sent(of.service(), request, xml -> XmlAnswer.of(xml, action, list)), of.given());
    }

    private static Pages.Page<JsonObject> page(JsonObject answer, String next) {
        return Pages.Page.of(List.of(answer), answer.readText(next).value().orElse(null));
    }
}
