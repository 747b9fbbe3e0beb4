package dev.weir.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TextIndexTest {

    private static final int LETTERS = 12;

    /** All of them have one {@link String#hashCode}. */
    private static List<String> alike() {
        List<String> texts = new ArrayList<>();
        for (int bits = 0; bits < 1 << LETTERS; bits++) {
            StringBuilder text = new StringBuilder();
            for (int letter = 0; letter < LETTERS; letter++) {
                text.append((bits >> letter & 1) == 0 ? "Aa" : "BB");
            }
            texts.add(text.toString());
        }
        return texts;
    }

    @Test
    void looksAtFewTextsForEachWhateverTheyAreCalled() {
        List<String> texts = alike();
        assertThat(texts.stream().map(String::hashCode).distinct()).hasSize(1);
        AtomicLong looks = new AtomicLong();
        TextIndex index = new TextIndex(number -> {
            looks.incrementAndGet();
            return texts.get(number);
        });

        for (int number = 0; number < texts.size(); number++) {
            assertThat(index.add(texts.get(number), number)).isTrue();
            assertThat(index.add(texts.get(number), 0)).isFalse();
        }
        for (int number = 0; number < texts.size(); number++) {
            assertThat(index.find(texts.get(number))).isEqualTo(number);
        }
        assertThat(index.find("Aa")).isEqualTo(-1);
        assertThat(looks.get()).isLessThan(20L * texts.size());
    }
}
