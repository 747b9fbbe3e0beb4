package dev.weir.finding;

import dev.weir.inventory.Origin;
import dev.weir.inventory.Scope;
import dev.weir.inventory.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The stable identity of a finding: the first 128 bits of a SHA-256 over check, reading, partition, account, Region, resource
 * type and id.
 *
 * <p>Each part stands with its length before it, so that no two lists of parts give the same bytes; an account or Region that
 * is not known differs from an empty one. Never in it: order, rule ids, wording, exposure. The format is a promise: stored
 * suppressions and baselines hold fingerprints.
 *
 * <p>What code declares is known by its root and address instead of account, Region and id: these come only once it exists, and
 * change when it is made anew.
 */
final class Fingerprint {

    private static final int BYTES = 16;

    /** By reading, what the last finding began with: most that follow begin alike. */
    private static final AtomicReferenceArray<Head> LAST = new AtomicReferenceArray<>(Reading.values().length);

    private Fingerprint() {}

    /** The parts before the id, which the findings of an account and Region share: digested once, to be gone on from. */
    private record Head(Check check, Scope scope, String type, MessageDigest begun) {

        boolean is(Check otherCheck, Subject subject) {
            return check == otherCheck && type.equals(subject.type()) && scope.equals(subject.scope());
        }
    }

    static String of(Check check, Reading reading, Subject subject) {
        Optional<Origin.Address> declared = subject.origin().address();
        if (declared.isPresent()) {
            return ended(
                    begun(part(check.id()) + part(reading.id()) + part(subject.type()) + part("code")),
                    part(declared.get().root()) + part(declared.get().name()));
        }
        Head head = LAST.get(reading.ordinal());
        if (head == null || !head.is(check, subject)) {
            head = head(check, reading, subject);
            LAST.set(reading.ordinal(), head);
        }
        try {
            return ended((MessageDigest) head.begun().clone(), part(subject.id()));
        } catch (CloneNotSupportedException foreign) {
            throw new IllegalStateException("SHA-256 of this Java cannot be cloned", foreign);
        }
    }

    private static MessageDigest begun(String parts) {
        MessageDigest digest = Sha256.begun();
        digest.update(parts.getBytes(StandardCharsets.UTF_8));
        return digest;
    }

    private static String ended(MessageDigest begun, String parts) {
        return HexFormat.of().formatHex(begun.digest(parts.getBytes(StandardCharsets.UTF_8)), 0, BYTES);
    }

    private static Head head(Check check, Reading reading, Subject subject) {
        Scope scope = subject.scope();
        String parts = part(check.id())
                + part(reading.id())
                + part(scope.partition())
                + part(scope.account())
                + part(scope.region())
                + part(subject.type());
        return new Head(check, scope, subject.type(), begun(parts));
    }

    private static String part(Optional<String> value) {
        return value.isPresent() ? part(value.get()) : "-;";
    }

    private static String part(String value) {
        return value.length() + ":" + value + ";";
    }
}
