package dev.weir.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.inventory.Fixtures;
import dev.weir.inventory.GroupHolder;
import dev.weir.inventory.InventorySink;
import dev.weir.inventory.InventorySource;
import dev.weir.inventory.Listing;
import dev.weir.inventory.Origin;
import dev.weir.inventory.PassingSink;
import dev.weir.inventory.Problem;
import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.Snapshot;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Accounts that are a few lines of Java: who is asked what, in which order it arrives, and what a second run asks again. */
class OrganizationInventoryTest {

    private static final Instant NOW = Instant.parse("2026-11-29T06:00:00Z");
    private static final Duration A_DAY = Duration.ofHours(24);

    private final TestAccounts accounts = new TestAccounts();
    private final Memory memory = new Memory();

    /** Accounts with the same Regions, of which each group is open. */
    private static class TestAccounts implements Accounts {

        private final List<String> asked = new CopyOnWriteArrayList<>();
        private final Map<String, InventorySource> instead = new ConcurrentHashMap<>();
        private List<String> ids = List.of("444455556666", "111122223333", "222233334444");
        private List<String> enabled = List.of("eu-west-1", "us-east-1");
        private List<String> named = List.of();
        private String refuses = "";
        private boolean everyPrefixList;
        private boolean holders;
        private Optional<String> lambdaMissing = Optional.empty();

        @Override
        public Listed find() {
            return new Listed(ids.stream().map(id -> new Account(id, "")).toList(), List.of(), List.of());
        }

        @Override
        public List<String> regions() {
            return named;
        }

        @Override
        public boolean readsEveryPrefixList() {
            return everyPrefixList;
        }

        @Override
        public boolean readsHolders() {
            return holders;
        }

        @Override
        public AccountAccess enter(Account account) {
            asked.add("enter " + account.id());
            if (account.id().equals(refuses)) {
                throw new AccessRefused("AssumeRole", "not you", new IllegalStateException("no"));
            }
            return new AccountAccess() {
                @Override
                public List<String> enabledRegions() {
                    asked.add("regions " + account.id());
                    return enabled;
                }

                @Override
                public InventorySource region(String region) {
                    Scope scope = Scope.of(account.id(), region);
                    asked.add("read " + scope);
                    return instead.getOrDefault(scope.toString(), sink -> {
                        if (holders) {
                            fillHolders(scope, sink);
                        }
                        fill(scope, sink);
                    });
                }

                @Override
                public InventorySource holders(String region) {
                    Scope scope = Scope.of(account.id(), region);
                    asked.add("holders " + scope);
                    return sink -> fillHolders(scope, sink);
                }
            };
        }

        private void fillHolders(Scope scope, InventorySink sink) {
            for (GroupHolder.Kind kind : GroupHolder.Kind.values()) {
                boolean isMissing = kind == GroupHolder.Kind.LAMBDA_FUNCTION && lambdaMissing.isPresent();
                if (!isMissing) {
                    sink.holder(new GroupHolder(scope, kind, "one", Set.of("sg-held"), Origin.of("a call")));
                }
                sink.holdersListed(new GroupHolder.Listed(scope, kind, isMissing ? lambdaMissing : Optional.empty()));
            }
        }

        @Override
        public void close() {
            asked.add("close");
        }
    }

    private static void fill(Scope scope, InventorySink sink) {
        for (Listing.Kind kind : Listing.Kind.values()) {
            sink.listing(Listing.whole(scope, kind));
        }
        sink.securityGroup(Fixtures.group(
                scope, "sg-" + scope.account().orElseThrow() + scope.region().orElseThrow(), List.of()));
    }

    /** A store that can be cut off, as if the process had been killed. */
    private static final class Memory implements BatchStore {

        private final Map<String, byte[]> kept = new ConcurrentHashMap<>();

        @Override
        public Optional<byte[]> find(String name) {
            return Optional.ofNullable(kept.get(name));
        }

        @Override
        public void keep(String name, byte[] bytes) {
            kept.put(name, bytes);
        }
    }

