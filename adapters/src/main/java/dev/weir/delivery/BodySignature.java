package dev.weir.delivery;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Who sent a body, proven by a secret that both sides know: HMAC-SHA256 (RFC 2104) of its bytes. */
public final class BodySignature {

    /** The header that holds it, as {@code sha256=} and 64 hexadecimal digits. */
    public static final String HEADER = "X-Weir-Signature-256";

    private BodySignature() {}

    /** The header's value. */
    public static String of(byte[] body, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException("this Java has no HMAC-SHA256", everyJavaHasIt);
        }
    }
}
