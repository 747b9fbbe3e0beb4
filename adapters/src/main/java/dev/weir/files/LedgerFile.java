package dev.weir.files;

import dev.weir.codec.LedgerCodec;
import dev.weir.operation.FailureException;
import dev.weir.ranges.RangeLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The file in which is kept since when addresses of prefix lists are in their ranges no more. */
public final class LedgerFile {

    private final Path file;

    public LedgerFile(Path file) {
        this.file = file;
    }

    /**
     * What is kept; nothing where there is no file, and then every grace time begins.
     *
     * @throws FailureException if it cannot be read
     */
    public RangeLedger read() {
        try {
            return LedgerCodec.read(Files.readAllBytes(file));
        } catch (NoSuchFileException none) {
            return RangeLedger.EMPTY;
        } catch (IOException failed) {
            throw FileFailure.reading(file, "", failed);
        } catch (IllegalArgumentException wrong) {
            throw new FailureException(
                    FileFailure.name(file) + " is no ledger of ranges: " + wrong.getMessage()
                            + "; help: take it away, and every grace time begins anew",
                    wrong);
        }
    }

    /** Keeps it, in the place of what was there. */
    public void write(RangeLedger ledger) {
        if (file.getParent() != null) {
            OutputFile.folder(file.getParent());
        }
        OutputFile.write(file, LedgerCodec.write(ledger));
    }
}
