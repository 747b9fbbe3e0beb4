package dev.weir.json;

import java.util.Optional;

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

    /** What was read, if anything was. */
    default Optional<T> value() {
        return this instanceof Present<T> there ? Optional.of(there.read) : Optional.empty();
    }

    default boolean isAbsent() {
        return this instanceof Absent<T>;
    }
}
