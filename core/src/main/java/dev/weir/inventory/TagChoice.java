package dev.weir.inventory;

import java.util.Map;
import java.util.Optional;

/**
 * Which tags are meant: those with a key, and perhaps with a value.
 *
 * @param key the key, as AWS compares it: by case
 * @param value the value; empty for any
 */
public record TagChoice(String key, Optional<String> value) {

    public TagChoice {
        if (key.isEmpty()) {
            throw new IllegalArgumentException("a tag has a key; expected KEY or KEY=VALUE");
        }
    }

    /** Reads {@code KEY} or {@code KEY=VALUE}; of several {@code =} the first one counts. */
    public static TagChoice parse(String text) {
        int equals = text.indexOf('=');
        return equals < 0
                ? new TagChoice(text, Optional.empty())
                : new TagChoice(text.substring(0, equals), Optional.of(text.substring(equals + 1)));
    }

    /** Whether one of these is meant. */
    public boolean holds(Map<String, String> tags) {
        String found = tags.get(key);
        return found != null && (value.isEmpty() || value.get().equals(found));
    }

    @Override
    public String toString() {
        return value.map(text -> key + "=" + text).orElse(key);
    }
}
