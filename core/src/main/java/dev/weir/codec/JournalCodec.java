package dev.weir.codec;

import dev.weir.inventory.Sha256;
import dev.weir.json.JsonReader;
import dev.weir.remediation.JournalEntry;
import dev.weir.remediation.JournalFailure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The file of a journal, {@code weir.journal/1} (with a parking group {@code weir.journal/2}): one JSON object per line, each chained to the one before.
 *
 * <pre>
 *   {"previous":"000…","at":"…","entry":"opened","schema":"weir.journal/1", … ,"hash":"9f1c…"}
 *   {"previous":"9f1c…","at":"…","entry":"intended", … ,"hash":"77ab…"}
 *   NUL NUL NUL …
 * </pre>
 *
 * <p>A line's hash is the SHA-256 of the line up to and without the hash field; {@code previous} is the hash of the line
 * before, 64 zeros in the first. So no line can be changed, taken out or put in without showing. The chain finds mistakes and
 * tinkering, it is no signature.
 *
 * <p>The space after the last line may be reserved: NUL bytes up to the end of the file. A last line that was torn, because
 * the machine died while it was being written, breaks off anywhere, or lacks whole sectors, which are NUL. It was not durable,
 * so nothing was done on the strength of it: it is left out, and reported. What no torn write of the next line can leave is an
 * edit.
 */
public final class JournalCodec {

    /** The schema of a change of rules alone. */
    public static final String SCHEMA = "weir.journal/1";

    /** The schema of a change with a parking group, which a weir that knows of none must not go on with. */
    static final String PARKING = "weir.journal/2";

    /** What the first line is chained to. */
    public static final String START = "0".repeat(64);

    static final String HASH_FIELD = ",\"hash\":\"";

    private JournalCodec() {}

    /**
     * A line that is ready to be written.
     *
     * @param text the line with its line end
     * @param hash what the next line is chained to
     */
    public record Line(String text, String hash) {
        public byte[] bytes() {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    /**
     * What a file holds.
     *
     * @param entries all that was durable
     * @param length how many bytes they take: where the next line goes
     * @param hash what the next line is chained to
     * @param tail what stands behind them
     */
    public record Contents(List<JournalEntry> entries, int length, String hash, Tail tail) {
        public Contents {
            entries = List.copyOf(entries);
        }
    }

    /** What stands behind the last durable line. */
    public enum Tail {
        CLEAN,
        /** A line that was being written when the machine died. */
        TORN
    }

    /** The line of an entry, chained to the line with the hash {@code previous}. */
    public static Line encode(JournalEntry entry, String previous) {
        byte[] object = JournalWriter.write(entry, previous);
        String open = new String(object, 0, object.length - 1, StandardCharsets.UTF_8);
        String hash = Sha256.hex(open);
        return new Line(open + HASH_FIELD + hash + "\"}\n", hash);
    }

    /**
     * Reads a file.
     *
     * @param name of the file, for messages
     * @throws JournalFailure if a line was changed, is missing, or is not one of this version
     */
    public static Contents decode(byte[] file, String name) {
        List<JournalEntry> entries = new ArrayList<>();
        String hash = START;
        int position = 0;
        for (int end = endOfLine(file, position); end >= 0; end = endOfLine(file, position)) {
            byte[] line = Arrays.copyOfRange(file, position, end);
            String where = "line " + (entries.size() + 1) + " of journal `" + name + "`";
            if (entries.isEmpty() && !startsLikeALine(line)) {
                throw foreign(file, name);
            }
            hash = check(new String(line, StandardCharsets.UTF_8), hash, where);
            entries.add(read(line, where));
            position = end + 1;
        }
        Optional<Tail> tail = TornLine.tail(file, position, hash);
        if (tail.isEmpty()) {
            throw entries.isEmpty() ? foreign(file, name) : edited(name);
        }
        return new Contents(entries, position, hash, tail.get());
    }

    private static JournalFailure foreign(byte[] file, String name) {
        String start = new String(file, 0, Math.min(file.length, 4096), StandardCharsets.UTF_8);
        if (start.contains("\"weir.plan/")) {
            return new JournalFailure(
                    "`" + name + "` is a plan; expected a journal; help: `weir apply` carries the plan out and"
                            + " prints the path of its journal");
        }
        return new JournalFailure("`" + name + "` is no journal: it does not begin as `weir apply` begins one"
                + "; help: `weir apply` prints the path of its journal, by default in `.weir/journal`");
    }

    private static JournalFailure edited(String name) {
        return new JournalFailure(
                "journal `" + name + "` was changed by hand: behind its last whole line stands what weir did not"
                        + " write; help: restore it from a copy, or compare the group with it and settle it"
                        + " by hand");
    }

    private static boolean startsLikeALine(byte[] line) {
        byte[] start = "{\"previous\":\"".getBytes(StandardCharsets.UTF_8);
        return line.length >= start.length && Arrays.equals(line, 0, start.length, start, 0, start.length);
    }

    /** The line feed that ends the next line, if that line has no hole. */
    private static int endOfLine(byte[] file, int from) {
        for (int index = from; index < file.length && file[index] != 0; index++) {
            if (file[index] == '\n') {
                return index;
            }
        }
        return -1;
    }

    private static String check(String line, String previous, String where) {
        int field = line.lastIndexOf(HASH_FIELD);
        String open = field < 0 ? line : line.substring(0, field);
        String hash = Sha256.hex(open);
        boolean whole = line.equals(open + HASH_FIELD + hash + "\"}");
        if (!whole || !open.startsWith("{\"previous\":\"" + previous + "\"")) {
            throw new JournalFailure(where + " was changed after weir wrote it: its hash does not fit"
                    + "; help: restore the journal from a copy, or compare the group with it and settle it by hand");
        }
        return hash;
    }

    private static JournalEntry read(byte[] line, String where) {
        try {
            return JournalReader.entry(JsonReader.object(line));
        } catch (RuntimeException unreadable) {
            throw new JournalFailure(
                    where + " is not one that this version of weir reads: " + unreadable.getMessage()
                            + "; help: use the version that wrote it",
                    unreadable);
        }
    }
}
