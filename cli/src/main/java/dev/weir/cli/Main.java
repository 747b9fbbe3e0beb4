package dev.weir.cli;

import dev.weir.files.PipeCopy;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.time.Clock;
import java.util.Collections;
import java.util.List;

/** The `weir` command. */
public final class Main {
    private static final List<String> JVM_OPTIONS = List.of("WEIR_JAVA_OPTS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS");

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
     * Ends the process. What runs at an exit is there for commands that are interrupted, for copies of pipes and for tools that
     * JVM options bring along, such as recordings; and since Java 21 an exit first looks for a logger in every jar, a third of a
     * short command.
     */
    private static void end(int code) {
        Runtime runtime = Runtime.getRuntime();
        try {
            runtime.removeShutdownHook(Thread.currentThread());
        } catch (IllegalStateException interrupted) {
            // Waits for what then runs.
            runtime.exit(code);
        }
        if (!PipeCopy.isAnyMade() && Collections.disjoint(System.getenv().keySet(), JVM_OPTIONS)) {
            runtime.halt(code);
        }
        runtime.exit(code);
    }
}
