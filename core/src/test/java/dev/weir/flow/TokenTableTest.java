package dev.weir.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TokenTableTest {

    @Test
    void theSameTextHasTheSameNumberAndNumbersCountUp() {
        TokenTable tokens = new TokenTable();
        Map<String, Integer> model = new HashMap<>();
        SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < 60_000; round++) {
            String text = "x".repeat(random.nextInt(40)) + random.nextInt(6000);
            int expected = model.computeIfAbsent(text, one -> model.size());

            assertThat(tokens.intern(text)).as(text).isEqualTo(expected);
        }
        assertThat(tokens.size()).isEqualTo(model.size());
        model.forEach((text, number) -> assertThat(tokens.text(number)).isEqualTo(text));
    }

    @Test
    void readsFromTheMiddleOfAnArrayWithoutLookingAround() {
        TokenTable tokens = new TokenTable();
        byte[] bytes = "aeni-1234567890b".getBytes(StandardCharsets.UTF_8);

        assertThat(tokens.intern(bytes, 1, 15)).isEqualTo(tokens.intern("eni-1234567890"));
        assertThat(tokens.intern(bytes, 1, 5)).isEqualTo(tokens.intern("eni-"));
        assertThat(tokens.size()).isEqualTo(2);
    }

    @Test
    void takesNeitherEmptyNorEndlessTexts() {
        TokenTable tokens = new TokenTable();

        assertThat(tokens.intern("")).isEqualTo(TokenTable.NONE);
        assertThat(tokens.intern("x".repeat(TokenTable.LONGEST))).isZero();
        assertThat(tokens.intern("x".repeat(TokenTable.LONGEST + 1))).isEqualTo(TokenTable.NONE);
    }

    @Test
    void aFullTableStillKnowsWhatItHolds() {
        TokenTable tokens = new TokenTable(2);
        tokens.intern("a");
        tokens.intern("b");

        assertThat(tokens.intern("c")).isEqualTo(TokenTable.NONE);
        assertThat(tokens.intern("b")).isEqualTo(1);
        assertThat(tokens.size()).isEqualTo(2);
    }

    @Test
    void anInterfaceThatFindsNoRoomIsAMalformedLineAndNotLost() {
        FlowLogParser parser = new FlowLogParser(
                java.util.List.of(FlowLogFormat.parse("interface-id dstport")),
                new FlowRecord(new TokenTable(1)),
                record -> {});
        byte[] lines = "eni-1 22\neni-2 23\neni-1 24\n".getBytes(StandardCharsets.UTF_8);
        try {
            parser.read(new java.io.ByteArrayInputStream(lines));
        } catch (java.io.IOException impossible) {
            throw new AssertionError(impossible);
        }

        assertThat(parser.records()).isEqualTo(2);
        assertThat(parser.malformed()).isEqualTo(1);
    }

    @Test
    void refusesANumberThatNoTextHas() {
        assertThatThrownBy(() -> new TokenTable().text(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("token 0 is not in this table of 0");
    }
}
