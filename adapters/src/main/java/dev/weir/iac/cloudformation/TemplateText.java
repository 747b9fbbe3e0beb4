package dev.weir.iac.cloudformation;

import dev.weir.inventory.Origin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The text of a template, and the lines and columns in it that people count. Of a template that a program wrote, where the program
 * is known, a resource's place is the line of the program.
 */
final class TemplateText {

    private final String name;
    private final String text;
    private final List<Integer> lineStarts = new ArrayList<>();
    private final NavigableMap<Integer, WrittenPiece> written = new TreeMap<>();

    /** A piece that a program wrote, up to {@code end}. */
    private record WrittenPiece(int end, Origin by) {}

    /** @param name of its file, as the user knows it */
    TemplateText(String name, String text) {
        this.name = name;
        this.text = text;
        lineStarts.add(0);
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) {
            lineStarts.add(end + 1);
        }
    }

    String name() {
        return name;
    }

    String text() {
        return text;
    }

    /** Notes which line of a program wrote a piece of the text. */
    void write(int start, int end, Origin by) {
        written.put(start, new WrittenPiece(end, by));
    }

    /** How many characters stand before this one in its line. */
    int column(int offset) {
        int found = Collections.binarySearch(lineStarts, offset);
        return offset - lineStarts.get(found >= 0 ? found : -found - 2);
    }

    /** The place of a character: in the program that wrote it, else here. */
    Origin origin(int offset) {
        Map.Entry<Integer, WrittenPiece> piece = written.floorEntry(offset);
        if (piece != null && offset < piece.getValue().end()) {
            return piece.getValue().by();
        }
        int found = Collections.binarySearch(lineStarts, offset);
        int line = found >= 0 ? found : -found - 2;
        return Origin.of(name, line + 1L, offset - lineStarts.get(line) + 1L);
    }
}
