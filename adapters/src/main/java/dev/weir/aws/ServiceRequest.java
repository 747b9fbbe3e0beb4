package dev.weir.aws;

import dev.weir.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request to a service that has no client here, in one of the ways in which AWS's services are asked.
 *
 * @param action such as {@code DescribeVpcs}; empty where path and method say it
 * @param path as it stands in the address
 * @param query encoded, in the order of its names
 * @see <a href="https://smithy.io/2.0/aws/protocols/index.html">AWS protocols</a>
 */
record ServiceRequest(
        String action, String method, String path, String query, Map<String, String> headers, byte[] body) {

    private static final String TYPE = "Content-Type";
    private static final byte[] NOTHING = new byte[0];

    /** REST with JSON: something is asked for. */
    static ServiceRequest get(String path, Map<String, String> query) {
        return new ServiceRequest("", "GET", path, Signer.query(query), Map.of(), NOTHING);
    }

    /** REST with JSON: something is posted. */
    static ServiceRequest post(String path, JsonObject content) {
        return new ServiceRequest("", "POST", path, "", Map.of(TYPE, "application/json"), content.canonical());
    }

    /** JSON 1.1: the operation stands in a header, such as {@code AmazonEC2ContainerServiceV20141113.ListClusters}. */
    static ServiceRequest target(String target, JsonObject content) {
        return new ServiceRequest(
                "",
                "POST",
                "/",
                "",
                Map.of(TYPE, "application/x-amz-json-1.1", "X-Amz-Target", target),
                content.canonical());
    }

    /** The Query protocol: a form that names action and version of the API. */
    static ServiceRequest form(String action, String version, Map<String, String> fields) {
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.put("Action", action);
        all.put("Version", version);
        return new ServiceRequest(
                action,
                "POST",
                "/",
                "",
                Map.of(TYPE, "application/x-www-form-urlencoded; charset=utf-8"),
                Signer.query(all).getBytes(StandardCharsets.UTF_8));
    }
}