    private OrganizationInventory inventory(BatchStore store, Instant now) {
        return new OrganizationInventory(
                accounts, new Turns(3), store, A_DAY, Clock.fixed(now, ZoneOffset.UTC), OrganizationListener.NONE);
    }

    private Snapshot read(BatchStore store, Instant now) {
        accounts.asked.clear();
        return Snapshot.of(inventory(store, now));
    }

    private static List<String> ids(Snapshot snapshot) {
        return snapshot.securityGroups().stream().map(SecurityGroup::id).toList();
    }

    private long times(String what) {
        return accounts.asked.stream().filter(asked -> asked.startsWith(what)).count();
    }

    @Test
    void givesEachRegionOfEachAccountAsABatchInTheOrderOfTheirNames() {
        List<String> pushed = new CopyOnWriteArrayList<>();
        Snapshot.Builder snapshot = new Snapshot.Builder();

        inventory(BatchStore.NONE, NOW).read(new PassingSink(snapshot) {
            @Override
            public void batch(Scope scope) {
                pushed.add("batch " + scope);
                super.batch(scope);
            }

            @Override
            public void securityGroup(SecurityGroup group) {
                pushed.add(group.id());
                super.securityGroup(group);
            }
        });

        assertThat(pushed)
                .containsExactly(
                        "batch 111122223333 eu-west-1", "sg-111122223333eu-west-1",
                        "batch 111122223333 us-east-1", "sg-111122223333us-east-1",
                        "batch 222233334444 eu-west-1", "sg-222233334444eu-west-1",
                        "batch 222233334444 us-east-1", "sg-222233334444us-east-1",
                        "batch 444455556666 eu-west-1", "sg-444455556666eu-west-1",
                        "batch 444455556666 us-east-1", "sg-444455556666us-east-1");
        assertThat(snapshot.build().isComplete()).isTrue();
        assertThat(accounts.asked).endsWith("close");
    }

    @Test
    void asksAKeptRegionOnlyForWhatHoldsGroupsWhereThatIsNotWhole() {
        int kinds = GroupHolder.Kind.values().length;
        read(memory, NOW);
        accounts.holders = true;
        accounts.lambdaMissing = Optional.of("no permission");

        Snapshot refused = read(memory, NOW.plusSeconds(60));
        List<String> askedForAll = List.copyOf(accounts.asked);
        accounts.lambdaMissing = Optional.empty();
        Snapshot permitted = read(memory, NOW.plusSeconds(120));
        List<String> askedForTheRest = List.copyOf(accounts.asked);
        Snapshot kept = read(memory, NOW.plusSeconds(180));
        List<String> askedForNothing = List.copyOf(accounts.asked);

        assertThat(askedForAll).filteredOn(asked -> asked.startsWith("holders")).hasSize(6);
        assertThat(askedForTheRest).containsExactlyInAnyOrderElementsOf(askedForAll);
        assertThat(askedForAll).noneMatch(asked -> asked.startsWith("read"));
        assertThat(askedForNothing).containsExactly("close");
        assertThat(refused.holdersListed()).hasSize(6 * kinds);
        assertThat(refused.holders()).hasSize(6 * (kinds - 1));
        assertThat(permitted.holdersListed())
                .hasSize(6 * kinds)
                .allMatch(listed -> listed.missing().isEmpty());
        assertThat(permitted.holders()).hasSize(6 * kinds);
        assertThat(kept.holders()).isEqualTo(permitted.holders());
        assertThat(ids(kept)).hasSize(6).isEqualTo(ids(refused));
    }

    @Test
    void isAsOldAsItsGroupsWhereOnlyWhatHoldsThemIsNew() {
        read(memory, NOW);
        accounts.holders = true;
        read(memory, NOW.plus(A_DAY));

        read(memory, NOW.plus(A_DAY).plusSeconds(1));

        assertThat(times("read")).isEqualTo(6);
    }

