package dev.weir.peer;

import java.nio.file.Path;

/** The CDK in Python, which makes templates out of programs. */
public final class PythonCdk {

    private final Path python = PythonPeers.ofPrograms().program("python");

    /** The interpreter that knows it. */
    public Path python() {
        return python;
    }
}
