package dev.weir.inventory;

import java.time.Instant;
import java.util.Optional;

/**
 * One thing that was read, named in reports so that a result can be traced to its inputs.
 *
 * @param name the file as the user named it, or the account and Region
 * @param sha256 the digest of the file's bytes, lower-case hexadecimal; empty for live reads
 * @param asOf when the inventory was true: the live read, the snapshot's own time, or the file's modification time
 */
public record Input(String name, Optional<String> sha256, Optional<Instant> asOf) {

    /** Written out, as is {@link #hashCode}: what a record makes of itself costs the start of a short command too much. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Input that
                && name.equals(that.name)
                && sha256.equals(that.sha256)
                && asOf.equals(that.asOf);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + sha256.hashCode();
    }
}
