package dev.weir.flow;

/**
 * A line that is no flow record.
 *
 * @param line its number, from 1
 * @param reason what was found and what was expected
 */
public record MalformedLine(long line, String reason) {

    @Override
    public String toString() {
        return line + ": " + reason;
    }
}
