package dev.weir.peer;

import dev.weir.testing.Peer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A browser without a window that shows one page, told what to do over the Chrome DevTools protocol.
 *
 * <p>It keeps what a page must not do: errors of scripts and on the console, what a policy stopped, and requests for anything but
 * the page's own file.
 */
public final class Chromium implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Process process;
    private final WebSocket socket;
    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<JsonNode>> awaited = new ConcurrentHashMap<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    private Chromium(Process process, URI page) {
        this.process = process;
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(page, new Listening())
                .join();
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            send(domain + ".enable", Map.of());
        }
    }

    /**
     * Starts one with a profile of its own.
     *
     * @param folder for the profile; made by the caller, and empty
     */
    public static Chromium start(Path folder) throws IOException, InterruptedException {
        Peer peer = Peer.required("chromium");
        Process process = new ProcessBuilder(
                        peer.program().toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + folder,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(
                        folder.resolveSibling(folder.getFileName() + ".log").toFile())
                .start();
        Path file = folder.resolve("DevToolsActivePort");
        long end = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            if (Files.exists(file)) {
                List<String> lines = Files.readAllLines(file);
                if (lines.size() == 2) {
                    return new Chromium(process, page(lines.get(0)));
                }
            }
            Thread.sleep(20);
        }
        process.destroyForcibly();
        throw new IOException(
                "chromium did not start: " + Files.readString(folder.resolveSibling(folder.getFileName() + ".log")));
    }

    private static URI page(String port) throws IOException, InterruptedException {
        HttpResponse<String> list = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        for (JsonNode target : JSON.readTree(list.body())) {
            if (target.get("type").stringValue().equals("page")) {
                return URI.create(target.get("webSocketDebuggerUrl").stringValue());
            }
        }
        throw new IOException("chromium has no page: " + list.body());
    }

    private final class Listening implements WebSocket.Listener {
        private final StringBuilder message = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            message.append(data);
            if (last) {
                JsonNode said = JSON.readTree(message.toString());
                message.setLength(0);
                take(said);
            }
            from.request(1);
            return CompletableFuture.completedFuture(null);
        }
    }

    private void take(JsonNode said) {
        if (said.has("id")) {
            CompletableFuture<JsonNode> answer = asked.remove(said.get("id").intValue());
            if (answer != null) {
                answer.complete(said);
            }
            return;
        }
        String method = said.get("method").stringValue();
        JsonNode params = said.get("params");
        switch (method) {
            case "Runtime.exceptionThrown" -> complaints.add("exception: " + params.get("exceptionDetails"));
            case "Runtime.consoleAPICalled" -> complaints.add("console: " + params.get("args"));
            case "Log.entryAdded" -> complaints.add("log: " + params.get("entry"));
            case "Network.requestWillBeSent" -> {
                String url = params.at("/request/url").stringValue();
                if (!url.startsWith("file:")) {
                    complaints.add("request: " + url);
                }
            }
            default -> {}
        }
        CompletableFuture<JsonNode> waiting = awaited.remove(method);
        if (waiting != null) {
            waiting.complete(params);
        }
    }

    /** Sends a command and gives its result. */
    public JsonNode send(String method, Map<String, ?> params) {
        int number = numbers.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        asked.put(number, answer);
        socket.sendText(JSON.writeValueAsString(Map.of("id", number, "method", method, "params", params)), true)
                .join();
        JsonNode said = answer.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
        if (said.has("error")) {
            throw new AssertionError(method + ": " + said.get("error"));
        }
        return said.get("result");
    }

    /** Opens a page and waits until it is loaded; always anew, also where the fragment alone differs. */
    public void open(String url) {
        int fragment = url.indexOf('#') < 0 ? url.length() : url.indexOf('#');
        CompletableFuture<JsonNode> loaded = new CompletableFuture<>();
        awaited.put("Page.loadEventFired", loaded);
        send(
                "Page.navigate",
                Map.of("url", url.substring(0, fragment) + "?" + numbers.get() + url.substring(fragment)));
        loaded.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
    }

    /** What an expression comes to; a promise is waited for. */
    public JsonNode evaluate(String expression) {
        JsonNode answer = send(
                "Runtime.evaluate",
                Map.of("expression", expression, "awaitPromise", true, "returnByValue", true, "userGesture", true));
        if (answer.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + answer.get("exceptionDetails"));
        }
        JsonNode value = answer.at("/result/value");
        return value.isMissingNode() ? JSON.nullNode() : value;
    }

    /** Presses a key, by its name and what it types. */
    public void press(String key, String text) {
        send("Input.dispatchKeyEvent", Map.of("type", "keyDown", "key", key, "text", text));
        send("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key));
    }

    /** {@code light} or {@code dark}, in a window of this size. */
    public void show(String scheme, int width, int height) {
        send(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        send(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** Whether scripts run in pages that are opened from now on. */
    public void scripts(Scripts run) {
        send("Emulation.setScriptExecutionDisabled", Map.of("value", run == Scripts.OFF));
    }

    /** Whether scripts run. */
    public enum Scripts {
        ON,
        OFF
    }

    /** Seconds of processor time that the page's own thread has taken so far, whatever else the machine did meanwhile. */
    public double processorTime() {
        send("Performance.enable", Map.of("timeDomain", "threadTicks"));
        for (JsonNode metric : send("Performance.getMetrics", Map.of()).get("metrics")) {
            if (metric.get("name").stringValue().equals("TaskDuration")) {
                return metric.get("value").doubleValue();
            }
        }
        throw new AssertionError("chromium measures no tasks");
    }

    /** A picture of the window as PNG. */
    public byte[] screenshot() {
        return Base64.getDecoder()
                .decode(send("Page.captureScreenshot", Map.of("format", "png"))
                        .get("data")
                        .stringValue());
    }

    /** The page as it would be printed. */
    public String pdf() {
        return new String(
                Base64.getDecoder()
                        .decode(send("Page.printToPDF", Map.of()).get("data").stringValue()),
                StandardCharsets.ISO_8859_1);
    }

    /** What pages did since this was asked last that they must not do. */
    public List<String> complaints() {
        List<String> all = new ArrayList<>(complaints);
        complaints.clear();
        return all;
    }

    @Override
    public void close() throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
