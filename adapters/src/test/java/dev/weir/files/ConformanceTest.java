package dev.weir.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Every form of the outbound check, saved as the AWS CLI saves it, gives the verdicts that the reference expects. */
class ConformanceTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path folder = Path.of("");

    record Form(String name, JsonNode content) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Form> forms() throws IOException {
        try (InputStream in = ConformanceTest.class.getResourceAsStream("/conformance/egress-forms.json")) {
            return JSON
                    .readTree(in)
                    .valueStream()
                    .map(form -> new Form(form.get("name").asString(), form))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void judgesAFormAsExpected(Form form) throws IOException {
        write(form);

        Judged judged = Judged.of(folder);

        assertThat(judged.verdicts()).isEqualTo(expected(form));
        assertThat(judged.summary().problems()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void judgesAFormAsExpectedFromASnapshot(Form form) throws IOException {
        write(form);
        Path snapshot = folder.resolve("snapshot.json");
        SnapshotFile.at(snapshot)
                .keep(InventoryFiles.of(List.of(folder), Formats.ALL), Instant.parse("2026-11-21T06:00:00Z"));

        Judged judged = Judged.of(snapshot);

        assertThat(judged.verdicts()).isEqualTo(expected(form));
        assertThat(judged.summary().problems()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void judgesAFormAsExpectedFromTheListingOfItsRules(Form form) throws IOException {
        write(form);
        Files.delete(folder.resolve("groups.json"));
        ArrayNode rules = JSON.createArrayNode();
        form.content.get("securityGroups").valueStream().forEach(group -> addRules(group, rules));
        ObjectNode listing = JSON.createObjectNode();
        listing.set("SecurityGroupRules", rules);
        Files.write(folder.resolve("rules.json"), JSON.writeValueAsBytes(listing));

        Judged judged = Judged.of(folder);

        Map<String, String> expected = expected(form);
        form.content
                .get("securityGroups")
                .valueStream()
                .filter(group -> !hasRules(group))
                .forEach(group -> expected.keySet()
                        .removeIf(key -> key.startsWith(group.get("GroupId").asString())));
        assertThat(judged.verdicts()).isEqualTo(expected);
    }

    private static boolean hasRules(JsonNode group) {
        ArrayNode rules = JSON.createArrayNode();
        addRules(group, rules);
        return !rules.isEmpty();
    }

    private static void addRules(JsonNode group, ArrayNode into) {
        for (String direction : List.of("IpPermissions", "IpPermissionsEgress")) {
            group.path(direction).valueStream().forEach(permission -> {
                add(group, direction, permission, "IpRanges", "CidrIp", "CidrIpv4", into);
                add(group, direction, permission, "Ipv6Ranges", "CidrIpv6", "CidrIpv6", into);
                add(group, direction, permission, "PrefixListIds", "PrefixListId", "PrefixListId", into);
                add(group, direction, permission, "UserIdGroupPairs", "GroupId", "", into);
            });
        }
    }

    private static void add(
            JsonNode group,
            String direction,
            JsonNode permission,
            String list,
            String field,
            String name,
            ArrayNode into) {
        permission.path(list).valueStream().forEach(entry -> {
            ObjectNode rule = into.addObject();
            rule.put("SecurityGroupRuleId", "sgr-%017x".formatted(into.size()));
            rule.set("GroupId", group.get("GroupId"));
            rule.put("GroupOwnerId", "111122223333");
            rule.put("IsEgress", direction.equals("IpPermissionsEgress"));
            rule.set("IpProtocol", permission.get("IpProtocol"));
            rule.put("FromPort", permission.path("FromPort").asInt(-1));
            rule.put("ToPort", permission.path("ToPort").asInt(-1));
            if (name.isEmpty()) {
                rule.set("ReferencedGroupInfo", entry);
            } else {
                rule.set(name, entry.get(field));
            }
        });
    }

    /** The groups first by name, so that what judging them needs comes after them. */
    private void write(Form form) throws IOException {
        ObjectNode groups = JSON.createObjectNode();
        groups.set("SecurityGroups", form.content.get("securityGroups"));
        Files.write(folder.resolve("groups.json"), JSON.writeValueAsBytes(groups));
        if (form.content.has("networkInterfaces")) {
            ObjectNode interfaces = JSON.createObjectNode();
            interfaces.set("NetworkInterfaces", form.content.get("networkInterfaces"));
            Files.write(folder.resolve("interfaces.json"), JSON.writeValueAsBytes(interfaces));
        }
        if (form.content.has("prefixLists")) {
            ObjectNode lists = JSON.createObjectNode();
            ArrayNode described = lists.putArray("PrefixLists");
            for (JsonNode list : form.content.get("prefixLists")) {
                ObjectNode without = ((ObjectNode) list.deepCopy());
                without.remove("Entries");
                described.add(without);
                if (list.has("Entries")) {
                    ObjectNode entries = JSON.createObjectNode();
                    entries.set("Entries", list.get("Entries"));
                    String id = list.get("PrefixListId").asString();
                    Files.write(folder.resolve("z-entries-" + id + ".json"), JSON.writeValueAsBytes(entries));
                }
            }
            Files.write(folder.resolve("lists.json"), JSON.writeValueAsBytes(lists));
        }
    }

    private static Map<String, String> expected(Form form) {
        Map<String, String> expected = new TreeMap<>();
        form.content
                .get("expect")
                .propertyStream()
                .forEach(resource -> resource.getValue()
                        .propertyStream()
                        .forEach(reading -> expected.put(
                                resource.getKey() + " " + reading.getKey(),
                                reading.getValue().asString())));
        return expected;
    }
}
