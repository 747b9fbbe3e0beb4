package dev.weir.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonTextTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyTextReadsBackAsItWas(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> texts = random.longs(400).mapToObj(JsonTextTest::hostile).toList();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JsonText json = new JsonText(out);

        json.beginObject().name("texts").texts(texts);
        json.flushIfFull();
        json.name("last").text("x").endObject().end();

        JsonNode read = JSON.readTree(out.toByteArray());
        for (int i = 0; i < texts.size(); i++) {
            String expected = new String(texts.get(i).getBytes(StandardCharsets.UTF_16BE), StandardCharsets.UTF_16BE);
            assertThat(read.get("texts").get(i).stringValue())
                    .as("seed %s", seed)
                    .isEqualTo(expected);
        }
        assertThat(out.toByteArray()).as("only ASCII").doesNotContain((byte) 0x7f, (byte) 0x1b);
        for (byte octet : out.toByteArray()) {
            assertThat(octet).isBetween((byte) '\n', (byte) '~');
        }
    }

    private static String hostile(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(40);
        for (int i = 0; i < length; i++) {
            text.append((char) (random.nextInt(3) == 0 ? random.nextInt(0x10000) : random.nextInt(0x80)));
        }
        return text.toString();
    }

    @Test
    void placesCommasByItself() {
        assertThat(written(json -> {
                    json.beginObject().name("a").number(1).name("b").beginArray();
                    json.number(10)
                            .nothing()
                            .yes()
                            .no()
                            .number(2.5)
                            .text("t")
                            .beginArray()
                            .endArray();
                    json.beginObject().endObject().endArray().name("c").text("").endObject();
                }))
                .isEqualTo("{\"a\":1,\"b\":[10,null,true,false,2.5,\"t\",[],{}],\"c\":\"\"}\n");
    }

    @Test
    void numbersReadBackAsTheSameDouble() {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 2000; i++) {
            double number = Math.exp(-random.nextDouble() * 80);
            String text = written(json -> json.beginArray().number(number).endArray());
            assertThat(JSON.readTree(text).get(0).doubleValue()).isEqualTo(number);
        }
    }

    @Test
    void repeatsAStretchUntilTheBufferIsHandedOn() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JsonText json = new JsonText(out);
        JsonText.Stretch stretch = new JsonText.Stretch();

        json.beginArray();
        assertThat(json.repeat(stretch)).as("nothing remembered").isFalse();
        json.number(1);
        int mark = json.mark();
        json.beginObject().name("a").text("b").endObject();
        json.remember(stretch, mark);
        assertThat(json.repeat(stretch)).isTrue();
        json.text("x".repeat(200_000));
        json.flushIfFull();
        assertThat(json.repeat(stretch)).as("handed on").isFalse();
        json.endArray().end();

        JsonNode read = JSON.readTree(out.toByteArray());
        assertThat(read).hasSize(4);
        assertThat(read.get(2)).isEqualTo(read.get(1));
    }

    private static String written(java.util.function.Consumer<JsonText> writer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JsonText json = new JsonText(out);
        writer.accept(json);
        json.end();
        return out.toString(StandardCharsets.US_ASCII);
    }
}
