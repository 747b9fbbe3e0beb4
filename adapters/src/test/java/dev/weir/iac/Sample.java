package dev.weir.iac;

import dev.weir.json.JsonObject;
import dev.weir.json.JsonReader;
import dev.weir.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A small configuration, what real tools made of it, and the verdicts that are right for each file: {@code expect}, or what is
 * less precise and safe, {@code accept}.
 *
 * @param name the folder in the test resources
 * @param file which of its files is judged; {@code *.tf} is the configuration as text
 */
public record Sample(String name, String file) {

    private static final Path SAMPLES = Path.of("src/test/resources/iac");

    /** Every file of every sample for which verdicts are written down. */
    public static List<Sample> all() {
        try (Stream<Path> folders = Files.list(SAMPLES)) {
            List<Sample> samples = new ArrayList<>();
            folders.filter(folder -> Files.exists(folder.resolve("expected.json")))
                    .sorted(Comparator.naturalOrder())
                    .map(folder -> folder.getFileName().toString())
                    .forEach(folder -> expected(folder)
                            .object("expect")
                            .members()
                            .keySet()
                            .forEach(file -> samples.add(new Sample(folder, file))));
            return samples;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public Path folder() {
        return SAMPLES.resolve(name);
    }

    private static JsonObject expected(String folder) {
        try {
            return JsonReader.object(Files.readAllBytes(SAMPLES.resolve(folder).resolve("expected.json")));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What is wrong with these verdicts; empty where nothing is. */
    public List<String> wrong(JudgedCode judged) {
        List<String> wrong = new ArrayList<>();
        JsonObject expected = expected(name);
        Map<String, String> right = verdicts(expected, "expect");
        Map<String, String> accepted = verdicts(expected, "accept");
        List<String> mayBeAbsent = names(expected, "mayBeAbsent");
        right.forEach((address, verdict) -> {
            String found = judged.verdict(address);
            boolean fits = found.equals(verdict)
                    || fits(found, verdict, accepted.getOrDefault(address, verdict))
                    || found.equals("absent") && mayBeAbsent.contains(address);
            if (!fits) {
                wrong.add(address + ": expected " + verdict + ", found " + found);
            }
        });
        for (String absent : names(expected, "absent")) {
            if (!judged.verdict(absent).equals("absent")) {
                wrong.add(absent + ": expected no finding, found " + judged.verdict(absent));
            }
        }
        return wrong;
    }

    /** Each reading by itself is right or accepted. */
    private static boolean fits(String found, String right, String accepted) {
        String[] readings = found.split(" ");
        if (readings.length != 2) {
            return false;
        }
        for (int reading = 0; reading < 2; reading++) {
            if (!readings[reading].equals(right.split(" ")[reading])
                    && !readings[reading].equals(accepted.split(" ")[reading])) {
                return false;
            }
        }
        return true;
    }

    private Map<String, String> verdicts(JsonObject expected, String kind) {
        Map<String, String> verdicts = new TreeMap<>();
        if (expected.has(kind) && expected.object(kind).has(file)) {
            JsonObject addresses = expected.object(kind).object(file);
            addresses.members().keySet().forEach(address -> {
                JsonObject readings = addresses.object(address);
                verdicts.put(address, readings.text("all-ports") + " " + readings.text("any-port"));
            });
        }
        return verdicts;
    }

    private List<String> names(JsonObject expected, String kind) {
        List<String> names = new ArrayList<>();
        if (expected.has(kind) && expected.object(kind).members().get(file) instanceof JsonValue.Array array) {
            array.elements().forEach(name -> names.add(((JsonValue.Text) name).text()));
        }
        return names;
    }

    @Override
    public String toString() {
        return name + "/" + file;
    }
}
