package dev.weir.peer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A proxy in front of moto: remembers every call, divides answers into pages as EC2 does (moto does not), and makes trouble for
 * chosen calls of chosen Regions.
 */
public final class FaultProxy implements AutoCloseable {
    private static final Pattern SCOPE = Pattern.compile("Credential=([^/]+)/\\d+/([^/]+)/([^/]+)/aws4_request");
    private static final Map<String, String> PATHS = Map.of(
            "/2015-03-31/functions/?",
            "ListFunctions",
            "/v1/describecomputeenvironments",
            "DescribeComputeEnvironments",
            "/clusters",
            "ListClusters",
            "/clusters/[^/]+",
            "DescribeCluster");
    private static final String ANY = "*";

    private final URI upstream;
    private final HttpServer server;
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, Fault> faults = new ConcurrentHashMap<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final XmlPages pages = new XmlPages();

    private FaultProxy(URI upstream, HttpServer server) {
        this.upstream = upstream;
        this.server = server;
    }

    /** A proxy in front of this endpoint, on a free loopback port. */
    public static FaultProxy before(URI upstream) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            FaultProxy proxy = new FaultProxy(upstream, server);
            server.createContext("/", proxy::handle);
            server.setExecutor(proxy.workers);
            server.start();
            return proxy;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /**
     * A call as it arrived.
     *
     * @param region the Region that it was signed for
     * @param service the service that it was signed for
     * @param action such as {@code DescribeVpcs}
     * @param parameters the form's fields
     * @param key the id of the access key that it was signed with
     * @param at when it arrived, in the JVM's nanoseconds
     */
    public record Call(
            String region, String service, String action, Map<String, String> parameters, String key, long at) {
        /** As IAM names it: {@code ec2:DescribeVpcs}. */
        public String permission() {
            return service + ":" + action;
        }
    }

    /** Where it answers. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Every call since the last {@link #peace}. */
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    /** Makes trouble for one call in one Region. */
    public FaultProxy on(String region, String action, Fault fault) {
        faults.put(region + " " + action, fault);
        return this;
    }

    /** Makes trouble for every call in one Region. */
    public FaultProxy onEverythingIn(String region, Fault fault) {
        return on(region, ANY, fault);
    }

    /** Makes trouble for one call in every Region. */
    public FaultProxy everywhere(String action, Fault fault) {
        return on(ANY, action, fault);
    }

    /** Ends all trouble, and forgets the calls. */
    public FaultProxy peace() {
        faults.clear();
        calls.clear();
        return this;
    }

    private Optional<Fault> fault(Call call) {
        return Optional.ofNullable(faults.get(call.region() + " " + call.action()))
                .or(() -> Optional.ofNullable(faults.get(call.region() + " " + ANY)))
                .or(() -> Optional.ofNullable(faults.get(ANY + " " + call.action())));
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Call call = call(exchange, body);
            calls.add(call);
            Optional<Fault> fault = fault(call);
            Fault.Answer answer =
                    fault.flatMap(trouble -> trouble.instead(call)).orElse(null);
            if (answer == null) {
                int most = fault.map(Fault::pageSize).orElse(Integer.MAX_VALUE);
                answer = pages.page(call, most, () -> passOn(exchange, body));
            }
            boolean isLost = fault.map(Fault::losesAnswer).orElse(false);
            if (answer.status() != 0 && !isLost) {
                byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", answer.contentType());
                if (!answer.errorType().isEmpty()) {
                    exchange.getResponseHeaders().set("x-amzn-ErrorType", answer.errorType());
                }
                exchange.sendResponseHeaders(answer.status(), bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        } catch (RuntimeException bug) {
            bug.printStackTrace();
            throw bug;
        }
    }

    private static Call call(HttpExchange exchange, byte[] body) {
        Map<String, String> parameters = new TreeMap<>();
        for (String field : new String(body, StandardCharsets.UTF_8).split("&")) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                parameters.put(
                        URLDecoder.decode(field.substring(0, equals), StandardCharsets.UTF_8),
                        URLDecoder.decode(field.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        String authorization = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElse("");
        Matcher scope = SCOPE.matcher(authorization);
        boolean signed = scope.find();
        return new Call(
                signed ? scope.group(2) : "",
                signed ? scope.group(3) : "",
                parameters.getOrDefault("Action", target(exchange)),
                Map.copyOf(parameters),
                signed ? scope.group(1) : "",
                System.nanoTime());
    }

    /** What a call in JSON names in a header, {@code AWSOrganizationsV20161128.ListAccounts}, or what its path stands for. */
    private static String target(HttpExchange exchange) {
        String target = Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Amz-Target"))
                .orElse("");
        String path = exchange.getRequestURI().getPath();
        return target.isEmpty()
                ? PATHS.entrySet().stream()
                        .filter(known -> path.matches(known.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse("")
                : target.substring(target.indexOf('.') + 1);
    }

    private Fault.Answer passOn(HttpExchange exchange, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        upstream.resolve(exchange.getRequestURI().toString()))
                .timeout(Duration.ofSeconds(60))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        for (String header :
                List.of("Authorization", "Content-Type", "X-Amz-Date", "X-Amz-Security-Token", "X-Amz-Target")) {
            Optional.ofNullable(exchange.getRequestHeaders().getFirst(header))
                    .ifPresent(value -> request.header(header, value));
        }
        try {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Fault.Answer(
                    answer.statusCode(),
                    answer.headers().firstValue("Content-Type").orElse("text/xml"),
                    answer.body());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
