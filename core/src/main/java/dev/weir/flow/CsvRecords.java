package dev.weir.flow;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The records of a CSV text, one by one (RFC 4180): cells in quotes may hold separators, line ends and doubled quotes.
 *
 * <p>A record that is longer than a megabyte is none: somewhere before it a quote was lost.
 */
final class CsvRecords {

    private static final int LONGEST = 1 << 20;
    private static final int BYTE_ORDER_MARK = 0xfeff;

    private final Reader reader;
    private final char separator;
    /** Read ahead; -2 before the first character, -1 after the last. */
    private int next = -2;

    private int length;

    CsvRecords(InputStream in, char separator) {
        this.reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16);
        this.separator = separator;
    }

    /**
     * The cells of the next record; none after the last. A blank line is a record of one empty cell.
     *
     * @throws IOException as the stream does, or if a record does not end
     */
    List<String> next() throws IOException {
        if (next == -2) {
            next = reader.read();
            next = next == BYTE_ORDER_MARK ? reader.read() : next;
        }
        List<String> cells = new ArrayList<>();
        length = 0;
        while (next >= 0) {
            cells.add(next == '"' ? quoted() : plain(new StringBuilder()));
            if (next == separator) {
                next = reader.read();
                if (next < 0 || next == '\n' || next == '\r') {
                    cells.add("");
                } else {
                    continue;
                }
            }
            next = next == '\r' ? reader.read() : next;
            next = next == '\n' ? reader.read() : next;
            return cells;
        }
        return cells;
    }

    private String plain(StringBuilder cell) throws IOException {
        while (next >= 0 && next != separator && next != '\n' && next != '\r') {
            append(cell);
        }
        return cell.toString();
    }

    private String quoted() throws IOException {
        StringBuilder cell = new StringBuilder();
        next = reader.read();
        while (next >= 0) {
            if (next == '"') {
                next = reader.read();
                if (next != '"') {
                    return plain(cell);
                }
            }
            append(cell);
        }
        throw new IOException("ends early: a quote is not closed");
    }

    private void append(StringBuilder cell) throws IOException {
        if (++length > LONGEST) {
            throw new IOException(
                    "is broken CSV: a record is longer than " + LONGEST + " characters; help: is a quote lost");
        }
        cell.append((char) next);
        next = reader.read();
    }
}
