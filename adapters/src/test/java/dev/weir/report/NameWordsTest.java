package dev.weir.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.names.AskedName;
import dev.weir.names.Certainty;
import dev.weir.names.Naming;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NameWordsTest {

    private static String shown(Certainty certainty, String... names) {
        return NameWords.of(new Naming(
                Stream.of(names).map(name -> new AskedName(name, List.of())).toList(), certainty));
    }

    @Test
    void aNameIsNeverTakenForSeveralOrForOurWords() {
        assertThat(shown(Certainty.CERTAIN, "api.example.com")).isEqualTo("api.example.com");
        assertThat(shown(Certainty.CERTAIN, "a.example, b.example")).isEqualTo("\"a.example, b.example\"");
        assertThat(shown(Certainty.LIKELY, "one of a.example")).isEqualTo("likely \"one of a.example\"");
        assertThat(shown(Certainty.CERTAIN, "\u202egnp.example")).isEqualTo("\"\\u202egnp.example\"");
    }

    /** Who asks for the servers of the root asks for a name without a letter. */
    @Test
    void theRootIsItsDotAndNoDotElseIs() {
        assertThat(shown(Certainty.ONE_OF, "", "a.example")).isEqualTo("one of ., a.example");
        assertThat(shown(Certainty.CERTAIN, ".")).isEqualTo("\".\"");
    }
}
