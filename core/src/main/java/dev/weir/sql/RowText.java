package dev.weir.sql;

import dev.weir.operation.FailureException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The rows of an answer as CSV, made as they are read; at least one, because a day of which an engine knows nothing may be there
 * tomorrow.
 */
final class RowText extends InputStream {

    private final SqlRows rows;
    private final Runnable whenBegun;
    private byte[] text;
    private int at;
    private long given;

    /**
     * The header and the rows below it.
     *
     * @param columns those of the answer
     * @param whenBegun runs when the first row is there
     */
    RowText(List<String> columns, SqlRows rows, Runnable whenBegun) {
        this.rows = rows;
        this.whenBegun = whenBegun;
        text = line(columns);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (at == text.length) {
            List<String> row = next();
            if (row.isEmpty()) {
                return -1;
            }
            if (given++ == 0) {
                whenBegun.run();
            }
            text = line(row);
            at = 0;
        }
        int count = Math.min(length, text.length - at);
        System.arraycopy(text, at, into, from, count);
        at += count;
        return count;
    }

    /** Once records were handed on, half a day would stand for all of it, so then a failure ends everything. */
    private List<String> next() throws IOException {
        try {
            List<String> row = rows.next();
            if (row.isEmpty() && given == 0) {
                throw new SqlFailure(
                        "has no record; help: is there traffic on that day, and does the table know its partition"
                                + " (`MSCK REPAIR TABLE`, `ALTER TABLE … ADD PARTITION`)");
            }
            return row;
        } catch (SqlFailure failed) {
            if (given == 0) {
                throw failed;
            }
            throw new FailureException(
                    "the answer broke off in the middle: " + failed.getMessage() + "; help: run it again", failed);
        }
    }

    private static byte[] line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            line.append(i == 0 ? "" : ",");
            boolean plain = cell.chars().allMatch(letter -> letter >= ' ' && letter != '"' && letter != ',');
            line.append(plain ? cell : '"' + cell.replace("\"", "\"\"") + '"');
        }
        return line.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        rows.close();
    }
}
