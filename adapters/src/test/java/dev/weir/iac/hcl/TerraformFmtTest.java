package dev.weir.iac.hcl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.iac.SourceText;
import dev.weir.testing.Peer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same texts to Terraform's own reader: what one of the two takes the other takes. */
class TerraformFmtTest {

    @Test
    void takesAndRefusesWhatTerraformTakesAndRefuses(@TempDir Path folder) throws Exception {
        Path terraform = Peer.whereInstalled("terraform").program();
        Map<String, String> texts = new TreeMap<>();
        for (long seed = 1; seed <= 150; seed++) {
            String text = new HclMaker(seed).file();
            texts.put("made%03d.tf".formatted(seed), text);
            texts.put("mutated%03d.tf".formatted(seed), mutated(text, seed));
        }
        for (Map.Entry<String, String> text : texts.entrySet()) {
            Files.writeString(folder.resolve(text.getKey()), text.getValue());
        }

        Set<String> refusedByTerraform = refused(terraform, folder);

        Set<String> refusedByUs = new TreeSet<>();
        texts.forEach((name, text) -> {
            try {
                HclReader.read(new SourceText(name, text));
            } catch (BrokenHcl broken) {
                refusedByUs.add(name);
            }
        });
        assertThat(refusedByTerraform).noneMatch(name -> name.startsWith("made"));
        assertThat(refusedByTerraform).hasSizeGreaterThan(30);
        Set<String> byOneOnly = new TreeSet<>(refusedByUs);
        byOneOnly.addAll(refusedByTerraform);
        byOneOnly.removeIf(name -> refusedByUs.contains(name) && refusedByTerraform.contains(name));
        assertThat(byOneOnly).isEmpty();
    }

    private static String mutated(String text, long seed) {
        SplittableRandom random = new SplittableRandom(seed * 31);
        int at = random.nextInt(text.length());
        String sign = String.valueOf("{}[]()\"$#,=.\n".charAt(random.nextInt(13)));
        return random.nextBoolean()
                ? text.substring(0, at) + sign + text.substring(at)
                : text.substring(0, at) + text.substring(at + 1);
    }

    private static Set<String> refused(Path terraform, Path folder) throws IOException, InterruptedException {
        Path said = folder.resolve("said.txt");
        Process process = new ProcessBuilder(
                        terraform.toString(), "fmt", "-no-color", "-write=false", "-list=false", folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        Set<String> refused = new TreeSet<>();
        for (String line : Files.readString(said, StandardCharsets.UTF_8).split("\n")) {
            int on = line.indexOf(" on ");
            int end = line.indexOf(".tf line");
            if (on >= 0 && end > on) {
                String name = line.substring(on + 4, end + 3);
                refused.add(name.substring(name.lastIndexOf('/') + 1));
            }
        }
        return refused;
    }
}
