package dev.weir.organization;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TurnsTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    @Timeout(20)
    void neverWorkMoreAtOnceThanThereArePlacesAndAllGetTheirTurn(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int places = random.nextInt(1, 5);
        AtomicInteger working = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<CompletableFuture<Integer>> begun = new ArrayList<>();
        try (Turns turns = new Turns(places)) {
            for (int number = 0; number < 200; number++) {
                int waits = random.nextInt(4);
                int mine = number;
                begun.add(turns.begin(() -> {
                    most.accumulateAndGet(working.incrementAndGet(), Math::max);
                    for (int wait = 0; wait < waits; wait++) {
                        working.decrementAndGet();
                        turns.leaveFor(Thread::yield);
                        most.accumulateAndGet(working.incrementAndGet(), Math::max);
                    }
                    working.decrementAndGet();
                    return mine;
                }));
            }
            for (int number = 0; number < begun.size(); number++) {
                assertThat(begun.get(number).join()).isEqualTo(number);
            }
        }
        assertThat(most.get()).as("seed %d", seed).isBetween(1, places);
    }
}
