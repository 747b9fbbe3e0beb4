package dev.weir.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.flow.FlowObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class DigestsTest {

    private record Held(String name, String content) implements FlowObject {

        @Override
        public long size() {
            return content.length();
        }

        @Override
        public InputStream open(long offset) throws IOException {
            if (content.equals("gone")) {
                throw new IOException("it went away");
            }
            return new ByteArrayInputStream(content.getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Test
    void areThoseOfTheObjects() throws IOException {
        List<FlowObject> objects = List.of(new Held("a", "one"), new Held("b", "three"), new Held("c", "one"));

        Digests digests = Digests.begun(objects, 2);

        for (FlowObject object : objects) {
            assertThat(digests.of(object)).isEqualTo(object.digest());
        }
        assertThat(digests.of(objects.get(0)))
                .isEqualTo(digests.of(objects.get(2)))
                .isNotEqualTo(digests.of(objects.get(1)));
    }

    @Test
    void sayWhyThereIsNone() {
        Held gone = new Held("a", "gone");
        Digests digests = Digests.begun(List.of(gone), 1);

        assertThatThrownBy(() -> digests.of(gone))
                .isInstanceOf(IOException.class)
                .hasMessage("it went away");
        assertThatThrownBy(() -> digests.of(new Held("b", "")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no digest");
    }
}
