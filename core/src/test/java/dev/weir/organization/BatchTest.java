package dev.weir.organization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.codec.Pushes;
import dev.weir.codec.RandomInventory;
import dev.weir.inventory.InventorySource;
import dev.weir.inventory.Scope;
import dev.weir.inventory.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** However a batch waits for its turn, it comes out the same. */
class BatchTest {

    @Test
    void comesInTheSameOrderAsObjectsAndCompressed() {
        for (int seed = 1; seed <= 200; seed++) {
            int drawn = seed;
            Batch batch = Batch.of(
                    Scope.of("111122223333", "eu-west-1"),
                    sink -> new RandomInventory(drawn).read(sink),
                    Instant.parse("2026-11-21T06:00:00Z"));

            List<Object> compressed = pushed(batch.compressed());
            assertThat(pushed(batch.content())).as("seed %d", seed).isEqualTo(compressed);
            assertThat(pushed(batch.held())).as("seed %d", seed).isEqualTo(compressed);
        }
    }

    @Test
    void countsWhatIsMostOfItsMemory() {
        for (int seed = 1; seed <= 200; seed++) {
            Snapshot all = Snapshot.of(new RandomInventory(seed));
            int drawn = seed;
            Batch batch = Batch.of(
                    Scope.of("111122223333", "eu-west-1"),
                    sink -> new RandomInventory(drawn).read(sink),
                    Instant.EPOCH);

            assertThat(batch.held().count())
                    .as("seed %d", seed)
                    .isEqualTo(all.securityGroups().size()
                            + all.networkInterfaces().size());
        }
    }

    private static List<Object> pushed(InventorySource content) {
        Pushes pushes = new Pushes();
        content.read(pushes);
        List<Object> all = new ArrayList<>(pushes.things);
        all.addAll(pushes.problems);
        all.addAll(pushes.inputs);
        return all;
    }
}
