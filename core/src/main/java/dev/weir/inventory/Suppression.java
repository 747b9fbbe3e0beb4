package dev.weir.inventory;

import java.time.LocalDate;
import java.util.Optional;

/**
 * What whoever owns a resource decided about one of its findings, where they wrote it down: in code, beside the resource.
 *
 * <p>It holds to the end of its last day, and only with a reason. One that does not hold any more, or never did, is an error:
 * what it once hid is a finding again, and nobody would know.
 *
 * @param check the check's id, as it is written
 * @param until the last day on which it holds; empty where it says none
 * @param reason why, in the owner's words; empty where it gives none
 * @param origin where it is written, with the address of what it is about: a group, or rules; without keys it is about all that a
 *     block makes
 * @param where what holds it
 * @param owner who answers for it; empty where nobody is named, as in code
 */
public record Suppression(
        String check,
        Optional<LocalDate> until,
        Optional<String> reason,
        Origin origin,
        Where where,
        Optional<String> owner) {

    /** Where a decision is written down. */
    public enum Where {
        /** In code, beside what it is about. */
        IN_CODE,
        /** Apart from it, in a file of such decisions. */
        IN_FILE,
        /** In the description of the rule that opens, in AWS. */
        IN_RULE,
        /** Nowhere: the finding was there already in the baseline that the user named. */
        BASELINE
    }

    /** One in code. */
    public Suppression(String check, Optional<LocalDate> until, Optional<String> reason, Origin origin) {
        this(check, until, reason, origin, Where.IN_CODE, Optional.empty());
    }
}
