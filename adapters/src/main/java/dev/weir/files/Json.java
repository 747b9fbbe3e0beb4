package dev.weir.files;

import dev.weir.json.Quoted;
import java.io.InputStream;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/** The JSON parser as weir uses it on files of others: any size, bounded depth, bounded strings, errors in one line. */
final class Json {

    /** Deeper than any AWS answer by far, shallow enough for any stack. */
    private static final int DEEPEST = 200;

    /** Longer than any field of AWS; a string beyond it is not inventory. */
    private static final int LONGEST_STRING = 1 << 20;

    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(LONGEST_STRING)
                    .maxNameLength(1 << 16)
                    .maxNumberLength(1000)
                    .maxDocumentLength(-1)
                    .maxTokenCount(-1)
                    .build())
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .build();

    private Json() {}

    /** A parser over bytes that {@link FileBytes} gave. */
    static JsonParser parser(InputStream utf8) {
        return FACTORY.createParser(ObjectReadContext.empty(), utf8);
    }

    /** The line that the current token starts in, from 1. */
    static long line(JsonParser parser) {
        return Math.max(1, parser.currentTokenLocation().getLineNr());
    }

    /** Whether the current token is a string or a number: something with a text. */
    static boolean isText(JsonToken token) {
        return token == JsonToken.VALUE_STRING || token.isNumeric();
    }

    /** What an error of the parser says, in a sentence with its column, without the parser's own place and hints. */
    static String sentence(RuntimeException error, JsonParser parser) {
        if (error instanceof JacksonIOException io && io.getCause() != null) {
            Exception cause = io.getCause();
            return "the file cannot be read on: " + SourceWalk.reason(cause);
        }
        if (error instanceof UnexpectedEndOfInputException) {
            return "the JSON ends too early" + column(parser.currentLocation())
                    + ": the file was cut off; what stood complete before was read";
        }
        String message = error instanceof StreamReadException read
                ? read.getOriginalMessage()
                : String.valueOf(error.getMessage());
        int hint = message.indexOf('\n');
        String first = hint < 0 ? message : message.substring(0, hint);
        int source = first.indexOf(" (for ");
        if (first.startsWith("Unexpected end-of-input") || first.contains("end-of-input")) {
            return "the JSON ends too early" + column(parser.currentLocation())
                    + ": the file was cut off; what stood complete before was read";
        }
        String bare = source < 0 || message.contains("expected") ? first : first.substring(0, source);
        return "this is not JSON" + column(parser.currentLocation()) + ": " + Quoted.of(bare)
                + "; what stood complete before was read";
    }

    /** The line that the parser has come to. */
    static long lineReached(JsonParser parser) {
        return Math.max(1, parser.currentLocation().getLineNr());
    }

    private static String column(TokenStreamLocation location) {
        return " at column " + Math.max(1, location.getColumnNr())
                + (location.getByteOffset() >= 0 ? " (byte " + location.getByteOffset() + ")" : "");
    }

    /** What a token is, for messages. */
    static String kind(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            case VALUE_NULL -> "null";
            default -> "nothing";
        };
    }
}
