package dev.weir.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A moto server of this JVM: AWS's EC2 and STS as somebody else understands them.
 *
 * <p>One process serves every test class, which calls {@link #reset} before its own work; it ends with the JVM. Its account is
 * {@link #ACCOUNT}, whatever the credentials. What moto does differently from AWS is listed in
 * docs/decisions/0006-live-account.md.
 */
public final class MotoServer {
    /** The account that every call is answered for. */
    public static final String ACCOUNT = "111122223333";

    /** The account of the organization whose server knows many. */
    public static final String MANAGEMENT_ACCOUNT = "123456789012";

    private static final Duration TO_START = Duration.ofSeconds(60);
    private static Optional<MotoServer> shared = Optional.empty();
    private static Optional<MotoServer> organization = Optional.empty();

    private final URI endpoint;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private MotoServer(URI endpoint) {
        this.endpoint = endpoint;
    }

    /** The server of this JVM, with nothing in it but what AWS makes; ends the calling test where there can be none. */
    public static synchronized MotoServer fresh() {
        if (shared.isEmpty()) {
            shared = Optional.of(start(PythonPeers.required(), Map.of("MOTO_ACCOUNT_ID", ACCOUNT)));
        }
        MotoServer server = shared.get();
        server.reset();
        return server;
    }

    /**
     * Another process, of many accounts: the role that was assumed tells which one answers. Without one it is
     * {@link #MANAGEMENT_ACCOUNT}. The role need not exist, and nobody is refused.
     */
    public static synchronized MotoServer ofManyAccounts() {
        if (organization.isEmpty()) {
            // Each account and Region would load a thousand images, half a second each.
            organization = Optional.of(start(PythonPeers.required(), Map.of("MOTO_EC2_LOAD_DEFAULT_AMIS", "false")));
        }
        MotoServer server = organization.get();
        server.reset();
        return server;
    }

    private static MotoServer start(PythonPeers peers, Map<String, String> environment) {
        String name = "moto-server-" + ProcessHandle.current().pid()
                + (environment.containsKey("MOTO_ACCOUNT_ID") ? ".log" : "-organization.log");
        Path log = Path.of("target", name).toAbsolutePath();
        try {
            int port = freePort();
            ProcessBuilder builder = new ProcessBuilder(List.of(
                    peers.program("python").toString(), "-m", "moto.server", "-H", "127.0.0.1", "-p", "" + port));
            builder.environment().putAll(environment);
            builder.redirectErrorStream(true).redirectOutput(log.toFile());
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process), "end-moto"));
            MotoServer server = new MotoServer(URI.create("http://127.0.0.1:" + port));
            server.awaitReady(process, log);
            return server;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady(Process process, Path log) throws IOException {
        long deadline = System.nanoTime() + TO_START.toNanos();
        while (System.nanoTime() < deadline) {
            if (!process.isAlive()) {
                throw new IOException("moto ended with " + process.exitValue() + ": " + Files.readString(log));
            }
            try {
                reset();
                return;
            } catch (UncheckedIOException notYet) {
                pause();
            }
        }
        process.destroyForcibly();
        throw new IOException("moto was not ready within " + TO_START + ": " + Files.readString(log));
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** Where it answers. */
    public URI endpoint() {
        return endpoint;
    }

    /** Forgets everything but what AWS makes: default VPCs with their subnets and groups. */
    public void reset() {
        HttpRequest request = HttpRequest.newBuilder(endpoint.resolve("/moto-api/reset"))
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException("moto's reset answered HTTP " + answer.statusCode());
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
