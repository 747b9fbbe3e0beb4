package dev.weir.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** AWS's own checks of templates. */
public final class CfnLint {

    private final Path program = PythonPeers.ofTemplates().program("cfn-lint");

    /** What it says of these files, a line each: {@code file:line:column:line:column:rule:text}. */
    public List<String> said(Path folder, List<Path> files) {
        List<String> command = new ArrayList<>(List.of(program.toString(), "--format", "parseable", "--"));
        files.forEach(file -> command.add(file.toString()));
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return said.lines().toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
