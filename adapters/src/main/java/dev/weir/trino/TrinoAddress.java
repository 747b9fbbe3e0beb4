package dev.weir.trino;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A coordinator, and who asks it.
 *
 * @param server such as {@code https://trino.example.com:8443}
 * @param user in whose name statements run
 * @param authorization the header that proves it, which is in no message and no file
 */
public record TrinoAddress(URI server, String user, Optional<String> authorization) {

    private static final String EXPECTED = "expected an address such as https://trino.example.com:8443";

    /**
     * An address as it was typed.
     *
     * @param token an access token or JWT
     * @param password the user's, for clusters that ask for one
     * @throws IllegalArgumentException if it is none, holds a password, or would send a secret in the clear to another machine; one
     *     sentence that does not repeat it whole
     */
    public static TrinoAddress of(String address, String user, Optional<String> token, Optional<String> password) {
        URI parsed;
        try {
            parsed = new URI(address);
        } catch (URISyntaxException none) {
            throw new IllegalArgumentException(EXPECTED, none);
        }
        String scheme = String.valueOf(parsed.getScheme());
        if (parsed.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
            throw new IllegalArgumentException(EXPECTED);
        }
        if (parsed.getRawUserInfo() != null) {
            throw new IllegalArgumentException("an address with a user or a password is not taken: it would stand in"
                    + " histories and logs; help: give the user by `--trino-user`, a secret by WEIR_TRINO_TOKEN or"
                    + " WEIR_TRINO_PASSWORD");
        }
        if (!String.valueOf(parsed.getRawPath()).matches("|/|null") || parsed.getRawQuery() != null) {
            throw new IllegalArgumentException(EXPECTED + ", without a path");
        }
        if (!user.matches("[\\x21-\\x7e]{1,256}")) {
            throw new IllegalArgumentException("expected a user's name of printable ASCII");
        }
        Optional<String> authorization = token.map(text -> "Bearer " + text)
                .or(() -> password.map(text -> "Basic "
                        + Base64.getEncoder().encodeToString((user + ":" + text).getBytes(StandardCharsets.UTF_8))));
        if (authorization.filter(text -> !text.matches("[\\x20-\\x7e]*")).isPresent()) {
            throw new IllegalArgumentException("WEIR_TRINO_TOKEN holds what no token can");
        }
        if (authorization.isPresent() && scheme.equals("http") && !isThisMachine(parsed.getHost())) {
            throw new IllegalArgumentException(
                    "expected https: over http to `" + parsed.getHost() + "` anybody on the way could read the secret");
        }
        int port = parsed.getPort() < 0 ? scheme.equals("https") ? 443 : 80 : parsed.getPort();
        return new TrinoAddress(URI.create(scheme + "://" + parsed.getHost() + ":" + port), user, authorization);
    }

    private static boolean isThisMachine(String host) {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    /** Whether an address that an answer named is of the same coordinator, who may be told the secret. */
    boolean isSame(URI other) {
        int port = other.getPort() < 0 ? "https".equals(other.getScheme()) ? 443 : 80 : other.getPort();
        return server.getScheme().equals(other.getScheme())
                && server.getHost().equalsIgnoreCase(String.valueOf(other.getHost()))
                && server.getPort() == port;
    }

    /** Such as {@code trino.example.com:8443}. */
    public String host() {
        return server.getHost() + ":" + server.getPort();
    }

    @Override
    public String toString() {
        return host();
    }
}
