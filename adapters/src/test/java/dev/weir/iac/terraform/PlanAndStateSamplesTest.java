package dev.weir.iac.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.iac.JudgedCode;
import dev.weir.iac.Sample;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlanAndStateSamplesTest {

    static Stream<Sample> samples() {
        return Sample.all().stream()
                .filter(sample -> sample.name().startsWith("tf-"))
                .filter(sample -> sample.file().endsWith(".json"));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void isJudgedAsItWillBe(Sample sample) {
        JudgedCode judged = JudgedCode.of(sample.folder().resolve(sample.file()));

        assertThat(sample.wrong(judged)).as("%s", judged.summary().problems()).isEmpty();
        assertThat(judged.summary().complete()).isTrue();
    }
}
