package dev.weir.iac.hcl;

import dev.weir.iac.SourceText;

/** A text is not HCL from a place on: the file, the line, the column, and what was expected there. */
public final class BrokenHcl extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int line;
    private final int column;

    BrokenHcl(SourceText source, int offset, String sentence) {
        super(sentence);
        this.line = source.line(offset);
        this.column = source.column(offset);
    }

    BrokenHcl(SourceText source, int offset, String sentence, Throwable cause) {
        this(source, offset, sentence);
        initCause(cause);
    }

    /** From 1. */
    public int line() {
        return line;
    }

    /** From 1. */
    public int column() {
        return column;
    }
}
