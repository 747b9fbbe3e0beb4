package dev.weir.iac.hcl;

import dev.weir.inventory.Origin;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The text of one file, every character of it, and where its lines start. Encoded again it is the same bytes. */
public final class SourceText {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String name;
    private final String text;
    private final int[] lineStarts;
    private final Optional<Span> holder;

    /** A text under the name by which the user knows it. */
    public SourceText(String name, String text) {
        this(name, text, Optional.empty());
    }

    private SourceText(String name, String text, Optional<Span> holder) {
        this.name = name;
        this.text = text;
        this.holder = holder;
        int[] starts = new int[16];
        int lines = 1;
        for (int newline = text.indexOf('\n'); newline >= 0; newline = text.indexOf('\n', newline + 1)) {
            if (lines == starts.length) {
                starts = Arrays.copyOf(starts, 2 * lines);
            }
            starts[lines] = newline + 1;
            lines++;
        }
        this.lineStarts = Arrays.copyOf(starts, lines);
    }

    /**
     * The text that these bytes are.
     *
     * @throws BrokenHcl if they are not UTF-8
     */
    public static SourceText of(String name, byte[] utf8) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer characters = CharBuffer.allocate(utf8.length);
        CoderResult end = decoder.decode(ByteBuffer.wrap(utf8), characters, true);
        SourceText read = new SourceText(name, characters.flip().toString());
        if (end.isError()) {
            throw new BrokenHcl(read, read.text.length(), "this is not UTF-8; expected text in UTF-8", reasonOf(end));
        }
        return read;
    }

    private static CharacterCodingException reasonOf(CoderResult end) {
        return new MalformedInputException(end.length());
    }

    /** A text that was written otherwise, with escapes: all of it stands where that does. */
    static SourceText writtenAt(Span holder, String text) {
        return new SourceText(holder.source().name, text, Optional.of(holder));
    }

    public String name() {
        return name;
    }

    public String text() {
        return text;
    }

    /** Where the first character stands that is no byte-order mark. */
    int start() {
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

    /** Where the line after the one of this place begins; the end of the text where there is none. */
    public int nextLine(int offset) {
        int newline = text.indexOf('\n', offset);
        return newline < 0 ? text.length() : newline + 1;
    }

    /** The white space that the line of this place starts with, at most up to there. */
    public String indentation(int offset) {
        int start = lineStart(offset);
        int end = start;
        while (end < offset && " \t".indexOf(text.charAt(end)) >= 0) {
            end++;
        }
        return text.substring(start, end);
    }

    /** Whether nothing stands before this place in its line. */
    public boolean startsLine(int offset) {
        return text.substring(lineStart(offset), offset).isBlank();
    }

    /** Whether nothing follows this place in its line. */
    public boolean endsLine(int offset) {
        return text.substring(offset, nextLine(offset)).isBlank();
    }

    /** Whether it is in Terraform's JSON syntax. */
    public boolean isJson() {
        return name.endsWith(".json");
    }

    /** The place, for messages and findings. */
    public Origin origin(int offset) {
        return Origin.of(name, line(offset), column(offset));
    }
}
