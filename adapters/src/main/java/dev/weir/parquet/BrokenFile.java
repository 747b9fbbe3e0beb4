package dev.weir.parquet;

import java.io.IOException;
import java.util.Optional;

/** What the library throws when bytes are not what they should be: anything at all. */
final class BrokenFile extends IOException {

    private static final long serialVersionUID = 1L;

    private final Throwable thrown;
    private final long row;

    private BrokenFile(Throwable thrown, long row) {
        super(thrown.getMessage(), thrown);
        this.thrown = thrown;
        this.row = row;
    }

    /** What is done with bytes of a file. */
    @FunctionalInterface
    interface Work<T> {
        T done() throws IOException;
    }

    /**
     * Does it.
     *
     * @param row up to which the file was read before
     */
    static <T> T by(long row, Work<T> work) throws BrokenFile {
        try {
            return work.done();
        } catch (IOException | RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError broken) {
            throw new BrokenFile(broken, row);
        }
    }

    /** As a problem of the file. */
    String problem() {
        if (thrown instanceof OutOfMemoryError) {
            return "needs more memory than there is, read up to row " + row
                    + "; help: give more, as in `JAVA_TOOL_OPTIONS=-Xmx4g`, or was it copied whole";
        }
        if (thrown instanceof LinkageError) {
            return "is Parquet that needs what is not here (" + getMessage()
                    + "); help: write it again with zstd, snappy or gzip";
        }
        String message = Optional.ofNullable(getMessage()).orElse("it cannot be decoded");
        String shown = message.lines().findFirst().orElse("").replaceAll("[^ -~]", "?");
        return "is corrupt Parquet, read up to row " + row + ": " + shown.substring(0, Math.min(160, shown.length()))
                + "; help: was it copied whole";
    }
}
