package dev.weir.iac.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.iac.WrittenCode;
import dev.weir.inventory.Destination;
import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.net.Cidr;
import dev.weir.net.Service;
import dev.weir.peer.CfnLint;
import dev.weir.plan.Authorization;
import dev.weir.plan.GroupRef;
import dev.weir.plan.Plan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A second opinion on patched templates: AWS's own checks find nothing in them that they did not find before. */
@Tag("deep")
class PatchedTemplatesLintIT {

    private static final List<Known> ADDED = List.of(
            new Known(
                    Optional.empty(),
                    Service.tcp(443),
                    Destination.of(Cidr.parse("198.51.100.0/28")),
                    Optional.of("weir: required"),
                    Map.of()),
            Known.of(Service.tcp(443), Destination.of(Cidr.parse("2001:db8::/64"))),
            Known.of(Service.tcp(443), new Destination.PrefixList("pl-0123456789abcdef0")),
            Known.of(Service.udp(53), new Destination.Group("sg-0123456789abcdef0", Optional.empty())));

    @TempDir
    Path folder = Path.of("");

    @Test
    void cfnLintFindsNothingNew() throws Exception {
        List<Path> files = new ArrayList<>();
        for (WrittenCode code : WrittenCode.all("templates")) {
            if (!code.isRefused()) {
                files.addAll(written(code));
            }
        }

        Map<String, TreeSet<String>> said = new TreeMap<>();
        files.forEach(file -> said.put(file.toString(), new TreeSet<>()));
        for (String line : new CfnLint().said(folder, files)) {
            String[] parts = line.split(":", 6);
            said.computeIfAbsent(parts[0], unused -> new TreeSet<>()).add(parts[parts.length - 1]);
        }

        assertThat(files).hasSizeGreaterThan(40);
        assertThat(said.values()).as("what cfn-lint finds in any of them").anyMatch(all -> !all.isEmpty());
        said.forEach((file, found) -> {
            String before = file.replaceFirst("/(1|2)-", "/0-");
            assertThat(Objects.requireNonNull(said.get(before), file)).as(file).containsAll(found);
        });
    }

    /** The template as it is, after the first patch and after the second. */
    private List<Path> written(WrittenCode code) throws Exception {
        String text = Objects.requireNonNull(code.texts().get(code.file()));
        TemplatePatch patch;
        try {
            List<Authorization> authorize = ADDED.stream()
                    .map(rule -> new Authorization(rule, Optional.empty()))
                    .toList();
            patch = TemplatePatch.of(
                    "template",
                    text,
                    new GroupRef("sg-1", "web", Optional.empty(), Optional.empty(), Optional.empty()),
                    new Plan.Change(authorize, code.open(), ADDED, List.of()),
                    Optional.of(code.group()),
                    GivenParameters.NONE);
        } catch (CannotPatch refused) {
            throw new AssertionError(code.toString(), refused);
        }
        String between = Diffs.applied(text, patch.add());
        List<String> texts = List.of(text, between, Diffs.applied(between, patch.remove()));
        String name = Path.of(code.file()).getFileName().toString();
        Path place = Path.of(Objects.requireNonNull(code.place().getFileName()).toString());
        Files.createDirectories(folder.resolve(place));
        return Stream.of(0, 1, 2)
                .map(step -> {
                    Path file = place.resolve(step + "-" + name);
                    try {
                        Files.writeString(folder.resolve(file), texts.get(step));
                    } catch (IOException failed) {
                        throw new UncheckedIOException(failed);
                    }
                    return file;
                })
                .toList();
    }
}
