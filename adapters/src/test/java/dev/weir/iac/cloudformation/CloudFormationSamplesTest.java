package dev.weir.iac.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.files.Judged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every sample of a template gives the verdicts that stand beside it. */
class CloudFormationSamplesTest {

    private static final Path SAMPLES = Path.of("src/test/resources/iac");

    record Sample(Path file, JsonNode expected) {
        @Override
        public String toString() {
            return SAMPLES.relativize(file).toString();
        }
    }

    static Stream<Sample> samples() throws IOException {
        List<Sample> samples = new ArrayList<>();
        try (Stream<Path> folders = Files.list(SAMPLES)) {
            for (Path folder :
                    folders.filter(CloudFormationSamplesTest::isOurs).sorted().toList()) {
                JsonNode expected = JsonMapper.shared()
                        .readTree(Files.readAllBytes(folder.resolve("expected.json")))
                        .get("expect");
                expected.propertyStream()
                        .forEach(file -> samples.add(new Sample(folder.resolve(file.getKey()), file.getValue())));
            }
        }
        assertThat(samples).hasSizeGreaterThan(8);
        return samples.stream();
    }

    private static boolean isOurs(Path folder) {
        return folder.getFileName().toString().matches("(cfn|cdk|sam)-.*");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void judgesASampleAsExpected(Sample sample) {
        Judged judged = Judged.of(sample.file);

        Map<String, String> found = new LinkedHashMap<>();
        Map<String, String> expected = new LinkedHashMap<>();
        sample.expected.propertyStream().forEach(resource -> {
            expected.put(
                    resource.getKey(),
                    resource.getValue().get("all-ports").asString() + " "
                            + resource.getValue().get("any-port").asString());
            found.put(resource.getKey(), Verdicts.of(judged).getOrDefault(resource.getKey(), "absent"));
        });
        assertThat(found).isEqualTo(expected);
        assertThat(judged.summary().problems()).isEmpty();
        assertThat(judged.findings()).hasSize(2 * expected.size());
    }
}
