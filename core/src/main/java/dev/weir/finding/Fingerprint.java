package dev.weir.finding;

import dev.weir.inventory.Scope;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The stable identity of a finding: the first 128 bits of a SHA-256 over check, reading, partition, account, Region, resource
 * type and id.
 *
 * <p>Each part stands with its length before it, so that no two lists of parts give the same bytes; an account or Region that
 * is not known differs from an empty one. Never in it: order, rule ids, wording, exposure. The format is a promise: stored
 * suppressions and baselines hold fingerprints.
 */
final class Fingerprint {

    private static final int BYTES = 16;

    private final MessageDigest digest;
    private final StringBuilder text = new StringBuilder(160);

    Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException("this Java has no SHA-256", everyJavaHasIt);
        }
    }

    String of(Check check, Reading reading, Subject subject) {
        text.setLength(0);
        Scope scope = subject.scope();
        part(check.id());
        part(reading.id());
        part(scope.partition());
        part(scope.account().orElse(null));
        part(scope.region().orElse(null));
        part(subject.type());
        part(subject.id());
        byte[] hash = digest.digest(text.toString().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash, 0, BYTES);
    }

    private void part(@Nullable String value) {
        if (value == null) {
            text.append('-');
        } else {
            text.append(value.length()).append(':').append(value);
        }
        text.append(';');
    }
}
