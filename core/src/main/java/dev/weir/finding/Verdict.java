package dev.weir.finding;

import java.util.Locale;

/** What a reading says of a resource; declared from better to worse. */
public enum Verdict {
    /** It passes, and would even if everything unresolved were the world. */
    PASS,
    /** The known part passes, but what is unresolved could make it fail. */
    UNKNOWN,
    /** The known part fails. */
    FAIL;

    public boolean isWorseThan(Verdict other) {
        return compareTo(other) > 0;
    }

    public Verdict worse(Verdict other) {
        return isWorseThan(other) ? this : other;
    }

    /** {@code pass}, {@code unknown}, {@code fail}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
