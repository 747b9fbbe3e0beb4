package dev.weir.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonObjectTest {

    private static JsonObject object(String json) {
        JsonReader reader = JsonReader.ofOthers(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
        assertThat(reader.next()).isTrue();
        return (JsonObject) reader.value();
    }

    private static <T> String answer(JsonMember<T> member) {
        return member instanceof JsonMember.Unreadable<T> wrong
                ? wrong.line() + ": " + wrong.why()
                : member.value().map(read -> "read " + read).orElse("absent");
    }

    @Test
    void tellsReadFromAbsentFromUnreadable() {
        JsonObject object = object("{\"id\": \"sg-1\", \"owner\": 111122223333, \"none\": null, \"empty\": \"\",\n"
                + "\"list\": [], \"main\": \"False\", \"nested\": {}}");

        assertThat(answer(object.readText("id"))).isEqualTo("read sg-1");
        assertThat(answer(object.readText("owner"))).isEqualTo("read 111122223333");
        assertThat(answer(object.readText("none"))).isEqualTo("absent");
        assertThat(answer(object.readText("empty"))).isEqualTo("absent");
        assertThat(answer(object.readText("missing"))).isEqualTo("absent");
        assertThat(answer(object.readText("list"))).isEqualTo("2: `list` is an array, expected a text");
        assertThat(answer(object.readElements("list"))).isEqualTo("read []");
        assertThat(answer(object.readElements("id"))).isEqualTo("1: `id` is a string, expected an array");
        assertThat(answer(object.readTruth("main"))).isEqualTo("read false");
        assertThat(answer(object.readTruth("id"))).isEqualTo("1: `id` is a string, expected true or false");
        assertThat(answer(object.readObject("list"))).isEqualTo("2: `list` is an array, expected an object");
        assertThat(object.readObject("nested").value()).isPresent();
        assertThat(object.readObject("none").isAbsent()).isTrue();
    }

    @Test
    void tellsNullFromLeftOut() {
        JsonObject object = object("{\"none\": null}");

        assertThat(object.isNull("none")).isTrue();
        assertThat(object.has("none")).isFalse();
        assertThat(object.isNull("missing")).isFalse();
    }

    @Test
    void keepsTheOrderAndTheFirstOfEachKeyHoweverManyThereAre() {
        for (int keys : new int[] {1, 4, 5, 12, 13, 14, 500}) {
            StringBuilder json = new StringBuilder("{\"last\": 0");
            Map<String, String> expected = new LinkedHashMap<>(Map.of("last", "0"));
            Set<String> repeated = new LinkedHashSet<>();
            Random random = new Random(keys);
            for (int i = 0; i < keys; i++) {
                String key = "k" + random.nextInt(2 * keys);
                json.append(", \"").append(key).append("\": ").append(i);
                if (expected.putIfAbsent(key, "" + i) != null) {
                    repeated.add(key);
                }
            }

            JsonObject object = object(json.append('}').toString());

            Map<String, String> read = new LinkedHashMap<>();
            object.members().forEach((key, value) -> read.put(key, ((JsonValue.Number) value).text()));
            assertThat(read).as("%s keys", keys).containsExactlyEntriesOf(expected);
            assertThat(object.repeated()).containsExactlyElementsOf(repeated);
            assertThat(expected.keySet()).allMatch(object::has);
            assertThat(object.has("k")).isFalse();
            assertThat(object.members()).hasSize(expected.size());
        }
    }

    @Test
    void doesNotKnowWhatAKeyMeansThatStandsTwice() {
        JsonObject object = object("{\"a\": 1,\n\"a\": 2, \"b\": null, \"b\": 3}");

        assertThat(object.repeated()).containsExactly("a", "b");
        assertThat(answer(object.readText("a"))).isEqualTo("1: the key `a` stands twice, expected once");
        assertThat(answer(object.readText("b"))).isEqualTo("2: the key `b` stands twice, expected once");
    }

    @Test
    void givesWhatAFileOfOursMustHold() {
        JsonObject object = object("{\"t\": \"x\", \"n\": 7, \"big\": 18446744073709551616, \"f\": 0.5, \"y\": true,"
                + " \"o\": {\"b\": \"2\", \"a\": \"1\"}, \"os\": [{}], \"ts\": [\"p\", \"q\"], \"none\": null}");

        assertThat(object.text("t")).isEqualTo("x");
        assertThat(object.optional("t")).contains("x");
        assertThat(object.optional("none")).isEmpty();
        assertThat(object.optional("missing")).isEmpty();
        assertThat(object.small("n")).isEqualTo(7);
        assertThat(object.whole("big")).isEqualTo(BigInteger.TWO.pow(64));
        assertThat(object.fraction("f")).isEqualTo(0.5);
        assertThat(object.is("y")).isTrue();
        assertThat(object.textMap("o")).hasToString("{a=1, b=2}");
        assertThat(object.objects("os")).hasSize(1);
        assertThat(object.texts("ts")).containsExactly("p", "q");
        assertThat(object.without("t").has("t")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "none", "o", "ts"})
    void namesWhatIsMissingOrOfAnotherKind(String name) {
        JsonObject object = object("{\"o\": {}, \"ts\": [1], \"none\": null}");

        assertThat(message(object, name, JsonObject::text)).isEqualTo("expected a text in `" + name + "`");
        assertThat(message(object, name, JsonObject::number)).isEqualTo("expected a whole number in `" + name + "`");
    }

    private static <T> String message(JsonObject object, String name, AskedFor<T> asked) {
        Function<JsonObject, T> asking = one -> asked.of(one, name);
        return String.valueOf(org.assertj.core.api.Assertions.catchThrowable(() -> asking.apply(object))
                .getMessage());
    }

    private interface AskedFor<T> {
        T of(JsonObject object, String name);
    }

    @Test
    void refusesNumbersThatAreTooLargeOrBroken() {
        JsonObject object = object("{\"f\": 0.5, \"long\": 4294967296, \"longer\": 18446744073709551616, \"ts\": [1]}");

        assertThatThrownBy(() -> object.whole("f")).hasMessage("expected a whole number in `f`");
        assertThatThrownBy(() -> object.small("long")).hasMessage("expected a number of at most 32 bits in `long`");
        assertThatThrownBy(() -> object.number("longer"))
                .hasMessage("expected a number of at most 64 bits in `longer`");
        assertThatThrownBy(() -> object.texts("ts")).hasMessage("expected texts in `ts`");
        assertThatThrownBy(() -> object.objects("ts")).hasMessage("expected objects in `ts`");
        assertThatThrownBy(() -> object.objects("f")).hasMessage("expected a list in `f`");
    }
}
