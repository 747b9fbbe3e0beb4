package dev.weir.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file that is being written leaves where its process is ended from outside. */
class OutputFileTest {

    @TempDir
    Path folder = Path.of("");

    /** Begins a file, and waits to be interrupted. */
    static final class Writer {
        public static void main(String[] file) throws IOException, InterruptedException {
            OutputFile output = OutputFile.at(Path.of(file[0]));
            output.stream().write(1);
            System.out.println("begun");
            Thread.sleep(TimeUnit.MINUTES.toMillis(1));
        }
    }

    @Test
    void anInterruptionLeavesNeitherAFileNorADraft() throws Exception {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        folder.resolve("answer").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(writer.inputReader().readLine()).isEqualTo("begun");

        writer.destroy();

        assertThat(writer.waitFor(1, TimeUnit.MINUTES)).isTrue();
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }
}
