package dev.weir.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.finding.Baseline;
import dev.weir.finding.Finding;
import dev.weir.finding.FindingSink;
import dev.weir.finding.Policy;
import dev.weir.finding.Scan;
import dev.weir.finding.Shown;
import dev.weir.inventory.Fixtures;
import dev.weir.inventory.InventorySource;
import dev.weir.inventory.Scope;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScanOperationTest {

    private static final int BATCHES = 3;

    /** Accounts of so many groups, each with a prefix list of its own. */
    private static InventorySource accounts(int groups) {
        return sink -> {
            for (int account = 0; account < BATCHES; account++) {
                Scope scope = Scope.of("11112222333" + account, Fixtures.REGION);
                sink.batch(scope);
                sink.prefixList(Fixtures.prefixList("pl-" + account, "203.0.113.0/24"));
                for (int group = 0; group < groups; group++) {
                    String rule = group % 2 == 0 ? "all 0.0.0.0/0" : "tcp 443 pl-" + account;
                    sink.securityGroup(Fixtures.group(scope, "sg-" + account + "-" + group, Fixtures.rules(rule)));
                }
            }
        };
    }

    private static ScanOperation over(InventorySource inventory) {
        return new ScanOperation(
                new ScanOperation.Request(
                        Policy.DEFAULT,
                        inventory,
                        Optional.empty(),
                        LocalDate.EPOCH,
                        Baseline.NONE,
                        List.of(),
                        Shown.EVERYTHING),
                OperationListener.NONE);
    }

    private static List<String> judged(InventorySource inventory) {
        List<String> findings = new ArrayList<>();
        Scan scan = new Scan(Policy.DEFAULT, finding -> findings.add(finding.toString()));
        inventory.read(scan);
        scan.finish();
        return findings;
    }

    @Test
    void findingsAreTakenOneByOneInTheOrderInWhichTheyAreMade() {
        for (int groups : new int[] {0, 1, 127, 128, 129, 1000}) {
            List<String> taken = new ArrayList<>();

            over(accounts(groups)).run(finding -> taken.add(finding.toString()));

            assertThat(taken).as("%d groups", groups).isEqualTo(judged(accounts(groups)));
        }
    }

    @Test
    void manyAreTakenByAThreadOfTheirOwnAndFewAreNot() {
        Set<Thread> ofMany = new HashSet<>();
        Set<Thread> ofFew = new HashSet<>();

        over(accounts(1000)).run(finding -> ofMany.add(Thread.currentThread()));
        over(accounts(10)).run(finding -> ofFew.add(Thread.currentThread()));

        assertThat(ofMany).hasSize(2).contains(Thread.currentThread());
        assertThat(ofFew).containsExactly(Thread.currentThread());
    }

    @Test
    void aFindingIsTakenWithThePrefixListsThatWereKnownWhenItWasMade() {
        ScanOperation operation = over(accounts(700));
        Set<String> known = new HashSet<>();

        operation.run(finding -> {
            int lists = 0;
            while (operation.prefixLists().find("pl-" + lists).isPresent()) {
                lists++;
            }
            known.add(finding.subject().scope().account().orElse("") + " " + lists);
        });

        assertThat(known).containsExactlyInAnyOrder("111122223330 1", "111122223331 2", "111122223332 3");
    }

    @Test
    void whatTheTakerThrowsEndsTheScan() {
        for (int at : new int[] {1, 300, 2000, 3999}) {
            Failing taker = new Failing(at);

            assertThatThrownBy(() -> over(accounts(1000)).run(taker))
                    .as("at %d", at)
                    .isSameAs(taker.failure);
            assertThat(taker.taken).as("at %d", at).isEqualTo(at);
        }
    }

    @Test
    void whatWasFoundBeforeTheReadingFailedIsTaken() {
        List<Finding> taken = new ArrayList<>();
        IllegalStateException failure = new IllegalStateException("the reading failed");
        InventorySource breaking = sink -> {
            accounts(300).read(sink);
            throw failure;
        };

        assertThatThrownBy(() -> over(breaking).run(taken::add)).isSameAs(failure);

        assertThat(taken).hasSize(2 * BATCHES * 300);
    }

    /** Throws at a finding, and counts what it is given. */
    private static final class Failing implements FindingSink {

        private final RuntimeException failure = new RuntimeException("the disk is full");
        private final int at;
        private int taken;

        Failing(int at) {
            this.at = at;
        }

        @Override
        public void finding(Finding finding) {
            taken++;
            if (taken >= at) {
                throw failure;
            }
        }
    }
}
