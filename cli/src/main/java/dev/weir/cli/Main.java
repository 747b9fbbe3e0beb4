package dev.weir.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.time.Clock;
import java.util.List;

/** The `weir` command. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        String packaged = Main.class.getPackage().getImplementationVersion();
        String version = packaged == null ? "(not packaged)" : packaged;
        StandardStreams streams = new StandardStreams();
        ProcessContext surroundings = new ProcessContext(
                version,
                // Not System.out, which would keep a broken pipe to itself.
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                System.getenv(),
                Clock.systemUTC(),
                streams::terminal,
                streams::isErrWatched,
                WallClockPacer::new);
        end(new WeirCli(surroundings).run(List.of(arguments)));
    }

    /**
     * Ends the process. What runs at an exit is there for commands that are interrupted, and since Java 21 an exit first looks
     * for a logger in every jar, which takes a third of a short command.
     */
    private static void end(int code) {
        Runtime runtime = Runtime.getRuntime();
        try {
            runtime.removeShutdownHook(Thread.currentThread());
        } catch (IllegalStateException interrupted) {
            // Waits for what then runs.
            runtime.exit(code);
        }
        runtime.halt(code);
    }
}
