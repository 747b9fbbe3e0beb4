package dev.weir.iac.hcl;

import dev.weir.inventory.Origin;

/**
 * A piece of a text.
 *
 * @param source which text
 * @param start its first character
 * @param end behind its last
 */
public record Span(SourceText source, int start, int end) {

    public String text() {
        return source.text().substring(start, end);
    }

    public Origin origin() {
        return source.origin(start);
    }

    public int line() {
        return source.line(start);
    }

    /** From the start of this one to the end of the other. */
    public Span to(Span other) {
        return new Span(source, start, other.end);
    }
}
