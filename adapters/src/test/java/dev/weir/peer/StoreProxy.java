package dev.weir.peer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A proxy in front of moto's S3 or Logs, byte for byte: remembers every call, and makes the trouble that a test asks for. */
public final class StoreProxy implements AutoCloseable {

    private static final Set<String> OF_THE_CONNECTION =
            Set.of("connection", "content-length", "host", "expect", "upgrade", "transfer-encoding", "date", "server");

    private final URI upstream;
    private final HttpServer server;
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private volatile Function<Call, Trouble> troubles = call -> Trouble.NONE;

    private StoreProxy(URI upstream, HttpServer server) {
        this.upstream = upstream;
        this.server = server;
    }

    /** What happens to a call. */
    public enum Trouble {
        NONE,
        /** S3 asks for fewer calls. */
        SLOW_DOWN,
        /** The answer breaks off half-way. */
        CUT,
        /** The call arrives, and its answer does not. */
        LOST,
        /** The answer comes 40 ms late. */
        LATE,
        DENIED,
        /** S3 names the KMS key's denial in the message alone. */
        KMS_DENIED
    }

    /**
     * A call as it arrived.
     *
     * @param method such as {@code GET}
     * @param target path and query
     * @param action of a JSON protocol, such as {@code Logs_20140328.FilterLogEvents}; empty for S3
     */
    public record Call(String method, String target, String action) {

        /** Whether it lists, and fetches nothing. */
        public boolean lists() {
            return target.contains("list-type=2");
        }
    }

    /** A proxy in front of this endpoint, on a free loopback port. */
    public static StoreProxy before(URI upstream) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            StoreProxy proxy = new StoreProxy(upstream, server);
            server.createContext("/", proxy::handle);
            server.setExecutor(proxy.workers);
            server.start();
            return proxy;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Where it answers. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Every call since the last {@link #making}. */
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    /** Makes this trouble from now on, and forgets the calls. */
    public StoreProxy making(Function<Call, Trouble> other) {
        troubles = other;
        calls.clear();
        return this;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            Call call = new Call(
                    exchange.getRequestMethod(), exchange.getRequestURI().toString(), target == null ? "" : target);
            calls.add(call);
            Trouble trouble = troubles.apply(call);
            switch (trouble) {
                case SLOW_DOWN -> error(exchange, 503, "SlowDown", "Please reduce your request rate.");
                case DENIED -> error(exchange, 403, "AccessDenied", "Access Denied");
                case KMS_DENIED ->
                    error(exchange, 403, "AccessDenied", "User: x is not authorized to perform: kms:Decrypt");
                case LATE -> {
                    Thread.sleep(40);
                    answer(exchange, passedOn(exchange, body), 1);
                }
                case LOST -> {
                    passedOn(exchange, body);
                    error(exchange, 503, "ServiceUnavailable", "Please try again.");
                }
                case CUT -> answer(exchange, passedOn(exchange, body), 2);
                case NONE -> answer(exchange, passedOn(exchange, body), 1);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void error(HttpExchange exchange, int status, String code, String message) throws IOException {
        byte[] body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>%s</Code><Message>%s</Message></Error>"
                .formatted(code, message)
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    /** Gives an answer, or a part of its body. */
    private static void answer(HttpExchange exchange, HttpResponse<byte[]> answer, int divided) throws IOException {
        answer.headers().map().forEach((name, values) -> {
            if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        byte[] body = answer.body();
        exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body, 0, body.length / divided);
        exchange.getResponseBody().flush();
    }

    private HttpResponse<byte[]> passedOn(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(upstream + exchange.getRequestURI().toString()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
