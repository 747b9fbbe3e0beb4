package dev.weir.report;

import org.jspecify.annotations.Nullable;

/** Whether two things are one and the same object: the cheapest proof that they read alike. */
final class Identity {

    private Identity() {}

    @SuppressWarnings("ReferenceEquality")
    static boolean same(@Nullable Object one, @Nullable Object other) {
        return one == other;
    }
}
