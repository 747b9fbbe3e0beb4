package dev.weir.trino;

import dev.weir.json.BrokenJson;
import dev.weir.json.JsonObject;
import dev.weir.json.JsonReader;
import dev.weir.sql.SqlFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.SSLException;

/**
 * Calls of a coordinator. A statement is posted once; what asks for more of its answer may be asked again, and is where a gateway on
 * the way failed (502, 503, 504) or the connection broke.
 *
 * <p>An answer names the address of the next one. It is followed to the same coordinator alone, because the secret goes with it.
 *
 * @see <a href="https://trino.io/docs/current/develop/client-protocol.html">Trino client REST API</a>
 */
final class TrinoCalls {

    private static final int ATTEMPTS = 8;
    private static final Duration TO_CONNECT = Duration.ofSeconds(10);
    private static final Duration TO_ANSWER = Duration.ofSeconds(120);
    private static final long FIRST_PAUSE = 75;
    private static final int MOST_OF_A_PAGE = 256 << 20;
    private static final int QUOTED = 300;

    private final TrinoAddress address;

    TrinoCalls(TrinoAddress address) {
        this.address = address;
    }

    /** Posts a statement; what a gateway refused reached no coordinator, and may be posted again. */
    JsonObject post(String statement) throws SqlFailure {
        return answered("POST", address.server().resolve("/v1/statement"), statement.getBytes(StandardCharsets.UTF_8));
    }

    /** Asks for more of an answer. */
    JsonObject next(String uri) throws SqlFailure {
        return answered("GET", own(uri), new byte[0]);
    }

    /** Stops a statement, as far as that can be told; nobody waits for the answer. */
    void stop(String uri) {
        try {
            HttpURLConnection connection = sent("DELETE", own(uri), new byte[0]);
            connection.getResponseCode();
        } catch (IOException gone) {
            return; // The coordinator gives up a statement that nobody asks for, within minutes.
        }
    }

    private URI own(String uri) throws SqlFailure {
        try {
            URI next = new URI(uri);
            if (address.isSame(next)) {
                return next;
            }
            throw new SqlFailure(named("leads to `" + next.getScheme() + "://" + next.getHost() + ":" + next.getPort()
                    + "` for the rest of its answer, which is not followed; help: name that address, or let the"
                    + " coordinator take its own from its gateway (`http-server.process-forwarded=true`)"));
        } catch (URISyntaxException none) {
            throw new SqlFailure(named("names no address for the rest of its answer"), none);
        }
    }

    private String named(String what) {
        return "Trino at `" + address.host() + "` " + what;
    }

    private JsonObject answered(String method, URI uri, byte[] body) throws SqlFailure {
        String last = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (attempt > 0) {
                pause(FIRST_PAUSE << attempt - 1);
            }
            try {
                HttpURLConnection connection = sent(method, uri, body);
                int status = connection.getResponseCode();
                if (status == HttpURLConnection.HTTP_OK) {
                    return read(connection);
                }
                last = "answered " + status;
                if (status != 429 && (status < 502 || status > 504)) {
                    throw new SqlFailure(named(refusal(connection, status)));
                }
            } catch (SqlFailure refused) {
                throw refused;
            } catch (SSLException insecure) {
                throw new SqlFailure(named(reason(insecure)), insecure);
            } catch (IOException broken) {
                last = "cannot be reached: " + broken.getClass().getSimpleName() + " "
                        + String.valueOf(broken.getMessage());
                if (method.equals("POST")) {
                    throw new SqlFailure(named(last.strip()), broken);
                }
            }
        }
        throw new SqlFailure(named(last.strip() + ", tried " + ATTEMPTS + " times"));
    }

    private HttpURLConnection sent(String method, URI uri, byte[] body) throws IOException {
        URLConnection opened = uri.toURL().openConnection();
        if (!(opened instanceof HttpURLConnection connection)) {
            throw new IOException("no HTTP");
        }
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout((int) TO_CONNECT.toMillis());
        connection.setReadTimeout((int) TO_ANSWER.toMillis());
        connection.setRequestMethod(method);
        connection.setRequestProperty("User-Agent", "weir");
        connection.setRequestProperty("X-Trino-User", address.user());
        connection.setRequestProperty("X-Trino-Source", "weir");
        connection.setRequestProperty("X-Trino-Time-Zone", "UTC");
        address.authorization().ifPresent(secret -> connection.setRequestProperty("Authorization", secret));
        if (body.length > 0) {
            connection.setDoOutput(true);
            connection.setRequestProperty("Content-Type", "text/plain; charset=utf-8");
            try (OutputStream out = connection.getOutputStream()) {
                out.write(body);
            }
        }
        return connection;
    }

    private JsonObject read(HttpURLConnection connection) throws IOException {
        try (InputStream answer = connection.getInputStream()) {
            byte[] page = answer.readNBytes(MOST_OF_A_PAGE);
            return JsonReader.object(page);
        } catch (BrokenJson | IllegalArgumentException garbled) {
            throw new SqlFailure(
                    named("answers what is no Trino's: " + String.valueOf(garbled.getMessage())
                            + "; help: is this the address of a coordinator"),
                    garbled);
        }
    }

    private static String refusal(HttpURLConnection connection, int status) throws IOException {
        if (status / 100 == 3) {
            return "answered with a redirect (" + status
                    + "), which is not followed; help: name the address that it leads" + " to, if you trust it";
        }
        if (status == HttpURLConnection.HTTP_UNAUTHORIZED) {
            return "asks who you are (401); help: give `--trino-user`, and a token in WEIR_TRINO_TOKEN or a password in"
                    + " WEIR_TRINO_PASSWORD";
        }
        try (InputStream error = connection.getErrorStream()) {
            String said = error == null ? "" : new String(error.readNBytes(QUOTED), StandardCharsets.UTF_8).strip();
            boolean isPage = said.toLowerCase(Locale.ROOT).contains("<html");
            return "answered " + status + (said.isEmpty() || isPage ? "" : ": " + said);
        }
    }

    /** Why nothing was told to whoever answered. */
    private static String reason(SSLException insecure) {
        String said = String.valueOf(insecure.getMessage()).replaceFirst("^\\([a-z_]+\\) ", "");
        if (said.contains("trustAnchors")) {
            return "cannot be trusted, because the trust store holds no certificate that can be read; help: one in PKCS12 is"
                    + " read with its password alone, so add -Djavax.net.ssl.trustStorePassword=... to WEIR_JAVA_OPTS, or make"
                    + " it with `keytool -storetype JKS`";
        }
        if (said.startsWith("No name matching") || said.startsWith("No subject alternative")) {
            return "shows a certificate of another name (" + said + "); help: give `--trino` the name that it has";
        }
        if (insecure.getCause() instanceof CertificateException) {
            return "shows a certificate that is not trusted here (" + said
                    + "); help: if an authority of your own signed it,"
                    + " `keytool -importcert -file ca.pem -keystore trust.jks -storetype JKS`, and set"
                    + " WEIR_JAVA_OPTS=-Djavax.net.ssl.trustStore=trust.jks";
        }
        return "does not agree on TLS (" + said + "); help: is this its https port";
    }

    private static void pause(long millis) throws SqlFailure {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SqlFailure("interrupted while Trino was asked again", interrupted);
        }
    }
}
