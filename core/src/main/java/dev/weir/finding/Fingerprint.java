package dev.weir.finding;

import dev.weir.inventory.Origin;
import dev.weir.inventory.Scope;
import dev.weir.inventory.Sha256;
import java.util.Optional;

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

    private static final int DIGITS = 32;

    private Fingerprint() {}

    static String of(Check check, Reading reading, Subject subject) {
        String begun = part(check.id()) + part(reading.id());
        Optional<Origin.Address> declared = subject.origin().address();
        Scope scope = subject.scope();
        String parts = declared.isPresent()
                ? begun
                        + part(subject.type())
                        + part("code")
                        + part(declared.get().root())
                        + part(declared.get().name())
                : begun
                        + part(scope.partition())
                        + part(scope.account())
                        + part(scope.region())
                        + part(subject.type())
                        + part(subject.id());
        return Sha256.hex(parts).substring(0, DIGITS);
    }

    private static String part(Optional<String> value) {
        return value.isPresent() ? part(value.get()) : "-;";
    }

    private static String part(String value) {
        return value.length() + ":" + value + ";";
    }
}
