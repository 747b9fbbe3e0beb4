package dev.weir.evidence;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A day that an engine of SQL read from a table, as inputs know it.
 *
 * @param table where it is, as people say it, such as {@code trino:trino.example.com:443/hive.logs.flows}
 * @param day UTC; what ended on it
 */
public record TableDay(String table, LocalDate day) {

    /** What their digests begin with. */
    static final String DIGEST = "sql:";

    /** The day that an input of this digest is; empty for anything else. */
    public static Optional<TableDay> of(String digest) {
        int selected = digest.indexOf('|');
        String name = selected < 0 ? digest : digest.substring(0, selected);
        int blank = name.lastIndexOf(' ');
        if (!name.startsWith(DIGEST) || blank < DIGEST.length()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new TableDay(name.substring(DIGEST.length(), blank), LocalDate.parse(name.substring(blank + 1))));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    /** By which it is known again. */
    public String digest() {
        return DIGEST + name().replace('|', '/');
    }

    /** As the user knows it. */
    public String name() {
        return table + " " + day;
    }
}
