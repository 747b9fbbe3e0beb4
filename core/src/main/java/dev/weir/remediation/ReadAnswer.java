package dev.weir.remediation;

import java.util.function.Function;

/** What a read gave. */
public sealed interface ReadAnswer<T> permits ReadAnswer.Read, ReadAnswer.Unanswered {

    /** Answers by kind. */
    <R> R match(Function<Read<T>, R> read, Function<Unanswered<T>, R> unread);

    /** The read was answered whole. */
    record Read<T>(T value) implements ReadAnswer<T> {
        @Override
        public <R> R match(Function<Read<T>, R> read, Function<Unanswered<T>, R> unread) {
            return read.apply(this);
        }
    }

    /**
     * The read was not answered, or not whole.
     *
     * @param hope whether to ask again
     * @param reason what happened and the next step, one sentence without full stop
     */
    record Unanswered<T>(Hope hope, String reason) implements ReadAnswer<T> {
        @Override
        public <R> R match(Function<Read<T>, R> read, Function<Unanswered<T>, R> unread) {
            return unread.apply(this);
        }
    }

    /** Whether asking again may help. */
    enum Hope {
        /** A timeout, a throttle, a server error. */
        ASK_AGAIN,
        /** No permission, no such group. */
        NONE
    }
}
