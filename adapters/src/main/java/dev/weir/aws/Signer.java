package dev.weir.aws;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/**
 * Signs requests to one service in one Region [1], as the SDK's signer does, which a test holds; that one takes a third of a
 * millisecond for each, and several where it has just begun.
 *
 * <pre>
 *   key        HMAC over day, Region, service and "aws4_request", begun with the secret: kept for a second
 *   request    method, path, query, headers, their names, and the hash of the body
 *   signature  HMAC by that key over the time, "day/Region/service/aws4_request", and the hash of the request
 * </pre>
 *
 * <p>[1] AWS Signature Version 4, IAM User Guide, "Create a signed AWS API request".
 */
final class Signer {

    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String LAST = "aws4_request";
    private static final int BLOCK = 64;

    private final String service;
    private final String region;
    private volatile @Nullable Moment known;

    Signer(String service, String region) {
        this.service = service;
        this.region = region;
    }

    /**
     * What all requests of one second have in common.
     *
     * @param time such as {@code 20261129T190000Z}
     * @param scope day, Region and service
     */
    private record Moment(long second, String secret, String time, String scope, byte[] key) {}

    /**
     * The headers to send a request with: those that are given, and those that sign it.
     *
     * @param endpoint of which host and port count
     * @param path encoded once, with no {@code .} or {@code ..} in it
     * @param query encoded, in the order of its encoded names
     * @param headers whose values have no spaces at their ends and no two in a row
     */
    Map<String, String> signed(
            String method,
            URI endpoint,
            String path,
            String query,
            Map<String, String> headers,
            byte[] body,
            AwsCredentials who,
            Instant at) {
        Moment now = moment(at.getEpochSecond(), who.secretAccessKey());
        String hash = HexFormat.of().formatHex(sha256(body));
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("X-Amz-Date", now.time);
        all.put("x-amz-content-sha256", hash);
        if (who instanceof AwsSessionCredentials session) {
            all.put("X-Amz-Security-Token", session.sessionToken());
        }
        Map<String, String> sorted = new TreeMap<>();
        sorted.put("host", host(endpoint));
        all.forEach((name, value) -> sorted.put(name.toLowerCase(Locale.ROOT), value));
        StringBuilder request = new StringBuilder(512)
                .append(method)
                .append('\n')
                .append(service.equals("s3") ? path : encoded(path, '/'))
                .append('\n')
                .append(query)
                .append('\n');
        sorted.forEach(
                (name, value) -> request.append(name).append(':').append(value).append('\n'));
        String names = String.join(";", sorted.keySet());
        request.append('\n').append(names).append('\n').append(hash);
        String toSign = ALGORITHM + "\n" + now.time + "\n" + now.scope + "\n"
                + HexFormat.of().formatHex(sha256(bytes(request.toString())));
        all.put(
                "Authorization",
                ALGORITHM + " Credential=" + who.accessKeyId() + "/" + now.scope + ", SignedHeaders=" + names
                        + ", Signature=" + HexFormat.of().formatHex(hmac(now.key, toSign)));
        return all;
    }

    private Moment moment(long second, String secret) {
        Moment last = known;
        if (last != null && last.second == second && last.secret.equals(secret)) {
            return last;
        }
        String time = Instant.ofEpochSecond(second).toString().replace("-", "").replace(":", "");
        String day = time.substring(0, 8);
        byte[] key = bytes("AWS4" + secret);
        for (String part : new String[] {day, region, service, LAST}) {
            key = hmac(key, part);
        }
        Moment now = new Moment(second, secret, time, day + "/" + region + "/" + service + "/" + LAST, key);
        known = now;
        return now;
    }

    private static String host(URI endpoint) {
        int usual = endpoint.getScheme().equals("https") ? 443 : 80;
        return endpoint.getPort() < 0 || endpoint.getPort() == usual
                ? endpoint.getHost()
                : endpoint.getHost() + ":" + endpoint.getPort();
    }

    /** Names and values as a query or a form has them, in the order of the encoded names. */
    static String query(Map<String, String> fields) {
        Map<String, String> sorted = new TreeMap<>();
        fields.forEach((name, value) -> sorted.put(encoded(name), encoded(value)));
        StringBuilder query = new StringBuilder();
        sorted.forEach((name, value) -> query.append(query.length() == 0 ? "" : "&")
                .append(name)
                .append('=')
                .append(value));
        return query.toString();
    }

    /** A text as a part of an address (RFC 3986): all but letters, digits and {@code -._~} by the bytes of UTF-8. */
    static String encoded(String text) {
        return encoded(text, '~');
    }

    /** The same of a path, whose slashes stay. */
    static String encodedPath(String path) {
        return encoded(path, '/');
    }

    private static String encoded(String text, char alsoKept) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte each : bytes(text)) {
            char letter = (char) (each & 0xff);
            boolean isKept = letter >= 'a' && letter <= 'z'
                    || letter >= 'A' && letter <= 'Z'
                    || letter >= '0' && letter <= '9'
                    || "-._~".indexOf(letter) >= 0
                    || letter == alsoKept;
            if (isKept) {
                encoded.append(letter);
            } else {
                encoded.append('%');
                HexFormat.of().withUpperCase().toHexDigits(encoded, each);
            }
        }
        return encoded.toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException none) {
            throw new IllegalStateException(none); // every Java has it
        }
    }

    /** RFC 2104, by hand: {@code javax.crypto} takes 30 ms to begin. */
    private static byte[] hmac(byte[] key, String of) {
        byte[] inner = new byte[BLOCK];
        byte[] outer = new byte[BLOCK];
        byte[] block = Arrays.copyOf(key.length > BLOCK ? sha256(key) : key, BLOCK);
        for (int at = 0; at < BLOCK; at++) {
            inner[at] = (byte) (block[at] ^ 0x36);
            outer[at] = (byte) (block[at] ^ 0x5c);
        }
        return sha256(outer, sha256(inner, bytes(of)));
    }
}
