package dev.weir.trino;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;

/** A coordinator that gives the answers it was told to give, in their order, and remembers what it was asked. */
final class ScriptedTrino implements AutoCloseable {

    private final HttpServer server;
    private final Deque<Answer> answers = new ArrayDeque<>();
    final List<String> asked = new CopyOnWriteArrayList<>();
    final List<String> secrets = new CopyOnWriteArrayList<>();

    private record Answer(int status, String body) {}

    private ScriptedTrino(HttpServer server) throws IOException {
        this.server = server;
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    ScriptedTrino() throws IOException {
        this(HttpServer.create());
    }

    /** One that shows a certificate of this context. */
    static ScriptedTrino secured(SSLContext context) throws IOException {
        HttpsServer server = HttpsServer.create();
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return new ScriptedTrino(server);
    }

    String address() {
        String scheme = server instanceof HttpsServer ? "https" : "http";
        return scheme + "://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Then a page: with an address where the next one is, or without. */
    ScriptedTrino page(String next, String members) {
        String uri = next.isEmpty()
                ? ""
                : ", \"nextUri\": \"%s\"".formatted(next.startsWith("http") ? next : address() + next);
        answers.add(new Answer(200, "{\"id\": \"1\"" + uri + (members.isEmpty() ? "" : ", " + members) + "}"));
        return this;
    }

    ScriptedTrino status(int status, String body) {
        answers.add(new Answer(status, body));
        return this;
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add((exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body).strip());
        secrets.addAll(exchange.getRequestHeaders().getOrDefault("Authorization", new ArrayList<>()));
        boolean stops = exchange.getRequestMethod().equals("DELETE");
        Answer answer = stops ? new Answer(204, "") : answers.isEmpty() ? new Answer(404, "") : answers.remove();
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
