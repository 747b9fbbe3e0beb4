package dev.weir.organization;

import dev.weir.inventory.InventorySink;
import dev.weir.inventory.InventorySource;
import dev.weir.inventory.Listing;
import dev.weir.inventory.Origin;
import dev.weir.inventory.PassingSink;
import dev.weir.inventory.Problem;
import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroup;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;

/**
 * Many accounts, each with its Regions, as one inventory in batches, in the order of accounts and Regions.
 *
 * <p>Many are read side by side; of what is read before its turn all but a few wait compressed. An account that refuses is named, and the rest is
 * read all the same.
 */
public final class OrganizationInventory implements InventorySource {

    /** Some 16 MB: of small Regions more than are read at once, of a large one none. */
    private static final int AS_OBJECTS = 4096;

    private final Accounts accounts;
    private final Turns turns;
    private final KeptBatches kept;
    private final Clock clock;
    private final OrganizationListener listener;
    /** So many groups and interfaces of what waits; the others wait compressed, which costs more than to judge a small Region. */
    private final Semaphore asObjects = new Semaphore(AS_OBJECTS);

    /**
     * An inventory that is read once.
     *
     * @param accounts closed when it was read
     * @param turns closed, too
     * @param maxAge how old what {@code store} holds may be, else it is read again
     */
    public OrganizationInventory(
            Accounts accounts,
            Turns turns,
            BatchStore store,
            Duration maxAge,
            Clock clock,
            OrganizationListener listener) {
        this.accounts = accounts;
        this.turns = turns;
        this.kept = new KeptBatches(store, clock, maxAge);
        this.clock = clock;
        this.listener = listener;
    }

    @Override
    public void read(InventorySink sink) {
        try (accounts;
                turns) {
            Accounts.Listed found = accounts.find();
            found.problems().forEach(sink::problem);
            List<Account> all = found.accounts().stream()
                    .sorted((one, other) -> one.id().compareTo(other.id()))
                    .toList();
            listener.accounts(all.size(), found.leftOut());
            Queue<CompletableFuture<Entered>> begun = new ArrayDeque<>();
            all.forEach(account -> begun.add(turns.begin(() -> begin(account))));
            while (!begun.isEmpty()) {
                push(result(begun.remove()), sink);
            }
        } finally {
            listener.end();
        }
    }

    /** What becomes of one account. */
    private record Entered(Entry entry, Queue<CompletableFuture<Batch>> batches) {}

    private Entered begin(Account account) {
        Entry entry = new Entry(account);
        Queue<CompletableFuture<Batch>> batches = new ArrayDeque<>();
        List<String> regions = regions(entry);
        listener.account(regions.size());
        for (String region : regions) {
            Scope scope = Scope.of(account.id(), region);
            batches.add(turns.begin(() -> batch(entry, scope)));
        }
        return new Entered(entry, batches);
    }

    /** The account is entered when the first thing is to be asked: one that was read before is not asked at all. */
    private List<String> regions(Entry entry) {
        if (!accounts.regions().isEmpty()) {
            return accounts.regions();
        }
        Optional<List<String>> before = kept.regions(entry.account);
        if (before.isPresent()) {
            return before.get();
        }
        try {
            List<String> regions = entry.access().enabledRegions();
            kept.keep(entry.account, regions);
            return regions;
        } catch (AccessRefused refused) {
            entry.refuse(refused);
            return List.of();
        }
    }

    private Batch batch(Entry entry, Scope scope) {
        Optional<Batch> before = kept.find(scope)
                .filter(batch -> (!accounts.readsEveryPrefixList() || batch.hasEveryPrefixList())
                        && (!accounts.readsFlowLogs() || batch.hasFlowLogs()));
        if (before.isPresent() && (!accounts.readsHolders() || before.get().hasHolders())) {
            listener.kept(scope);
            return before.get();
        }
        AccountAccess access;
        try {
            access = entry.access();
        } catch (AccessRefused refused) {
            listener.refused(scope);
            return before.orElseGet(
                    () -> waiting(Batch.of(scope, sink -> notRead(scope, refused, sink), clock.instant())));
        }
        String region = scope.region().orElseThrow();
        Batch batch = before.isPresent()
                ? before.get().withHolders(access.holders(region))
                : Batch.of(scope, access.region(region), clock.instant());
        Batch read = kept.keep(batch);
        if (before.isPresent()) {
            listener.kept(scope);
        } else {
            listener.read(scope);
        }
        return waiting(read);
    }

    private Batch waiting(Batch batch) {
        if (batch.isCompressed()) {
            return batch;
        }
        Batch.Held held = batch.held();
        return new Batch(batch.scope(), asObjects.tryAcquire(held.count()) ? held : batch.compressed(), batch.at());
    }

    private void push(Entered reading, InventorySink sink) {
        Account account = reading.entry().account;
        if (reading.batches().isEmpty()) {
            Scope scope = new Scope(Optional.of(account.id()), Optional.empty());
            sink.batch(scope);
            reading.entry().refused().ifPresent(refused -> notRead(scope, refused, sink));
        }
        while (!reading.batches().isEmpty()) {
            CountingSink groups = new CountingSink(sink);
            Batch batch = result(reading.batches().remove());
            batch.push(groups);
            if (batch.content() instanceof Batch.Held held) {
                asObjects.release(held.count());
            }
            listener.passedOn(groups.count);
        }
        reading.entry().refused().ifPresent(refused -> {
            listener.refused(account);
            sink.problem(new Problem(Origin.of(refused.call() + " in account " + account), refused.sentence()));
        });
    }

    private static void notRead(Scope scope, AccessRefused refused, InventorySink sink) {
        for (Listing.Kind kind : Listing.Kind.values()) {
            sink.listing(Listing.notRead(scope, kind, refused.sentence()));
        }
    }

    private static <T> T result(CompletableFuture<T> begun) {
        try {
            return begun.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException told) {
                throw told;
            }
            if (failed.getCause() instanceof Error error) {
                throw error;
            }
            throw failed;
        }
    }

    /** Counts the groups that are passed on. */
    private static final class CountingSink extends PassingSink {

        private long count;

        CountingSink(InventorySink next) {
            super(next);
        }

        @Override
        public void securityGroup(SecurityGroup securityGroup) {
            count++;
            super.securityGroup(securityGroup);
        }

        @Override
        public void contradictorySecurityGroup(List<SecurityGroup> versions) {
            count++;
            super.contradictorySecurityGroup(versions);
        }
    }

    /** The way into an account, looked for once. */
    private final class Entry {

        private final Account account;
        private Optional<AccountAccess> access = Optional.empty();
        private Optional<AccessRefused> refused = Optional.empty();

        Entry(Account account) {
            this.account = account;
        }

        synchronized void refuse(AccessRefused why) {
            refused = Optional.of(why);
        }

        synchronized Optional<AccessRefused> refused() {
            return refused;
        }

        synchronized AccountAccess access() {
            if (refused.isPresent()) {
                throw refused.get();
            }
            if (access.isEmpty()) {
                try {
                    access = Optional.of(accounts.enter(account));
                } catch (AccessRefused why) {
                    refused = Optional.of(why);
                    throw why;
                }
            }
            return access.get();
        }
    }
}
