package dev.weir.json;

import java.util.List;

/** What stands at one place of a JSON text, with the line that it starts in. */
public sealed interface JsonValue
        permits JsonObject, JsonValue.Array, JsonValue.Text, JsonValue.Number, JsonValue.Truth, JsonValue.Null {

    /** The line that it starts in, from 1. */
    long line();

    /** What it is, for messages. */
    String kind();

    /** Elements in their order. */
    record Array(List<JsonValue> elements, long line) implements JsonValue {
        @Override
        public String kind() {
            return "an array";
        }
    }

    /** A string without its escapes. */
    record Text(String text, long line) implements JsonValue {
        @Override
        public String kind() {
            return "a string";
        }
    }

    /** A number as it is written, of any length and precision. */
    record Number(String text, long line) implements JsonValue {
        @Override
        public String kind() {
            return "a number";
        }
    }

    /** True or false. */
    record Truth(boolean value, long line) implements JsonValue {
        @Override
        public String kind() {
            return "a boolean";
        }
    }

    /** Null, which stands there: what is absent stands nowhere. */
    record Null(long line) implements JsonValue {
        @Override
        public String kind() {
            return "null";
        }
    }
}