    @Test
    void keepsWhatWasReadOfAnAccountThatRefusesToSayWhatHoldsGroups() {
        read(memory, NOW);
        accounts.holders = true;
        accounts.refuses = "222233334444";

        Snapshot snapshot = read(memory, NOW.plusSeconds(60));

        assertThat(ids(snapshot)).hasSize(6);
        assertThat(snapshot.holdersListed()).hasSize(4 * GroupHolder.Kind.values().length);
        assertThat(snapshot.problems())
                .extracting(Problem::toString)
                .containsExactly("AssumeRole in account 222233334444: not you");
    }

    @Test
    void namesTheAccountThatRefusesAndReadsTheOthers() {
        accounts.refuses = "222233334444";

        Snapshot snapshot = read(BatchStore.NONE, NOW);

        assertThat(ids(snapshot)).hasSize(4).noneMatch(id -> id.contains("222233334444"));
        assertThat(snapshot.problems())
                .extracting(Problem::toString)
                .containsExactly("AssumeRole in account 222233334444: not you");
        assertThat(snapshot.listings())
                .filteredOn(listing -> listing.status() == Listing.Status.NOT_READ)
                .hasSize(Listing.Kind.values().length)
                .allMatch(listing -> listing.scope().toString().equals("222233334444 unknown Region"));
    }

    @Test
    void namesARefusalOnceAndEachRegionThatWasAskedForAsNotRead() {
        accounts.refuses = "222233334444";
        accounts.named = List.of("ap-south-1", "eu-west-1");

        Snapshot snapshot = read(BatchStore.NONE, NOW);

        assertThat(snapshot.problems()).hasSize(1);
        assertThat(snapshot.listings().stream()
                        .filter(listing -> listing.status() == Listing.Status.NOT_READ)
                        .map(listing -> listing.scope().toString())
                        .distinct())
                .containsExactly("222233334444 ap-south-1", "222233334444 eu-west-1");
        assertThat(times("enter 222233334444")).isEqualTo(1);
        assertThat(times("regions")).isZero();
    }

    @Test
    void asksNoAccountAgainThatWasReadBefore() {
        Snapshot first = read(memory, NOW);
        Snapshot second = read(memory, NOW.plus(A_DAY));

        assertThat(times("enter")).isZero();
        assertThat(ids(second)).isEqualTo(ids(first));
        assertThat(second.isComplete()).isTrue();
    }

    @Test
    void readsAgainForPlanningWhatWasReadWithoutTheListsThatNoRuleNames() {
        Scope scope = Scope.of("222233334444", "us-east-1");
        accounts.instead.put(scope.toString(), sink -> {
            sink.prefixList(
                    accounts.everyPrefixList
                            ? Fixtures.awsPrefixList("pl-s3", "192.0.2.0/24")
                            : Fixtures.prefixListNotRead("pl-s3", Optional.empty()));
            fill(scope, sink);
        });

        read(memory, NOW);
        accounts.everyPrefixList = true;
        read(memory, NOW);
        List<String> forPlanning = List.copyOf(accounts.asked);
        accounts.everyPrefixList = false;
        read(memory, NOW);

        assertThat(forPlanning).containsExactly("enter 222233334444", "read 222233334444 us-east-1", "close");
        assertThat(accounts.asked).containsExactly("close");
    }

    @Test
    void readsAgainWhatIsOlderThanWanted() {
        read(memory, NOW);
        read(memory, NOW.plus(A_DAY).plusSeconds(1));

        assertThat(times("read")).isEqualTo(6);
    }

    @Test
    void readsAgainWhatAClockOfTomorrowKept() {
        read(memory, NOW.plus(A_DAY));
        read(memory, NOW);

        assertThat(times("read")).isEqualTo(6);
    }

    @Test
    void readsAgainWhatWasKeptDamaged() {
        read(memory, NOW);
        byte[] whole = memory.kept.getOrDefault("111122223333/us-east-1.json.gz", new byte[0]);
        memory.keep("111122223333/us-east-1.json.gz", java.util.Arrays.copyOf(whole, 12));
        memory.keep("444455556666/regions.json", new byte[] {'{'});

        Snapshot again = read(memory, NOW);

        assertThat(accounts.asked)
                .containsExactlyInAnyOrder(
                        "enter 111122223333",
                        "read 111122223333 us-east-1",
                        "enter 444455556666",
                        "regions 444455556666",
                        "close");
        assertThat(ids(again)).hasSize(6);
    }

