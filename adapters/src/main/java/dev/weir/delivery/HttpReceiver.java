package dev.weir.delivery;

import dev.weir.operation.FailureException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLConnection;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;

/**
 * An address that takes JSON by POST.
 *
 * <p>What is throttled (429), the receiver's own fault (5xx) or a broken connection is tried again, four times in all and slower each
 * time, or as {@code Retry-After} asks up to half a minute. A redirect is never followed: it would hand what is sent, and its
 * signature, to whoever it names. Headers, which hold secrets, are in no message.
 */
public final class HttpReceiver {

    private static final int ATTEMPTS = 4;
    private static final Duration TO_CONNECT = Duration.ofSeconds(10);
    private static final Duration TO_ANSWER = Duration.ofSeconds(30);
    private static final long FIRST_PAUSE = 500;
    private static final long LONGEST_PAUSE = 30_000;

    private final URI address;

    /**
     * A receiver.
     *
     * @throws IllegalArgumentException if it is no http or https address, holds a password, or would send in the clear to another
     *     machine; one sentence that does not repeat it whole
     */
    public HttpReceiver(String address) {
        URI parsed;
        try {
            parsed = new URI(address);
        } catch (URISyntaxException none) {
            throw new IllegalArgumentException("expected an address such as https://example.com/hook", none);
        }
        String scheme = String.valueOf(parsed.getScheme());
        if (parsed.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
            throw new IllegalArgumentException("expected an address such as https://example.com/hook");
        }
        if (parsed.getUserInfo() != null) {
            throw new IllegalArgumentException(
                    "an address with a password is not taken: it would stand in histories and logs");
        }
        if (scheme.equals("http") && !isThisMachine(parsed.getHost())) {
            throw new IllegalArgumentException("expected https: over http to `" + parsed.getHost()
                    + "` anybody on the way could read what is found");
        }
        this.address = parsed;
    }

    private static boolean isThisMachine(String host) {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    /**
     * Sends a body, with these headers beside its type.
     *
     * @throws FailureException if it is not taken; one sentence
     */
    public void post(byte[] body, Map<String, String> headers) {
        String last = "";
        long pause = FIRST_PAUSE;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (attempt > 0) {
                sleep(pause);
            }
            pause = FIRST_PAUSE << attempt + 1;
            try {
                HttpURLConnection connection = sent(body, headers);
                int status = connection.getResponseCode();
                drain(connection, status);
                if (status / 100 == 2) {
                    return;
                }
                if (status / 100 == 3) {
                    throw new FailureException(host() + " answered with a redirect (" + status
                            + "), which is not followed; help: name the address that it leads to, if you trust it");
                }
                last = "answered " + status;
                if (status != 429 && status / 100 != 5) {
                    throw new FailureException(host() + " " + last);
                }
                OptionalLong asked = retryAfter(connection);
                pause = asked.isPresent() ? Math.min(LONGEST_PAUSE, asked.getAsLong() * 1000) : pause;
            } catch (IOException broken) {
                last = "cannot be reached: " + broken.getClass().getSimpleName();
            }
        }
        throw new FailureException(host() + " " + last + ", tried " + ATTEMPTS + " times");
    }

    private HttpURLConnection sent(byte[] body, Map<String, String> headers) throws IOException {
        URLConnection opened = address.toURL().openConnection();
        if (!(opened instanceof HttpURLConnection connection)) {
            throw new IOException("no HTTP");
        }
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout((int) TO_CONNECT.toMillis());
        connection.setReadTimeout((int) TO_ANSWER.toMillis());
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setRequestProperty("User-Agent", "weir");
        headers.forEach(connection::setRequestProperty);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body);
        }
        return connection;
    }

    /** Reads the answer to its end, so that the connection can be used again; of a failure there may be none. */
    private static void drain(HttpURLConnection connection, int status) throws IOException {
        InputStream stream = status >= 400 ? connection.getErrorStream() : connection.getInputStream();
        if (stream != null) {
            try (InputStream answer = stream) {
                answer.readNBytes(1 << 16);
            }
        }
    }

    private static OptionalLong retryAfter(HttpURLConnection connection) {
        String text = String.valueOf(connection.getHeaderField("Retry-After"));
        return text.matches("[0-9]{1,5}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    /** The host alone: a path or query may hold a token. */
    private String host() {
        return "`" + address.getHost() + "`";
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
