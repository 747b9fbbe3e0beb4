package dev.weir.files;

import dev.weir.codec.FindingsReader;
import dev.weir.finding.JudgedExtent;
import dev.weir.finding.Policy;
import dev.weir.finding.ReportedFinding;
import dev.weir.operation.DiffSide;
import dev.weir.operation.FailureException;
import dev.weir.operation.trend.DatedState;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** What {@code weir scan --format json} wrote, in a file. */
public final class FindingsFile implements DiffSide, DatedState {

    /** Where a report names itself: at its beginning, or near its end where another tool sorted its keys. */
    private static final int LOOKED_AT = 1 << 15;

    private final Path file;

    public FindingsFile(Path file) {
        this.file = file;
    }

    /** Whether this file is a report; false also for what cannot be read, which whoever reads it says. */
    public static boolean isFindings(Path file) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try {
            return mayBe(file) && isOne(file);
        } catch (IOException | UncheckedIOException unreadable) {
            return false;
        }
    }

    private static boolean isOne(Path file) throws IOException {
        try (InputStream bytes = FileBytes.open(file)) {
            return FindingsReader.isFindings(bytes);
        }
    }

    private static boolean mayBe(Path file) throws IOException {
        try (InputStream bytes = FileBytes.open(file)) {
            byte[] head = bytes.readNBytes(LOOKED_AT);
            if (FindingsReader.mayBeFindings(new String(head, StandardCharsets.ISO_8859_1))) {
                return true;
            }
        }
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            byte[] tail = new byte[(int) Math.min(LOOKED_AT, bytes.length())];
            bytes.seek(bytes.length() - tail.length);
            bytes.readFully(tail);
            return FindingsReader.mayBeFindings(new String(tail, StandardCharsets.ISO_8859_1));
        }
    }

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public Optional<Instant> asOf() {
        return opened(FindingsReader::asOf);
    }

    /** Findings are made already, and by the suppressions of their day. */
    @Override
    public JudgedExtent read(Policy policy, LocalDate day, Consumer<ReportedFinding> findings) {
        return read(policy, findings);
    }

    @Override
    public JudgedExtent read(Policy policy, Consumer<ReportedFinding> findings) {
        return opened(bytes -> FindingsReader.read(bytes, findings));
    }

    private <T> T opened(Function<InputStream, T> reading) {
        try (InputStream bytes = new BufferedInputStream(FileBytes.open(file))) {
            return reading.apply(bytes);
        } catch (IOException failed) {
            throw FileFailure.reading(file, "; help: `weir scan --format json=" + file + "` writes one", failed);
        } catch (UncheckedIOException failed) {
            throw FileFailure.reading(file, "", Objects.requireNonNull(failed.getCause()));
        } catch (IllegalArgumentException wrong) {
            throw new FailureException(FileFailure.name(file) + ": " + wrong.getMessage(), wrong);
        }
    }
}
