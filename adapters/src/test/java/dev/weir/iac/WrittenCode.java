package dev.weir.iac;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.inventory.Destination;
import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.json.JsonObject;
import dev.weir.json.JsonReader;
import dev.weir.json.JsonValue;
import dev.weir.net.Cidr;
import dev.weir.net.Protocol;
import dev.weir.net.Service;
import dev.weir.testing.Peer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Code written to look like real code, with one open group in it, and what a careful engineer expects of its export: a folder of
 * the test resources whose {@code expected.json} holds
 *
 * <pre>
 *   what      what is odd about it
 *   group     the address of the open group
 *   judged    the addresses by which a scan calls it; the one where left out
 *   file      the template; "template.yaml" where left out
 *   live      its outbound rules in the account: protocol, from, to, destination
 *   allow     the narrow rules to plan; some of what its open rules permit where left out
 *   scan      verdicts of the code as it is, all-ports then any-port, by address
 *   after     those of the group after the second patch; "pass pass" where left out
 *   refused   what the refusal must say, where no patch is safe; left out where there is one
 * </pre>
 */
public record WrittenCode(Path place, JsonObject expected) {

    private static final String EXPECTED = "expected.json";
    private static final Pattern HUNK =
            Pattern.compile("@@ -(\\d+)(?:,\\d+)? \\+(\\d+)(?:,\\d+)? @@.*", Pattern.DOTALL);

