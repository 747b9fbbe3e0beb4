package dev.weir.iac;

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

    public int lastLine() {
        return source.line(Math.max(start, end - 1));
    }

    /** Whether the other one lies in it; places of different texts never do. */
    public boolean holds(Span other) {
        return source.name().equals(other.source.name()) && start <= other.start && other.end <= end;
    }

    /** Whether this character lies in it. */
    public boolean holds(int offset) {
        return start <= offset && offset < end;
    }

    /** From the start of this one to the end of the other. */
    public Span to(Span other) {
        return new Span(source, start, other.end);
    }
}
