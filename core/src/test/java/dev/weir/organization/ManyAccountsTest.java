package dev.weir.organization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.finding.Policy;
import dev.weir.finding.Scan;
import dev.weir.finding.ScanSummary;
import dev.weir.inventory.Fixtures;
import dev.weir.inventory.InventorySink;
import dev.weir.inventory.InventorySource;
import dev.weir.inventory.Listing;
import dev.weir.inventory.Scope;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An organization of real size: two hundred accounts in four Regions with fifty groups each. */
class ManyAccountsTest {

    private static final int GROUPS = 50;
    private static final List<String> REGIONS = List.of("eu-central-1", "eu-west-1", "us-east-1", "us-west-2");

    /** Accounts that are made up when they are read. */
    private record Generated(int count) implements Accounts {

        @Override
        public Listed find() {
            return new Listed(
                    IntStream.range(0, count)
                            .mapToObj(number -> new Account("%012d".formatted(100_000_000_000L + number), "a"))
                            .toList(),
                    List.of(),
                    List.of());
        }

        @Override
        public List<String> regions() {
            return List.of();
        }

        @Override
        public boolean readsEveryPrefixList() {
            return false;
        }

        @Override
        public AccountAccess enter(Account account) {
            return new AccountAccess() {
                @Override
                public List<String> enabledRegions() {
                    return REGIONS;
                }

                @Override
                public InventorySource region(String region) {
                    return sink -> fill(Scope.of(account.id(), region), sink);
                }

                @Override
                public InventorySource holders(String region) {
                    return sink -> {};
                }
            };
        }

        @Override
        public void close() {}
    }

    private static void fill(Scope scope, InventorySink sink) {
        for (Listing.Kind kind : Listing.Kind.values()) {
            sink.listing(Listing.whole(scope, kind));
        }
        for (int number = 0; number < GROUPS; number++) {
            sink.securityGroup(Fixtures.group(
                    scope,
                    "sg-" + scope.account().orElseThrow() + scope.region().orElseThrow() + number,
                    Fixtures.rules(
                            number % 2 == 0 ? "tcp 443 0.0.0.0/0" : "tcp 443 10.0.0.0/8", "udp 53 10.0.0.2/32")));
        }
    }

    @Test
    void judgesEveryGroupOfEachAccount() {
        judges(20);
    }

    /** 40,000 groups, for which a heap of 48 MB is enough. */
    @Test
    @Tag("deep")
    void judgesEveryGroupOfTwoHundredAccounts() {
        judges(200);
    }

    private static void judges(int accounts) {
        AtomicLong findings = new AtomicLong();
        Scan scan = new Scan(Policy.DEFAULT, finding -> findings.incrementAndGet());

        new OrganizationInventory(
                        new Generated(accounts),
                        new Turns(16),
                        BatchStore.NONE,
                        Duration.ofHours(24),
                        Clock.fixed(Instant.parse("2026-11-29T06:00:00Z"), ZoneOffset.UTC),
                        OrganizationListener.NONE)
                .read(scan);
        ScanSummary summary = scan.finish();

        assertThat(summary.securityGroups()).isEqualTo((long) accounts * REGIONS.size() * GROUPS);
        assertThat(summary.groupsFailing()).isEqualTo(summary.securityGroups() / 2);
        assertThat(findings.get()).isEqualTo(2 * summary.securityGroups());
        assertThat(summary.scopes()).hasSize(accounts * REGIONS.size());
        assertThat(summary.complete()).isTrue();
    }
}
