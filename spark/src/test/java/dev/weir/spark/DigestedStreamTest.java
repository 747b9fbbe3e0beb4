package dev.weir.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.files.FlowFiles;
import dev.weir.flow.FlowObject;
import dev.weir.flow.FlowSelection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file's digest is that of one process, and no byte of it is fetched twice. */
class DigestedStreamTest {

    private static final int SIZE = 200_000;

    @TempDir
    Path folder = Path.of("");

    private final byte[] bytes = new byte[SIZE];
    private final List<Long> openedAt = new ArrayList<>();
    private final DigestedStream stream = new DigestedStream(offset -> {
        openedAt.add(offset);
        return new ByteArrayInputStream(bytes, (int) offset, SIZE - (int) offset);
    });

    DigestedStreamTest() {
        new Random(7).nextBytes(bytes);
    }

    private String digest() throws IOException {
        Path file = Files.write(folder.resolve("file"), bytes);
        FlowObject object =
                new FlowFiles(List.of(file), FlowSelection.ALL).list().objects().get(0);
        return object.digest();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 70_000, SIZE - 1})
    void fetchesOnlyTheRestOfWhatWasBegunAndClosed(int count) throws IOException {
        try (InputStream in = stream) {
            assertThat(in.read()).isEqualTo(bytes[0] & 0xff);
            in.skipNBytes(count - 1L);
        }

        assertThat(stream.digest()).isEqualTo(digest());
        assertThat(openedAt).containsExactly(0L, (long) count);
    }

    @Test
    void fetchesNothingMoreOfWhatWasReadToItsEnd() throws IOException {
        try (InputStream in = stream) {
            assertThat(in.readAllBytes()).isEqualTo(bytes);
        }

        assertThat(stream.digest()).isEqualTo(digest());
        assertThat(openedAt).containsExactly(0L);
    }

    @Test
    void fetchesAllOfWhatWasNeverReadAndOnceHoweverOftenItIsAsked() throws IOException {
        assertThat(stream.digest()).isEqualTo(digest());
        assertThat(stream.digest()).isEqualTo(digest());
        assertThat(openedAt).containsExactly(0L);
    }
}
