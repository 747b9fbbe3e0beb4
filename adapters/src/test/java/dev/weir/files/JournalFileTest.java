package dev.weir.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.remediation.Changes;
import dev.weir.remediation.Direction;
import dev.weir.remediation.JournalEntry;
import dev.weir.remediation.JournalEntry.Intended;
import dev.weir.remediation.JournalFailure;
import dev.weir.remediation.RuleCall;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalFileTest {

    private static final JournalEntry OPENED = Changes.change(2, 1);
    private static final JournalEntry FORWARD = Changes.announce(Changes.START, Direction.FORWARD);
    private static final Intended INTENDED = new Intended(
            Changes.START, 1, new RuleCall.Authorize(Changes.change(2, 1).authorize()));

    @TempDir
    Path folder;

    private JournalFile created() {
        JournalFile journal = JournalFile.create(folder, Changes.GROUP, Changes.START);
        journal.append(OPENED);
        journal.append(FORWARD);
        return journal;
    }

    @Test
    void isFoundAgainAfterTheProcessDied() throws IOException {
        JournalFile journal = created();
        journal.append(INTENDED);
        Path copy = Files.copy(journal.path(), folder.resolve("as-a-crash-leaves-it"));

        try (JournalFile found = JournalFile.open(copy)) {
            assertThat(found.entries()).containsExactly(OPENED, FORWARD, INTENDED);
            assertThat(found.wasTorn()).isFalse();
            assertThat(Files.size(copy)).isEqualTo(JournalFile.RESERVE);
        }
        assertThat(Files.readString(copy)).endsWith("\"}\n");
    }

    @Test
    void goesOnBehindALineThatWasTorn() throws IOException {
        JournalFile journal = created();
        byte[] whole = Files.readAllBytes(journal.path());
        journal.append(INTENDED);
        byte[] more = Files.readAllBytes(journal.path());
        int end = new String(whole, StandardCharsets.UTF_8).indexOf('\0');
        System.arraycopy(more, end, whole, end, 100);
        Path torn = Files.write(folder.resolve("torn"), whole);

        try (JournalFile found = JournalFile.open(torn)) {
            assertThat(found.wasTorn()).isTrue();
            assertThat(found.entries()).containsExactly(OPENED, FORWARD);
            found.append(INTENDED);
        }

        assertThat(JournalFile.read(torn)).containsExactly(OPENED, FORWARD, INTENDED);
    }

    @Test
    void refusesAJournalThatWasEditedByHand() throws IOException {
        JournalFile journal = created();
        journal.close();
        String text = Files.readString(journal.path());
        Files.writeString(journal.path(), text.replace("8000", "8001"));

        assertThatThrownBy(() -> JournalFile.open(journal.path()))
                .isInstanceOf(JournalFailure.class)
                .hasMessageContaining("line 1 of journal")
                .hasMessageContaining("was changed after weir wrote it");
    }

    @Test
    void refusesAnEmptyJournal() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty"));

        assertThatThrownBy(() -> JournalFile.open(empty))
                .isInstanceOf(JournalFailure.class)
                .hasMessageContaining("never began");
    }

    @Test
    void makesNoSecondJournalOfTheSameSecond() {
        created();

        assertThatThrownBy(this::created).isInstanceOf(JournalFailure.class).hasMessageContaining("is there already");
    }

    @Test
    void keepsAHostileGroupIdInItsFolder() {
        JournalFile journal = JournalFile.create(
                folder,
                new dev.weir.plan.GroupRef(
                        "../../etc/x",
                        "",
                        java.util.Optional.empty(),
                        java.util.Optional.empty(),
                        java.util.Optional.empty()),
                Changes.START);

        assertThat(journal.path().getParent()).isEqualTo(folder);
    }

    @Test
    void refusesBeforeAnyCallWhenTheDiskIsFull() throws IOException {
        for (int room = 0; room < JournalFile.RESERVE; room += 4096) {
            FullDisk disk = FullDisk.with(folder.resolve("full-" + room), room);
            assertThatThrownBy(() -> JournalFile.on(folder.resolve("full"), disk))
                    .isInstanceOf(JournalFailure.class)
                    .hasMessageContaining("cannot reserve space");
        }
    }

    @Test
    void hasRoomForEveryAnswerOnceItTookTheIntention() throws IOException {
        int calls = 0;
        FullDisk disk = FullDisk.with(folder.resolve("nearly-full"), 3 * JournalFile.RESERVE);
        JournalFile journal = JournalFile.on(folder.resolve("nearly-full"), disk);
        journal.append(OPENED);

        try {
            while (true) {
                journal.append(new Intended(Changes.START, calls + 1, INTENDED.call()));
                calls++;
                journal.append(new JournalEntry.Answered(
                        Changes.START,
                        calls,
                        new dev.weir.remediation.WriteAnswer.Done(
                                "r", Changes.change(2, 1).before())));
            }
        } catch (JournalFailure full) {
            assertThat(full.reason()).contains("cannot reserve space");
        }

        assertThat(calls).isGreaterThan(10);
        assertThat(journal.entries()).hasSize(1 + 2 * calls);
        assertThatThrownBy(() -> journal.append(FORWARD))
                .isInstanceOf(JournalFailure.class)
                .hasMessageContaining("nothing more is done");
    }

    @Test
    void letsOneChangeAGroupAtATime() {
        try (JournalLock held = JournalLock.of(folder, "sg-1");
                JournalLock other = JournalLock.of(folder, "sg-2")) {
            assertThat(List.of(held, other)).hasSize(2);
            assertThatThrownBy(() -> JournalLock.of(folder, "sg-1"))
                    .isInstanceOf(JournalFailure.class)
                    .hasMessageStartingWith("another weir on this machine is changing `sg-1`");
        }
        JournalLock.of(folder, "sg-1").close();
    }

    /** A file on a disk that has room for so many bytes. */
    private static final class FullDisk extends FileChannel {

        private final FileChannel file;
        private final long room;

        private FullDisk(FileChannel file, long room) {
            this.file = file;
            this.room = room;
        }

        static FullDisk with(Path path, long room) throws IOException {
            return new FullDisk(FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE), room);
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            if (position + source.remaining() > room) {
                throw new IOException("No space left on device");
            }
            return file.write(source, position);
        }

        @Override
        public void force(boolean metaData) throws IOException {
            file.force(metaData);
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            return file.truncate(size);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }

        @Override
        public int read(ByteBuffer target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long read(ByteBuffer[] targets, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int write(ByteBuffer source) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long write(ByteBuffer[] sources, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long position() {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileChannel position(long newPosition) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferFrom(ReadableByteChannel source, long position, long count) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(ByteBuffer target, long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public MappedByteBuffer map(MapMode mode, long position, long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock lock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }
    }
}
