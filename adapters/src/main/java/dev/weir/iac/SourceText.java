package dev.weir.iac;

import dev.weir.inventory.Origin;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The text of one file, every character of it, and where its lines start. Encoded again it is the same bytes.
 *
 * <p>Of a text that a program wrote, where the program is known, a place is the line of the program.
 */
public final class SourceText {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String name;
    private final String text;
    private final int[] lineStarts;
    private final Optional<Span> holder;
    private final NavigableMap<Integer, WrittenPiece> written = new TreeMap<>();

    /** A piece that a program wrote, up to {@code end}. */
    private record WrittenPiece(int end, Origin by) {}

    /** A text under the name by which the user knows it. */
    public SourceText(String name, String text) {
        this(name, text, Optional.empty());
    }

    private SourceText(String name, String text, Optional<Span> holder) {
        this.name = name;
        this.text = text;
        this.holder = holder;
        IntStream newLines = IntStream.range(0, text.length()).filter(offset -> text.charAt(offset) == '\n');
        this.lineStarts = IntStream.concat(IntStream.of(0), newLines.map(offset -> offset + 1))
                .toArray();
    }

    /** A text that was written otherwise, with escapes: all of it stands where that does. */
    public static SourceText writtenAt(Span holder, String text) {
        return new SourceText(holder.source().name, text, Optional.of(holder));
    }

    public String name() {
        return name;
    }

    public String text() {
        return text;
    }

    /** Where the first character stands that is no byte-order mark. */
    public int start() {
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
    }

    /** The line of a place, from 1. */
    public int line(int offset) {
        if (holder.isPresent()) {
            return holder.get().line();
        }
        int found = Arrays.binarySearch(lineStarts, offset);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /** The column of a place, from 1, in UTF-16 units; a byte-order mark is none. */
    public int column(int offset) {
        if (holder.isPresent()) {
            return holder.get().source().column(holder.get().start());
        }
        int line = line(offset);
        return offset - lineStarts[line - 1] + 1 - (line == 1 ? start() : 0);
    }

    /** Where this line, from 1, and column, from 1, are. */
    public int offset(long line, long column) {
        int start = line == 1 ? start() : lineStarts[Math.toIntExact(line - 1)];
        return Math.toIntExact(start + column - 1);
    }

    /** The line end of the first line, with which new lines should end, too. */
    public String newline() {
        int first = text.indexOf('\n');
        return first > 0 && text.charAt(first - 1) == '\r' ? "\r\n" : "\n";
    }

    /** Where the line of this place begins. */
    public int lineStart(int offset) {
        return text.lastIndexOf('\n', offset - 1) + 1;
    }

    /** Where the text of the line of this place ends, before {@code \r\n} or {@code \n}. */
    public int lineEnd(int offset) {
        int newline = text.indexOf('\n', offset);
        if (newline < 0) {
            return text.length();
        }
        return newline > offset && text.charAt(newline - 1) == '\r' ? newline - 1 : newline;
    }

    /** Where the line after the one of this place begins; the end of the text where there is none. */
    public int nextLine(int offset) {
        int newline = text.indexOf('\n', offset);
        return newline < 0 ? text.length() : newline + 1;
    }

    /** The white space that the line of this place starts with, at most up to there. */
    public String indentation(int offset) {
        int start = lineStart(offset);
        return text.substring(start, Math.min(offset, behindBlanks(start)));
    }

    /** Whether nothing stands before this place in its line. */
    public boolean startsLine(int offset) {
        return text.substring(lineStart(offset), offset).isBlank();
    }

    /** Whether nothing follows this place in its line. */
    public boolean endsLine(int offset) {
        return text.substring(offset, nextLine(offset)).isBlank();
    }

    /** Behind the blanks that stand at this place. */
    public int behindBlanks(int offset) {
        int behind = offset;
        while (behind < text.length() && " \t".indexOf(text.charAt(behind)) >= 0) {
            behind++;
        }
        return behind;
    }

    /** Whether it is in Terraform's JSON syntax. */
    public boolean isJson() {
        return name.endsWith(".json");
    }

    /** Notes which line of a program wrote a piece of the text. */
    public void write(int start, int end, Origin by) {
        written.put(start, new WrittenPiece(end, by));
    }

    /** The place, for messages and findings: in the program that wrote it, else here. */
    public Origin origin(int offset) {
        Map.Entry<Integer, WrittenPiece> piece = written.floorEntry(offset);
        if (piece != null && offset < piece.getValue().end()) {
            return piece.getValue().by();
        }
        return Origin.of(name, line(offset), column(offset));
    }
}
