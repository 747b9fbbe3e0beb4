package dev.weir.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every form of an outbound rule that the check is known by, so that one report holds them all. */
final class Forms {

    /** Where those of accounts are written. */
    static final String FOLDER = "forms";

    /** Those of code: plans, states, configurations, templates. */
    static final Path CODE = Path.of(System.getProperty("weir.root", ".."), "adapters/src/test/resources/iac")
            .toAbsolutePath()
            .normalize();

    private Forms() {}

    /** Writes those of accounts, each in one of its own; how many there are. */
    static int write(Weir weir) {
        int forms = 0;
        try (InputStream in = Objects.requireNonNull(
                Forms.class.getResourceAsStream("/conformance/egress-forms.json"), "the forms")) {
            for (JsonNode form : JsonMapper.shared().readTree(in)) {
                write(weir, form, "%012d".formatted(++forms));
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return forms;
    }

    private static void write(Weir weir, JsonNode form, String account) {
        String folder = FOLDER + "/" + account + "/eu-west-1/";
        for (String list : List.of("securityGroups", "networkInterfaces", "prefixLists")) {
            if (form.has(list)) {
                String content = "{ \"%s\": %s }"
                        .formatted(
                                Character.toUpperCase(list.charAt(0)) + list.substring(1),
                                form.get(list).toString().replace("111122223333", account));
                weir.file(folder + list + ".json", content);
            }
        }
        for (JsonNode list : form.path("prefixLists")) {
            if (list.has("Entries")) {
                weir.file(
                        folder + "entries-" + list.get("PrefixListId").stringValue() + ".json",
                        "{ \"Entries\": %s }".formatted(list.get("Entries")));
            }
        }
    }
}
