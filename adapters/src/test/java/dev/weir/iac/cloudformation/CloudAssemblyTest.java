package dev.weir.iac.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.files.Judged;
import dev.weir.finding.Finding;
import dev.weir.finding.Subject;
import dev.weir.inventory.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An assembly that aws-cdk-lib 2.276.0 wrote: a stack with a nested one, and a stage with the same. */
class CloudAssemblyTest {

    private static final Path WRITTEN = Path.of("src/test/resources/iac/assembly/cdk.out");

    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void lieAsItWasWritten() throws IOException {
        try (Stream<Path> files = Files.walk(WRITTEN)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve("cdk.out").resolve(WRITTEN.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.writeString(
                        copy,
                        Files.readString(file)
                                .replace(
                                        "/home/builder/app", folder.toRealPath().toString()));
            }
        }
    }

    @Test
    void judgesEveryStackOnceWithItsRegionAtTheLineThatMadeIt() {
        Judged judged = Judged.of(folder.resolve("cdk.out"));

        Map<String, String> found = new TreeMap<>();
        for (Finding finding : judged.findings()) {
            if (finding.subject() instanceof Subject.Group group) {
                String place = group.group().origin().toString().replace(folder + "/", "");
                String region = group.group().scope().region().orElse("?");
                found.merge(
                        place + " " + region + " " + group.group().id().replaceFirst("[0-9A-F]{8}(?=/|$)", ""),
                        finding.verdict().toString(),
                        (one, other) -> one + " " + other);
            }
        }
        assertThat(judged.summary().problems()).isEmpty();
        String inner = "SharedNestedStackSharedNestedStackResource/Inner09E1DD49";
        assertThat(found)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "app2.js:16 eu-west-1 Open",
                        "fail fail",
                        "app2.js:16 eu-central-1 Open",
                        "fail fail",
                        "app2.js:17 eu-west-1 Narrow",
                        "pass pass",
                        "app2.js:17 eu-central-1 Narrow",
                        "pass pass",
                        "app2.js:7 eu-west-1 " + inner,
                        "pass pass",
                        "app2.js:7 eu-central-1 " + inner,
                        "pass fail"));
    }

    @Test
    void aManifestAloneNamesItsTemplates() {
        Judged judged = Judged.of(folder.resolve("cdk.out/manifest.json"));

        assertThat(judged.summary().problems()).isEmpty();
        assertThat(judged.findings()).hasSize(12);
        assertThat(judged.findings())
                .extracting(finding -> finding.subject().scope())
                .contains(Scope.of("111122223333", "eu-west-1"), Scope.of("111122223333", "eu-central-1"));
    }

    @Test
    void aTemplateThatIsGoneIsTold() throws IOException {
        Files.delete(folder.resolve("cdk.out/assembly-Prod/ProdNetwork2D2E7D69.template.json"));

        Judged judged = Judged.of(folder.resolve("cdk.out"));

        assertThat(judged.problems(folder))
                .contains("ProdNetwork2D2E7D69.template.json")
                .contains("cdk synth");
        assertThat(judged.findings()).isNotEmpty();
    }
}
