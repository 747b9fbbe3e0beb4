package dev.weir.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JsonWriterTest {

    private static String written(JsonStyle style, Consumer<JsonWriter> write) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JsonWriter json = new JsonWriter(out, style);
        write.accept(json);
        json.flush();
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void placesCommasByItself() {
        assertThat(written(JsonStyle.ASCII, json -> {
                    json.beginObject().number("a", 1).name("b").beginArray();
                    json.number(10).nothing().truth(true).truth(false).number(2.5);
                    json.text("t").beginArray().endArray().beginObject().endObject();
                    json.endArray().text("c", "").endObject();
                }))
                .isEqualTo("{\"a\":1,\"b\":[10,null,true,false,2.5,\"t\",[],{}],\"c\":\"\"}");
    }

    @ParameterizedTest
    @EnumSource
    void everyTextReadsBackAsItWasInEveryStyle(JsonStyle style) {
        for (long seed = 1; seed <= 8; seed++) {
            List<String> texts = new SplittableRandom(seed)
                    .longs(600)
                    .mapToObj(JsonWriterTest::hostile)
                    .toList();

            String json =
                    written(style, to -> to.beginObject().texts("t", texts).endObject());

            JsonObject read = JsonReader.object(json.getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < texts.size(); i++) {
                String expected = style == JsonStyle.COMPACT ? texts.get(i) : withoutHalves(texts.get(i));
                assertThat(read.texts("t").get(i)).as("seed %s", seed).isEqualTo(expected);
            }
            if (style == JsonStyle.ASCII) {
                assertThat(json.chars().allMatch(unit -> unit >= ' ' && unit <= '~'))
                        .as("only what is visible, seed %s", seed)
                        .isTrue();
            }
        }
    }

    private static String withoutHalves(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_16BE), StandardCharsets.UTF_16BE);
    }

    private static String hostile(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(60); length > 0; length--) {
            switch (random.nextInt(6)) {
                case 0 -> text.append((char) random.nextInt(0x10000));
                case 1 -> text.appendCodePoint(random.nextInt(0x110000));
                case 2 -> text.append((char) random.nextInt(0xd800, 0xe000));
                default -> text.append((char) random.nextInt(0x80));
            }
        }
        return text.toString();
    }

    @Test
    void spellsEachStyleAsItsFilesAlwaysWere() {
        String text = "\b\f\n\r\t\u001f\u007f\u00e9/\"\\\ud83d\ude00\ud83d";

        assertThat(written(JsonStyle.CANONICAL, json -> json.text(text)))
                .isEqualTo("\"\\b\\f\\n\\r\\t\\u001f\u007f\u00e9/\\\"\\\\\ud83d\ude00\ufffd\"");
        assertThat(written(JsonStyle.COMPACT, json -> json.text(text)))
                .isEqualTo("\"\\b\\f\\n\\r\\t\\u001F\u007f\u00e9/\\\"\\\\\ud83d\ude00\\uD83D\"");
        assertThat(written(JsonStyle.ASCII, json -> json.text(text)))
                .isEqualTo("\"\\b\\f\\n\\r\\t\\u001f\\u007f\\u00e9/\\\"\\\\\\ud83d\\ude00\\ufffd\"");
    }

    @Test
    void whatThereIsNotIsNullOrLeftOutByTheStyle() {
        Consumer<JsonWriter> write = json -> json.beginObject()
                .text("a", Optional.empty())
                .number("b", OptionalInt.empty())
                .truth("c", Optional.<Boolean>empty())
                .optional("d", Optional.<String>empty(), unused -> json.text("e", "f"))
                .endObject();

        assertThat(written(JsonStyle.ASCII, write)).isEqualTo("{\"a\":null,\"b\":null,\"c\":null,\"d\":null}");
        assertThat(written(JsonStyle.COMPACT, write)).isEqualTo("{}");
    }

    @Test
    void numbersReadBackAsTheSameDouble() {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 2000; i++) {
            double number = Math.exp(random.nextDouble() * 160 - 80);
            for (JsonStyle style : JsonStyle.values()) {
                JsonObject read = JsonObject.of(json -> json.name("n").digits(written(style, to -> to.number(number))));
                assertThat(read.fraction("n")).isEqualTo(number);
            }
        }
    }

    /** The examples of RFC 8785, appendix B and section 3.2.3. */
    @Test
    void canonicalIsWhatTheStandardSays() {
        assertThat(written(
                        JsonStyle.CANONICAL,
                        json -> json.beginArray()
                                .number(333333333.33333329)
                                .number(1E30)
                                .number(4.50)
                                .number(2e-3)
                                .number(0.000000000000000000000000001)
                                .number(-0.0)
                                .number(1e21)
                                .number(9.999999999999997e22)
                                .endArray()))
                .isEqualTo("[333333333.3333333,1e+30,4.5,0.002,1e-27,0,1e+21,9.999999999999997e+22]");

        JsonObject unsorted = JsonReader.object(
                "{\"\\u20ac\": 1, \"\\r\": [ ], \"1\": {\"b\": null, \"a\": true}, \"\\ud83d\\ude02\": \"\\u00f6\"}"
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(new String(unsorted.canonical(), StandardCharsets.UTF_8))
                .isEqualTo("{\"\\r\":[],\"1\":{\"a\":true,\"b\":null},\"\u20ac\":1,\"\ud83d\ude02\":\"\u00f6\"}");
    }

    @Test
    void indentsForPeople() {
        JsonObject object = JsonObject.of(json -> json.text("a", "\u00e9")
                .object("none", "", unused -> {})
                .texts("list", List.of())
                .objects(
                        "rules",
                        List.of(1, 2),
                        number -> json.number("n", number).object("in", "", unused -> json.number("deep", 1.5))));

        assertThat(new String(object.indented(), StandardCharsets.US_ASCII)).isEqualTo("""
            {
              "a": "\\u00e9",
              "none": { },
              "list": [ ],
              "rules": [
                {
                  "n": 1,
                  "in": { "deep": 1.5 }
                },
                {
                  "n": 2,
                  "in": { "deep": 1.5 }
                }
              ]
            }
            """);
    }

    @Test
    void handsOnWhatIsLongerThanItsBuffer() {
        List<String> texts = List.of("x".repeat(300_000), "y", "z".repeat(200_000));

        String json = written(JsonStyle.COMPACT, to -> {
            to.beginArray();
            for (int i = 0; i < 3; i++) {
                texts.forEach(to::text);
            }
            to.endArray();
        });

        JsonReader reader = JsonReader.ofOthers(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
        assertThat(reader.next()).isTrue();
        assertThat(((JsonValue.Array) reader.value()).elements())
                .extracting(element -> ((JsonValue.Text) element).text())
                .hasSize(9)
                .startsWith(texts.get(0), texts.get(1), texts.get(2));
    }

    @Test
    void aPieceReadsAsIfItWereWrittenWhereItIsPlaced() {
        for (int size : new int[] {0, 1, 300_000}) {
            String text = "\u00e9".repeat(size);
            Consumer<JsonWriter> inner = to -> to.object("t", text, it -> to.text("u", it));
            String plain = written(JsonStyle.ASCII, to -> {
                to.beginObject();
                for (int i = 0; i < 3; i++) {
                    to.object("a", inner, write -> write.accept(to)).number("b", i);
                }
                to.endObject();
            });

            String placed = written(JsonStyle.ASCII, to -> {
                to.beginObject();
                JsonPiece innermost = to.piece(text, it -> to.text("u", it));
                for (int i = 0; i < 3; i++) {
                    JsonPiece piece = to.piece(innermost, it -> to.piece("t", it));
                    to.piece("a", piece).number("b", i);
                }
                to.endObject();
            });

            assertThat(placed).isEqualTo(plain);
        }
    }

    @Test
    void fillsTheBlanksOfAPieceEachTimeThatItIsPlaced() {
        String placed = written(JsonStyle.ASCII, to -> {
            to.beginObject();
            JsonPiece blank = to.piece(
                    List.of("\"", "-", ""), it -> to.number("n", 1).name("t").text(it));
            JsonPiece around =
                    to.piece("e", it -> to.piece("i", blank, it).name("t").text(List.of("", "!")));
            to.piece("a", around, "\u00e9").piece("b", blank, "").endObject();
        });

        assertThat(placed)
                .isEqualTo("{\"a\":{\"i\":{\"n\":1,\"t\":\"\\\"e-e\"},\"t\":\"\\u00e9!\"},"
                        + "\"b\":{\"n\":1,\"t\":\"\\\"-\"}}");
    }

    @Test
    void spellsNamesThatHashAlikeApart() {
        // "Aa" and "BB" have one hash code
        String json = written(JsonStyle.ASCII, to -> {
            to.beginObject();
            for (int i = 0; i < 2; i++) {
                to.number("Aa", i).number("BB", i).number("\"\u00e9", i);
            }
            to.endObject();
        });

        assertThat(json).isEqualTo("{\"Aa\":0,\"BB\":0,\"\\\"\\u00e9\":0,\"Aa\":1,\"BB\":1,\"\\\"\\u00e9\":1}");
    }

    @Test
    void saysWhatTheStreamSays() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException("no space left");
            }
        };

        Assertions.assertThatThrownBy(
                        () -> new JsonWriter(full, JsonStyle.ASCII).text("x").flush())
                .isInstanceOf(UncheckedIOException.class)
                .hasRootCauseMessage("no space left");
    }
}
