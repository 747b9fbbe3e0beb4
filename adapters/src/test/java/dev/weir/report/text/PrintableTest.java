package dev.weir.report.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {

    @Test
    void leavesOrdinaryTextOfAnyScriptAsItIs() {
        for (String text : new String[] {"web-tier", "Größe", "数据库", "база", "it's $(x) \"q\" =1+1", "naïve", "🦫"}) {
            assertThat(Printable.of(text)).isEqualTo(text);
        }
    }

    @Test
    void spellsOutWhatATerminalOrAnEyeWouldActOn() {
        assertThat(Printable.of("a\u001b[2Jb")).isEqualTo("a\\u001b[2Jb");
        assertThat(Printable.of("a\nb\rc\td")).isEqualTo("a\\nb\\rc\\td");
        assertThat(Printable.of("\u009b31m")).isEqualTo("\\u009b31m");
        assertThat(Printable.of("\u007f")).isEqualTo("\\u007f");
        assertThat(Printable.of("ab\u202egpj.exe")).isEqualTo("ab\\u202egpj.exe");
        assertThat(Printable.of("\u2066x\u2069")).isEqualTo("\\u2066x\\u2069");
        assertThat(Printable.of("a\u200bb\ufeff")).isEqualTo("a\\u200bb\\ufeff");
        assertThat(Printable.of("a\u2028b")).isEqualTo("a\\u2028b");
        assertThat(Printable.of(String.valueOf((char) 0xd800))).isEqualTo("\\ud800");
        assertThat(Printable.of(new String(Character.toChars(0xe0041)))).isEqualTo("\\U000e0041");
    }

    @Test
    void cutsNoCharacterInHalves() {
        assertThat(Printable.cut("abcd", 4)).isEqualTo("abcd");
        assertThat(Printable.cut("abcde", 4)).isEqualTo("abc…");
        assertThat(Printable.cut("ab🦫de", 4)).isEqualTo("ab…");
        assertThat(Printable.cut("a🦫cde", 4)).isEqualTo("a🦫…");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void nothingThatComesOutControlsAnything(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            text.append((char) random.nextInt(0x10000));
        }

        String printable = Printable.of(text.toString());

        assertThat(printable
                        .codePoints()
                        .filter(codePoint -> Character.isISOControl(codePoint)
                                || Character.getType(codePoint) == Character.FORMAT
                                || Character.getType(codePoint) == Character.SURROGATE
                                || Character.getType(codePoint) == Character.LINE_SEPARATOR
                                || Character.getType(codePoint) == Character.PARAGRAPH_SEPARATOR)
                        .boxed())
                .as("seed %s", seed)
                .isEmpty();
    }

    @Test
    void countsColumnsAsATerminalDoes() {
        assertThat(Printable.width("abc")).isEqualTo(3);
        assertThat(Printable.width("数据")).isEqualTo(4);
        assertThat(Printable.width("e\u0301")).isEqualTo(1);
        assertThat(Printable.width("🦫")).isEqualTo(2);
    }

    @Test
    void marksWhatItCuts() {
        assertThat(Printable.shortened("payments-worker", 8)).isEqualTo("payment…");
        assertThat(Printable.shortened("payments", 8)).isEqualTo("payments");
        assertThat(Printable.shortened("数据库", 4)).isEqualTo("数…");
    }

    @Test
    void cutsNoIdAndNoAddress() {
        String text = "sg-0123456789abcdef0 web, pl-0123456789abcdef1 and `2001:db8:0:1::/64`";

        for (int columns = 1; columns <= text.length(); columns++) {
            String shown = Printable.shortened(text, columns);

            assertThat(shown.split(" "))
                    .filteredOn(word -> word.matches("[a-z`]*[-0-9].*"))
                    .allMatch(word -> List.of(text.split(" ")).contains(word));
        }
        assertThat(Printable.shortened("sg-0123456789abcdef0 web-tier", 4)).isEqualTo("sg-0123456789abcdef0 …");
        assertThat(Printable.shortened("sg-0123456789abcdef0", 4)).isEqualTo("sg-0123456789abcdef0");
    }
}
