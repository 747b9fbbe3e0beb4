package dev.weir.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonReaderTest {

    private static JsonReader over(String json) {
        return JsonReader.ofOthers(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    private static JsonValue value(String json) {
        JsonReader reader = over(json);
        assertThat(reader.next()).isTrue();
        return reader.value();
    }

    private static BrokenJson broken(String json) {
        return catchThrowableOfType(BrokenJson.class, () -> {
            try (JsonReader reader = over(json)) {
                while (reader.next()) {
                    JsonValue unused = reader.value();
                }
            }
        });
    }

    @Test
    void handsOutTheElementsOfAnArrayOneByOneAndPassesOverTheRest() {
        String json = "{\"a\": {\"deep\": [1, {}]}, \"Groups\": [\n {\"id\": 1},\n 7\n], \"NextToken\": \"t\"}";
        List<String> said = new ArrayList<>();

        JsonReader reader = over(json);
        while (reader.next()) {
            reader.enter();
            while (reader.next()) {
                if (reader.name().equals("Groups")) {
                    reader.enter();
                    while (reader.next()) {
                        said.add(reader.kind() + " in line " + reader.line());
                    }
                } else {
                    said.add(reader.name() + " " + reader.kind() + reader.text().orElse(""));
                }
            }
        }

        assertThat(said)
                .containsExactly("a an object", "an object in line 2", "a number in line 3", "NextToken a stringt");
    }

    @Test
    void readsSeveralDocumentsOneAfterAnother() {
        List<String> kinds = new ArrayList<>();

        JsonReader reader = over("{} [1]\n\"x\" null true 3.0");
        while (reader.next()) {
            kinds.add(reader.kind());
        }

        assertThat(kinds).containsExactly("an object", "an array", "a string", "null", "a boolean", "a number");
    }

    @Test
    void keepsNumbersAsTheyAreWrittenAndTheLineOfEachValue() {
        JsonObject object = (JsonObject) value("{\n\"n\": 1.50e+2,\n\n\"big\": 123456789012345678901234567890}");

        assertThat(object.members().get("n")).isEqualTo(new JsonValue.Number("1.50e+2", 2));
        assertThat(object.members().get("big")).isEqualTo(new JsonValue.Number("123456789012345678901234567890", 4));
        assertThat(object.line()).isEqualTo(1);
    }

    @Test
    void saysLineColumnAndByteOfWhatIsBroken() {
        BrokenJson broken = broken("{\"a\": 1,\n \"b\": x}");

        assertThat(broken)
                .hasMessage("this is not JSON at column 9 (byte 17): `Unrecognized token 'x': was expecting (JSON"
                        + " String, Number, Array, Object or tok…`; what stood complete before was read");
        assertThat(broken.line()).isEqualTo(2);
    }

    @Test
    void saysWhereAFileWasCutOff() {
        BrokenJson broken = broken("{\"a\": [1,\n 2");

        assertThat(broken)
                .hasMessage("the JSON ends too early at column 3 (byte 12): the file was cut off;"
                        + " what stood complete before was read");
    }

    @ParameterizedTest
    @CsvSource({"depth, 201, 200", "text, 1048577, 1048576", "number, 1001, 1000", "name, 65537, 65536"})
    void refusesWhatIsBeyondItsLimitsAndNothingBelow(String what, int over, int most) {
        assertThat(broken(sized(what, over))).isInstanceOf(BrokenJson.class);
        assertThat(broken(sized(what, most))).isNull();
    }

    private static String sized(String what, int size) {
        return switch (what) {
            case "depth" -> "[".repeat(size) + "]".repeat(size);
            case "text" -> "\"" + "x".repeat(size) + "\"";
            case "number" -> "[" + "7".repeat(size) + "]";
            default -> "{\"" + "n".repeat(size) + "\":1}";
        };
    }

    @Test
    void saysWhatTheStreamSays() {
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the disk is gone");
            }
        };

        assertThatThrownBy(() -> JsonReader.ofOthers(failing).next())
                .isInstanceOf(UncheckedIOException.class)
                .hasRootCauseMessage("the disk is gone");
    }

    @Test
    void refusesAKeyThatStandsTwiceInAFileOfOurs() {
        byte[] twice = "{\"a\": {\n\"b\": 1,\n\"b\": 2}}".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> JsonReader.object(twice))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the key `b` stands twice in one object, at line 3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|expected a JSON object",
                "''|expected a JSON object",
                "{} {}|expected nothing after the object",
                "{|it is not JSON, at line 1"
            })
    void refusesWhatIsNotOneObject(String json, String message) {
        assertThatThrownBy(() -> JsonReader.object(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
