package dev.weir.report.systems;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.weir.report.text.Printable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Comma-separated values (RFC 4180). A field that a spreadsheet would take for a formula begins with an apostrophe. */
public final class CsvTable {

    private final CsvWriter csv;

    /** A table with this header. */
    public CsvTable(OutputStream stream, List<String> columns) {
        csv = CsvWriter.builder().build(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
        csv.writeRecord(columns);
    }

    /** Writes one record; text by others is spelled out. */
    public void write(List<String> fields) {
        csv.writeRecord(fields.stream().map(CsvTable::field).toList());
    }

    /** Tags in one field. */
    public static String tags(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag -> tag.getKey() + "=" + tag.getValue())
                .collect(Collectors.joining("; "));
    }

    /** Spreadsheets run what begins so, whatever the quotes around it. */
    private static String field(String text) {
        String shown = Printable.of(text);
        return !shown.isEmpty() && "=+-@".indexOf(shown.charAt(0)) >= 0 ? "'" + shown : shown;
    }

    /** Flushes what was written. */
    public void finish() {
        try {
            csv.flush();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
