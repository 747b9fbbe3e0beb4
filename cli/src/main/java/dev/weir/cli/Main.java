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
        int code = new WeirCli(surroundings).run(List.of(arguments));
        System.exit(code);
    }
}
