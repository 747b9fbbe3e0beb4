package dev.weir.iac.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.iac.JudgedCode;
import dev.weir.iac.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigurationSamplesTest {

    static Stream<Sample> samples() {
        return Sample.all().stream().filter(sample -> sample.file().equals("*.tf"));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void isJudgedByItsText(Sample sample, @TempDir Path alone) {
        copyText(sample.folder(), alone);

        JudgedCode judged = JudgedCode.of(alone);

        assertThat(sample.wrong(judged)).as("%s", judged.summary().problems()).isEmpty();
        assertThat(judged.summary().complete()).isTrue();
    }

    static void copyText(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".tf") || name.endsWith(".tfvars")) {
                    Path copy = to.resolve(from.relativize(file));
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
