package dev.weir.sql;

import java.util.Locale;

/**
 * A column of a table.
 *
 * @param name as the engine has it
 * @param type as the engine has it, of Trino ({@code varchar(9)}, {@code timestamp(6) with time zone}) or of Glue ({@code string},
 *     {@code struct<…>})
 */
public record TableColumn(String name, String type) {

    /** What can be done with values of a type. */
    enum Kind {
        /** Whole numbers up to 64 bits. */
        WHOLE,
        /** Numbers that may have a fraction. */
        FRACTION,
        TEXT,
        DATE,
        /** An instant without a zone, which is UTC. */
        TIMESTAMP,
        ZONED_TIMESTAMP,
        /** Nothing that a field of a flow log may be. */
        OTHER
    }

    Kind kind() {
        String lower = type.strip().toLowerCase(Locale.ROOT);
        String bare = lower.replaceAll("\\(.*?\\)", "");
        return switch (bare) {
            case "tinyint", "smallint", "int", "integer", "bigint", "long" -> Kind.WHOLE;
            case "double", "float", "real", "decimal" -> Kind.FRACTION;
            case "string", "varchar", "char" -> Kind.TEXT;
            case "date" -> Kind.DATE;
            case "timestamp" -> Kind.TIMESTAMP;
            case "timestamp with time zone", "timestamptz" -> Kind.ZONED_TIMESTAMP;
            default -> Kind.OTHER;
        };
    }

    /** The name as it stands in a statement. */
    String quoted() {
        return quoted(name);
    }

    /** A name as it stands in a statement. */
    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A text as it stands in a statement. */
    static String literal(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }
}
