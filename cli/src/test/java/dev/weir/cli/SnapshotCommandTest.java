package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
}
