package dev.weir.names;

import dev.weir.json.BrokenJson;
import dev.weir.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** JSON with a record a line, of which a broken one costs no other. */
final class QueryLines {

    /** Longer than any record of Resolver's by far. */
    private static final int LONGEST = 1 << 20;

    private final QueryDocuments documents;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
    private long number;
    private boolean tooLong;

    QueryLines(QueryDocuments documents) {
        this.documents = documents;
    }

    /**
     * Whether an object that begins so is read by lines: text is; JSON is where its first line is whole, or its second one begins
     * a record, too.
     */
    static boolean areIn(byte[] head) {
        int start = next(head, bom(head));
        if (start == head.length || head[start] != '{' && head[start] != '[') {
            return true;
        }
        int end = end(head, start);
        if (end == head.length) {
            return false;
        }
        int second = next(head, end);
        return isWhole(Arrays.copyOfRange(head, start, end))
                || head[start] == '{'
                        && second > end
                        && second < head.length
                        && head[second] == '{'
                        && head[second - 1] == '\n';
    }

    private static int bom(byte[] head) {
        return head.length > 2 && (head[0] & 0xff) == 0xef ? 3 : 0;
    }

    /** Where the next character stands that is not white space. */
    private static int next(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && bytes[at] >= 0 && bytes[at] <= ' ') {
            at++;
        }
        return at;
    }

    private static int end(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && bytes[at] != '\n') {
            at++;
        }
        return at;
    }

    private static boolean isWhole(byte[] bytes) {
        try (JsonReader json = JsonReader.ofOthers(new ByteArrayInputStream(bytes))) {
            while (json.next()) {
                json.value();
            }
            return true;
        } catch (BrokenJson broken) {
            return false;
        }
    }

    /** Reads to the end; the answer is why not. */
    Optional<String> read(InputStream in) {
        byte[] chunk = new byte[64 * 1024];
        try {
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                int from = 0;
                for (int at = 0; at < count; at++) {
                    if (chunk[at] == '\n') {
                        append(chunk, from, at);
                        end();
                        from = at + 1;
                    }
                }
                append(chunk, from, count);
            }
            if (line.size() > 0 || tooLong) {
                end();
            }
            return Optional.empty();
        } catch (IOException failed) {
            return Optional.of(QueryLog.reason(failed));
        }
    }

    private void append(byte[] bytes, int from, int to) {
        tooLong |= line.size() + to - from > LONGEST;
        if (!tooLong) {
            line.write(bytes, from, to - from);
        }
    }

    private void end() {
        number++;
        byte[] bytes = line.toByteArray();
        line.reset();
        if (tooLong) {
            tooLong = false;
            documents.at(number);
            documents.malformed("is longer than " + LONGEST + " bytes");
            return;
        }
        int start = next(bytes, number == 1 ? bom(bytes) : 0);
        if (start == bytes.length) {
            return;
        }
        byte[] record = Arrays.copyOfRange(bytes, start, bytes.length);
        if (record[0] == '{' || record[0] == '[') {
            documents.line(record, number);
        } else {
            documents.foreign(new String(record, StandardCharsets.UTF_8).strip(), number);
        }
    }
}
