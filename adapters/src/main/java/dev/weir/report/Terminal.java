package dev.weir.report;

/**
 * Where text goes: how wide it is, and whether it shows colour.
 *
 * @param columns how many columns a line has; where there is no terminal, as many as are pleasant to read
 * @param colour whether escape sequences for colour are understood and wanted
 */
public record Terminal(int columns, Colour colour) {

    /** Not a terminal: a file, a pipe. */
    public static final Terminal NONE = new Terminal(160, Colour.OFF);

    private static final int NARROWEST = 40;

    public Terminal {
        columns = Math.max(columns, NARROWEST);
    }

    /** Whether colour is wanted. */
    public enum Colour {
        ON,
        OFF
    }
}
