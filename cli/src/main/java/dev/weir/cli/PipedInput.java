package dev.weir.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Whether something is piped into a command that names no source, and would read the live account.
 *
 * <p>A pipe that is closed and empty, as cron and containers give one, is nothing. One that stays open and silent may be the AWS
 * CLI that still works.
 */
final class PipedInput {

    private static final Path STANDARD_INPUT = Path.of("/dev/stdin");
    private static final int KIND = 0170000;
    private static final int PIPE = 0010000;
    private static final int FILE = 0100000;
    private static final long PATIENCE_IN_SECONDS = 2;

    private PipedInput() {}

    /** @throws UsageException if something is, or may be */
    static void refuse(Arguments arguments) {
        if (!arguments.words().isEmpty() || Inventories.namesLiveAccount(arguments)) {
            return;
        }
        int kind = kind();
        if ((kind == PIPE || kind == FILE) && mayHold(System.in)) {
            throw new UsageException("standard input is a " + (kind == PIPE ? "pipe" : "file")
                    + ", and no SOURCE was named; help: `weir scan -` reads it,"
                    + " `weir scan --region REGION` or `weir scan </dev/null` the live account");
        }
    }

    private static int kind() {
        try {
            return Files.getAttribute(STANDARD_INPUT, "unix:mode") instanceof Integer mode ? mode & KIND : 0;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException notToldHere) {
            return 0;
        }
    }

    private static boolean mayHold(InputStream in) {
        FutureTask<Integer> first = new FutureTask<>(in::read);
        Thread thread = new Thread(first, "weir-standard-input");
        thread.setDaemon(true);
        thread.start();
        try {
            return first.get(PATIENCE_IN_SECONDS, TimeUnit.SECONDS) >= 0;
        } catch (TimeoutException silent) {
            return true;
        } catch (ExecutionException unreadable) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
