package dev.weir.evidence;

import java.util.Optional;

/**
 * One thing that was observed, known by the digest of what was read from it.
 *
 * @param digest of the bytes and of whatever was selected from them; the same digest is never observed twice
 * @param name as the user knows it
 * @param records how many records it gave
 * @param malformed how many of its lines could not be read
 * @param problem why it was not read to its end
 */
public record ObservedInput(String digest, String name, long records, long malformed, Optional<String> problem)
        implements Comparable<ObservedInput> {

    /** Whether it is a day of a table, and no file. */
    public boolean isTableDay() {
        return digest.startsWith(TableDay.DIGEST);
    }

    @Override
    public int compareTo(ObservedInput other) {
        return digest.compareTo(other.digest);
    }
}
