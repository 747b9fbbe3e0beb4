package dev.weir.json;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What came of asking an object for a member: it is there, it is absent, or what stands there cannot be read as asked.
 *
 * <p>Absent is what was left out and what is null, since some tools write null for what AWS leaves out;
 * {@link JsonObject#isNull} tells them apart. What cannot be read is never taken for absent.
 */
public sealed interface JsonMember<T> {

    /** It was read, from this line. */
    record Present<T>(T read, long line) implements JsonMember<T> {}

    /** It was left out, is null, or is an empty text. */
    record Absent<T>() implements JsonMember<T> {}

    /**
     * Something else stands there, or the key stands twice.
     *
     * @param why found and expected, in a sentence
     */
    record Unreadable<T>(String why, long line) implements JsonMember<T> {}

    /** The answer of the one function that fits. */
    default <R> R match(Function<T, R> present, Supplier<R> absent, Function<Unreadable<T>, R> unreadable) {
        if (this instanceof Present<T> there) {
            return present.apply(there.read);
        }
        return this instanceof Unreadable<T> wrong ? unreadable.apply(wrong) : absent.get();
    }

    /** What was read, if anything was. */
    default Optional<T> value() {
        return this instanceof Present<T> there ? Optional.of(there.read) : Optional.empty();
    }

    default boolean isAbsent() {
        return this instanceof Absent<T>;
    }

    /** Why it cannot be read, if it cannot. */
    default Optional<String> problem() {
        return this instanceof Unreadable<T> wrong ? Optional.of(wrong.why) : Optional.empty();
    }

    /** This, read further; what the reading throws as {@link IllegalArgumentException} makes it unreadable. */
    default <R> JsonMember<R> as(Function<T, R> reading) {
        if (this instanceof Present<T> there) {
            try {
                return new Present<>(reading.apply(there.read), there.line);
            } catch (IllegalArgumentException wrong) {
                return new Unreadable<>(String.valueOf(wrong.getMessage()), there.line);
            }
        }
        return this instanceof Unreadable<T> wrong ? new Unreadable<>(wrong.why, wrong.line) : new Absent<>();
    }
}
