package dev.weir.files;

import dev.weir.codec.JournalCodec;
import dev.weir.operation.JournalStore;
import dev.weir.plan.GroupRef;
import dev.weir.remediation.JournalEntry;
import dev.weir.remediation.JournalFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A journal on disk: one file per change of a group, its space reserved before anything is done.
 *
 * <p>The reserve is written, not merely claimed, so that a disk that fills up meanwhile fails before a call and not after it:
 * before an intention is written there is room for it and for its answer. Every entry is forced to the disk before
 * {@link #append} returns, and so is the folder that names the file. After a failed write nothing more is written.
 */
public final class JournalFile implements JournalStore.OpenJournal {

    /** How much is reserved at a time. */
    static final int RESERVE = 64 * 1024;

    private static final String BEGIN_AGAIN =
            "nothing was begun; make room or give another folder with `--journal`, then run `weir apply` again";
    private static final int ROOM_FOR_AN_ANSWER = 4096;
    private static final long LARGEST = 256L << 20;
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Path path;
    private final FileChannel channel;
    private final JournalCodec.Tail tail;
    private final List<JournalEntry> entries;
    private String hash;
    private long position;
    private long reserved;
    private boolean broken;

    private JournalFile(Path path, FileChannel channel, JournalCodec.Contents contents, long reserved) {
        this.path = path;
        this.channel = channel;
        this.tail = contents.tail();
        this.entries = new ArrayList<>(contents.entries());
        this.hash = contents.hash();
        this.position = contents.length();
        this.reserved = reserved;
    }

    /**
     * A new journal in a folder, which is made if need be.
     *
     * @throws JournalFailure if it cannot be made, or its space not be reserved
     */
    public static JournalFile create(Path folder, GroupRef group, Instant at) {
        Path path = folder.resolve(safe(group.id()) + "-" + STAMP.format(at) + ".journal");
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(
                    path,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            JournalFile journal = on(path, channel);
            force(folder);
            return journal;
        } catch (FileAlreadyExistsException twice) {
            throw new JournalFailure(
                    "journal `" + path + "` is there already; help: wait a second, then try again", twice);
        } catch (IOException failed) {
            throw failure("cannot make journal `" + path + "`", failed, BEGIN_AGAIN);
        }
    }

    /** An empty journal on a channel, with its space reserved. */
    static JournalFile on(Path path, FileChannel channel) {
        JournalFile journal = new JournalFile(
                path, channel, new JournalCodec.Contents(List.of(), 0, JournalCodec.START, JournalCodec.Tail.CLEAN), 0);
        journal.reserve(RESERVE);
        return journal;
    }

    /** Group ids come from files: one that is no id must not name another folder. */
    private static String safe(String id) {
        return id.replaceAll("[^A-Za-z0-9-]", "_");
    }

    /**
     * The journal at a path, to be read and gone on with.
     *
     * @throws JournalFailure if there is none, or it was changed
     */
    public static JournalFile open(Path path) {
        try {
            JournalCodec.Contents contents = contents(path);
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
            JournalFile journal = new JournalFile(path, channel, contents, channel.size());
            if (contents.tail() == JournalCodec.Tail.TORN) {
                journal.zero(contents.length(), channel.size());
            }
            return journal;
        } catch (IOException failed) {
            throw failure("cannot open journal `" + path + "`", failed, "look at who may write it");
        }
    }

    /**
     * What the journal at a path says, without opening it for writing.
     *
     * @throws JournalFailure if there is none, or it was changed
     */
    public static List<JournalEntry> read(Path path) {
        try {
            return contents(path).entries();
        } catch (IOException failed) {
            throw failure("cannot read journal `" + path + "`", failed, "look at who may read it");
        }
    }

    private static JournalCodec.Contents contents(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            throw new JournalFailure("`" + path
                    + "` is a folder; expected one journal; help: name a file in it that ends in" + " `.journal`");
        }
        if (!Files.exists(path)) {
            throw new JournalFailure("there is no journal `" + path
                    + "`; help: `weir apply` prints the path of its journal, by" + " default in `.weir/journal`");
        }
        if (!Files.isRegularFile(path) || Files.size(path) > LARGEST) {
            throw new JournalFailure(
                    "`" + path + "` is no journal: expected a plain file of at most " + (LARGEST >> 20) + " MB");
        }
        JournalCodec.Contents contents = JournalCodec.decode(Files.readAllBytes(path), path.toString());
        if (contents.entries().isEmpty()) {
            throw new JournalFailure(
                    "journal `" + path + "` is empty: its change never began, and nothing is to be undone;"
                            + " help: delete it, see that the disk has room, and run `weir apply` with the plan again");
        }
        return contents;
    }

    @Override
    public String name() {
        return path.toString();
    }

    @Override
    public boolean wasTorn() {
        return tail == JournalCodec.Tail.TORN;
    }

    public Path path() {
        return path;
    }

    @Override
    public List<JournalEntry> entries() {
        return List.copyOf(entries);
    }

    @Override
    public void append(JournalEntry entry) {
        if (broken) {
            throw new JournalFailure("journal `" + path + "` could not be written before; nothing more is done");
        }
        JournalCodec.Line line = JournalCodec.encode(entry, hash);
        byte[] bytes = line.bytes();
        boolean announcesACall =
                entry instanceof JournalEntry.Intended || entry instanceof JournalEntry.ParkingIntended;
        long room = announcesACall ? 3L * bytes.length + ROOM_FOR_AN_ANSWER : bytes.length;
        if (position + room > reserved) {
            reserve(position + room + RESERVE);
        }
        try {
            write(bytes, position);
            channel.force(true);
        } catch (IOException failed) {
            broken = true;
            throw failure("cannot write journal `" + path + "`", failed, goOn());
        }
        position += bytes.length;
        hash = line.hash();
        entries.add(entry);
    }

    private void reserve(long upTo) {
        try {
            zero(reserved, upTo);
            reserved = upTo;
        } catch (IOException failed) {
            broken = true;
            throw failure("cannot reserve space for journal `" + path + "`", failed, goOn());
        }
    }

    private void zero(long from, long to) throws IOException {
        byte[] zeros = new byte[4096];
        for (long at = from; at < to; at += zeros.length) {
            write(at + zeros.length <= to ? zeros : new byte[(int) (to - at)], at);
        }
        channel.force(true);
    }

    private void write(byte[] bytes, long at) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            int written = channel.write(buffer, at + buffer.position());
            if (written <= 0) {
                throw new IOException("the file takes no more bytes");
            }
        }
    }

    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
        Path above = folder.toAbsolutePath().getParent();
        if (above != null && Files.isDirectory(above, LinkOption.NOFOLLOW_LINKS) && Files.isReadable(above)) {
            try (FileChannel channel = FileChannel.open(above, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private String goOn() {
        return entries.isEmpty()
                ? BEGIN_AGAIN
                : "no call was made that is not in the journal; make room, then go on with `weir resume " + path + "`";
    }

    private static JournalFailure failure(String what, IOException cause, String help) {
        return new JournalFailure(
                what + ": " + cause.getClass().getSimpleName() + ": " + cause.getMessage() + "; help: " + help, cause);
    }

    /** Gives the unused reserve back. */
    @Override
    public void close() {
        try (FileChannel closing = channel) {
            if (!broken) {
                closing.truncate(position);
                closing.force(true);
            }
        } catch (IOException harmless) {
            // A reserve that stays is read as one.
        }
    }
}