    @Test
    void doesNotKeepWhatWasReadInPart() {
        accounts.instead.put("222233334444 eu-west-1", sink -> {
            sink.listing(
                    Listing.inPart(Scope.of("222233334444", "eu-west-1"), Listing.Kind.SECURITY_GROUPS, "cut short"));
            sink.securityGroup(Fixtures.group("sg-half"));
        });

        Snapshot first = read(memory, NOW);
        Snapshot second = read(memory, NOW);

        assertThat(ids(first)).contains("sg-half");
        assertThat(ids(second)).contains("sg-half");
        assertThat(accounts.asked)
                .containsExactlyInAnyOrder("enter 222233334444", "read 222233334444 eu-west-1", "close");
        assertThat(second.isComplete()).isFalse();
    }

    @Test
    void goesOnWhereARunEnded() {
        assertThatThrownBy(() -> inventory(memory, NOW).read(new PassingSink(new Snapshot.Builder()) {
                    @Override
                    public void batch(Scope scope) {
                        if (scope.account().equals(Optional.of("222233334444"))) {
                            throw new IllegalStateException("killed");
                        }
                    }
                }))
                .hasMessage("killed");
        Map<String, byte[]> keptByThen = new TreeMap<>(memory.kept);

        Snapshot whole = read(memory, NOW);

        assertThat(ids(whole)).hasSize(6);
        long keptBatches = keptByThen.keySet().stream()
                .filter(name -> name.endsWith(".gz"))
                .count();
        assertThat(keptBatches).isGreaterThanOrEqualTo(2);
        assertThat(times("read")).isLessThanOrEqualTo(6 - keptBatches);
        keptByThen.keySet().stream()
                .filter(name -> name.endsWith(".gz"))
                .map(name -> "read " + name.replace('/', ' ').replace(".json.gz", ""))
                .forEach(before -> assertThat(accounts.asked).doesNotContain(before));
    }

    /** Forty Regions whose buckets are empty until the last idle one is read: with three places they must all let it by. */
    @Test
    @Timeout(20)
    void readsIdleRegionsWhileBusyOnesWait() {
        int busy = 40;
        int idle = 10;
        accounts.ids = List.of("111122223333");
        List<String> regions = new ArrayList<>();
        Stream.iterate(1, n -> n + 1).limit(busy + idle).forEach(n -> regions.add("xx-test-" + (100 + n)));
        accounts.enabled = regions;
        CountDownLatch idleRead = new CountDownLatch(idle);
        Turns turns = new Turns(3);
        for (String region : regions.subList(0, busy)) {
            Scope scope = Scope.of("111122223333", region);
            accounts.instead.put(scope.toString(), sink -> {
                turns.leaveFor(() -> await(idleRead));
                fill(scope, sink);
            });
        }
        for (String region : regions.subList(busy, busy + idle)) {
            Scope scope = Scope.of("111122223333", region);
            accounts.instead.put(scope.toString(), sink -> {
                fill(scope, sink);
                idleRead.countDown();
            });
        }

        Snapshot snapshot = Snapshot.of(new OrganizationInventory(
                accounts, turns, BatchStore.NONE, A_DAY, Clock.fixed(NOW, ZoneOffset.UTC), OrganizationListener.NONE));

        assertThat(snapshot.securityGroups()).hasSize(busy + idle);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(15, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    @Test
    void tellsABugOfOneRegionAsTheBugThatItIs() {
        accounts.instead.put("222233334444 us-east-1", sink -> {
            throw new IllegalStateException("a bug");
        });

        assertThatThrownBy(() -> read(BatchStore.NONE, NOW)).hasMessage("a bug");
    }
}
