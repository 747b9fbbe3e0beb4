package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SnapshotCommandTest {

    @TempDir
    Path folder = Path.of("");

    private static JsonNode json(Weir.Said said) {
        return JsonMapper.shared().readTree(said.out());
    }

    @Test
    void aScanOfTheSnapshotFindsWhatAScanOfTheFilesFinds() {
        Weir weir = new Weir(folder);
        String world = World.in(weir);

        for (String name : new String[] {"s.json", "s.json.gz"}) {
            Weir.Said said = weir.run("snapshot", "--out", weir.name(name), world);
            assertThat(said.exit()).isZero();
            assertThat(said.out())
                    .isEqualTo("DIR/" + name + ": 8 security groups, 4 network interfaces, 0 prefix lists\n");

            Weir.Said scanned = weir.run("scan", weir.name(name), "--format", "json");

            JsonNode direct = json(weir.run("scan", world, "--format", "json"));
            assertThat(scanned.exit()).isEqualTo(3);
            assertThat(json(scanned).get("findings")).isEqualTo(direct.get("findings"));
            assertThat(json(scanned).get("summary")).isEqualTo(direct.get("summary"));
        }
    }

    @Test
    void keepsWhatWasNotRead() {
        Weir weir = new Weir(folder);
        String broken =
                weir.file("broken.json", "{ \"SecurityGroups\": [ { \"GroupId\": \"sg-1\", \"IpPermissionsEgress\": [");

        Weir.Said said = weir.run("snapshot", "--out", weir.name("s.json"), broken);

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.out()).contains("; incomplete, and it says so itself");
        assertThat(said.err()).contains("weir: DIR/broken.json");
        Weir.Said scanned = weir.run("scan", weir.name("s.json"), "--format", "json");
        assertThat(scanned.exit()).isEqualTo(1);
        assertThat(json(scanned).get("complete").booleanValue()).isFalse();
        assertThat(scanned.out()).contains("broken.json");
    }

    @Test
    void aSeriesGetsANewFileEachTime() {
        Weir weir = new Weir(folder);
        String world = World.in(weir);

        weir.run("snapshot", "--append", weir.name("series"), world);
        weir.run("snapshot", "--append", weir.name("series"), world);

        assertThat(new Weir(folder.resolve("series")).names())
                .containsExactly("snapshot-20261122T120000Z-2.json.gz", "snapshot-20261122T120000Z.json.gz");
    }

    @Test
    void fourAppendsAtOnceKeptOneFileAndFourTimesSaidTheyHadKeptIt() throws Exception {
        Weir weir = new Weir(folder);
        String world = World.in(weir);
        ExecutorService pool = Executors.newFixedThreadPool(4);

        List<Future<Weir.Said>> begun = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            begun.add(pool.submit(() -> weir.run("snapshot", "--append", weir.name("series"), world)));
        }
        Set<String> told = new TreeSet<>();
        for (Future<Weir.Said> one : begun) {
            told.add(one.get().out().replaceAll("(?s):.*", ""));
        }
        pool.shutdown();

        Set<String> kept = new TreeSet<>();
        new Weir(folder.resolve("series")).names().forEach(name -> kept.add("DIR/series/" + name));
        assertThat(kept).hasSize(4).isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource({"s.json", "s.json.gz"})
    @EnabledIf("thereIsAFullDevice")
    void aFullDiskWasCalledABug(String name) throws IOException {
        Weir weir = new Weir(folder);
        String world = World.in(weir);
        Files.createSymbolicLink(folder.resolve(name), Path.of("/dev/full"));

        Weir.Said said = weir.run("snapshot", "--out", weir.name(name), world);

        assertThat(said.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(said.err()).isEqualTo("weir: `DIR/" + name + "` cannot be written: No space left on device\n");
    }

    static boolean thereIsAFullDevice() {
        return Files.exists(Path.of("/dev/full"));
    }
}