    /** All below a folder of the test resources. */
    public static List<WrittenCode> all(String folder) {
        try (Stream<Path> places = Files.list(Path.of("../adapters/src/test/resources", folder))) {
            return places.sorted().map(WrittenCode::of).toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static WrittenCode of(Path place) {
        try {
            return new WrittenCode(place, JsonReader.object(Files.readAllBytes(place.resolve(EXPECTED))));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public String group() {
        return expected.text("group");
    }

    /** What a scan of the whole folder calls it: a template that another one nests is judged by itself, too. */
    public List<String> judged() {
        return expected.has("judged") ? texts("judged") : List.of(group());
    }

    /** The template. */
    public String file() {
        return expected.has("file") ? expected.text("file") : "template.yaml";
    }

    public boolean isRefused() {
        return expected.has("refused");
    }

    public List<String> refused() {
        return texts("refused");
    }

    public String after() {
        return expected.has("after") ? expected.text("after") : "pass pass";
    }

    public Map<String, String> scan() {
        Map<String, String> verdicts = new TreeMap<>();
        JsonObject scan = expected.object("scan");
        scan.members().keySet().forEach(address -> verdicts.put(address, scan.text(address)));
        return verdicts;
    }

    private List<String> texts(String name) {
        return expected.readElements(name).value().orElse(List.of()).stream()
                .map(text -> ((JsonValue.Text) text).text())
                .toList();
    }

    /** The narrow rules to plan: some of what its open rules permit. */
    public List<String> allowed() {
        if (expected.has("allow")) {
            return texts("allow");
        }
        List<String> allowed = new ArrayList<>();
        for (String live : texts("live")) {
            boolean isAll = live.startsWith("-1 ");
            if (live.endsWith(" 0.0.0.0/0")) {
                allowed.add("tcp:443:203.0.113.0/28");
                allowed.add(isAll ? "udp:53:10.0.0.2/32" : "tcp:443:198.51.100.7/32");
            } else if (live.endsWith(" ::/0")) {
                allowed.add("tcp:443:2001:db8:7::/48");
            }
        }
        return allowed;
    }

    /** The group's outbound rules in the account. */
    public List<Known> live() {
        return texts("live").stream().map(WrittenCode::rule).toList();
    }

    /** Those of them that are open to the world. */
    public List<Known> open() {
        return live().stream()
                .filter(rule -> rule.destination().text().endsWith("/0"))
                .toList();
    }

    private static Known rule(String live) {
        String[] words = live.split(" ", -1);
        Service service = words[0].equals("-1")
                ? Service.ALL
                : new Service(Protocol.parse(words[0]), Integer.parseInt(words[1]), Integer.parseInt(words[2]));
        Destination destination = words[3].startsWith("sg-")
                ? new Destination.Group(words[3], Optional.empty())
                : words[3].startsWith("pl-")
                        ? new Destination.PrefixList(words[3])
                        : Destination.of(Cidr.parse(words[3]));
        return Known.of(service, destination);
    }

    /** The group as the AWS CLI lists it. */
    public String inventory() {
        List<String> rules = new ArrayList<>();
        for (String live : texts("live")) {
            String[] words = live.split(" ");
            String ports =
                    words[0].equals("-1") ? "" : "\"FromPort\": %s, \"ToPort\": %s, ".formatted(words[1], words[2]);
            String to = words[3].startsWith("sg-")
                    ? "\"UserIdGroupPairs\": [{\"UserId\": \"111122223333\", \"GroupId\": \"%s\"}]"
                    : words[3].startsWith("pl-")
                            ? "\"PrefixListIds\": [{\"PrefixListId\": \"%s\"}]"
                            : words[3].contains(":")
                                    ? "\"Ipv6Ranges\": [{\"CidrIpv6\": \"%s\"}]"
                                    : "\"IpRanges\": [{\"CidrIp\": \"%s\"}]";
            rules.add("{\"IpProtocol\": \"" + words[0] + "\", " + ports + to.formatted(words[3]) + "}");
        }
        return "{\"SecurityGroups\": [{\"GroupId\": \"sg-0web\", \"GroupName\": \"web\", \"OwnerId\": \"111122223333\","
                + " \"VpcId\": \"vpc-1\", \"IpPermissions\": [], \"IpPermissionsEgress\": [" + String.join(",", rules)
                + "]}]}";
    }

    /** The texts of the code by their paths, without byte order marks. */
    public Map<String, String> texts() {
        Map<String, String> all = new TreeMap<>();
        sources().forEach((name, file) -> {
            try {
                String text = Files.readString(file);
                all.put(name, text.startsWith("\uFEFF") ? text.substring(1) : text);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });
        return all;
    }

    private Map<String, Path> sources() {
        try (Stream<Path> files = Files.walk(place)) {
            Map<String, Path> all = new TreeMap<>();
            files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith(EXPECTED))
                    .forEach(file -> all.put(place.relativize(file).toString().replace("dot-", "."), file));
            return all;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Copies the code into a folder, which git takes for a repository. */
    public void copyTo(Path folder) {
        try {
            for (Map.Entry<String, Path> source : sources().entrySet()) {
                Path copy = folder.resolve(source.getKey());
                Files.createDirectories(copy.getParent());
                Files.copy(source.getValue(), copy);
            }
            Files.createDirectories(folder.resolve(".git/objects"));
            Files.createDirectories(folder.resolve(".git/refs"));
            Files.writeString(folder.resolve(".git/HEAD"), "ref: refs/heads/main\n");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Every file of a folder but the repository's own; one character for each byte. */
    public static Map<String, String> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            Map<String, String> all = new TreeMap<>();
            for (Path file : files.filter(Files::isRegularFile)
                    .sorted(Comparator.naturalOrder())
                    .toList()) {
                String name = folder.relativize(file).toString();
                if (!name.startsWith(".git/")) {
                    all.put(name, Files.readString(file, StandardCharsets.ISO_8859_1));
                }
            }
            return all;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Applies a patch with the real git, and compares every byte that it does not name. */
    public static void apply(Path folder, Path patch) {
        Map<String, String> before = files(folder);
        git(folder, patch);
        Map<String, String> after = files(folder);

        Map<String, List<Integer>> removed = new TreeMap<>();
        Map<String, List<Integer>> added = new TreeMap<>();
        named(patch, removed, added);
        assertThat(after.keySet()).isEqualTo(before.keySet());
        before.forEach((name, text) -> assertThat(
                        without(after.getOrDefault(name, ""), added.getOrDefault(name, List.of())))
                .as(name)
                .isEqualTo(without(text, removed.getOrDefault(name, List.of()))));
    }

    private static void git(Path folder, Path patch) {
        try {
            Process process = new ProcessBuilder(
                            Peer.required("git").program().toString(), "apply", "--whitespace=nowarn", patch.toString())
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as(said).isZero();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }

    /** The lines that a patch takes away and adds, by file, counted from 0. */
    private static void named(Path patch, Map<String, List<Integer>> removed, Map<String, List<Integer>> added) {
        String file = "";
        int old = 0;
        int other = 0;
        for (String line : lines(content(patch))) {
            Matcher hunk = HUNK.matcher(line);
            if (line.startsWith("+++ b/")) {
                file = line.substring("+++ b/".length()).strip();
            } else if (hunk.matches()) {
                old = Integer.parseInt(hunk.group(1)) - 1;
                other = Integer.parseInt(hunk.group(2)) - 1;
            } else if (line.startsWith("-") && !line.startsWith("--- a/")) {
                removed.computeIfAbsent(file, unused -> new ArrayList<>()).add(old++);
            } else if (line.startsWith("+")) {
                added.computeIfAbsent(file, unused -> new ArrayList<>()).add(other++);
            } else if (line.startsWith(" ")) {
                old++;
                other++;
            }
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static List<String> lines(String text) {
        return List.of(text.split("(?<=\n)"));
    }

    private static String without(String text, List<Integer> gone) {
        List<String> lines = lines(text);
        StringBuilder rest = new StringBuilder();
        for (int line = 0; line < lines.size(); line++) {
            if (!gone.contains(line)) {
                rest.append(lines.get(line));
            }
        }
        return rest.toString();
    }

    @Override
    public String toString() {
        return place.getFileName() + ": " + expected.text("what");
    }
}
