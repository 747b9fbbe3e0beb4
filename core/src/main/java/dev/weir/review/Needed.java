package dev.weir.review;

import java.util.Locale;

/** What a reviewer says of traffic. */
public enum Needed {
    /** It is planned as if it were certain. */
    YES,
    /** It is not planned. */
    NO,
    /** It is planned as it would be without an answer. */
    UNKNOWN;

    /** {@code yes}, {@code no} or {@code unknown}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if it is none of them, in any case */
    public static Needed parse(String text) {
        for (Needed one : values()) {
            if (one.id().equals(text.toLowerCase(Locale.ROOT))) {
                return one;
            }
        }
        throw new IllegalArgumentException("expected yes, no or unknown, found `" + text + "`");
    }
}
