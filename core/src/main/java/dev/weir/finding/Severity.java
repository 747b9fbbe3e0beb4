package dev.weir.finding;

import java.util.Locale;

/** How bad a finding is; declared from none to worst. */
public enum Severity {
    NONE,
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL;

    /** One step up, at most critical; none stays none. */
    public Severity up() {
        return this == NONE || this == CRITICAL ? this : values()[ordinal() + 1];
    }

    /** One step down, at least low; none stays none. */
    public Severity down() {
        return this == NONE || this == LOW ? this : values()[ordinal() - 1];
    }

    public boolean isAtLeast(Severity other) {
        return compareTo(other) >= 0;
    }

    /**
     * Reads {@code none}, {@code low}, {@code medium}, {@code high} or {@code critical}.
     *
     * @throws IllegalArgumentException naming the five
     */
    public static Severity parse(String text) {
        for (Severity severity : values()) {
            if (severity.toString().equals(text.toLowerCase(Locale.ROOT))) {
                return severity;
            }
        }
        throw new IllegalArgumentException(
                "unknown severity `" + text + "`: expected none, low, medium, high or critical");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
