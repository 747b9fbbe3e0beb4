package dev.weir.aws;

import dev.weir.inventory.InventorySink;
import dev.weir.inventory.InventorySource;
import dev.weir.inventory.Listing;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import dev.weir.inventory.Scope;
import dev.weir.organization.AccessRefused;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The live account as a source of inventory: reads only, several Regions side by side, pushed in the order of their names.
 *
 * <p>A Region or call that fails is a problem and a listing that says so; the others are read. Only a rejected sign-in and a
 * missing one end the reading, because they would end every call alike.
 */
public final class LiveAccount implements InventorySource {
    private static final int REGIONS_AT_ONCE = 4;
    private static final int REGIONS_TO_ASK_FOR_THE_ACCOUNT = 3;
    static final String FIRST_REGION = "us-east-1";

    private final AwsOptions options;
    private final Clock clock;
    private final RequestPace pace;

    /** The account that the options and the environment lead to, as of the clock's time. */
    public LiveAccount(AwsOptions options, Clock clock) {
        this(options, clock, RequestPace.half());
    }

    /** The same, read at another pace. */
    public LiveAccount(AwsOptions options, Clock clock, RequestPace pace) {
        this.options = options;
        this.clock = clock;
        this.pace = pace;
    }

    @Override
    public void read(InventorySink sink) {
        try (AwsSession session = AwsSession.open(options, pace)) {
            read(session, sink);
        } catch (NoCredentials nobody) {
            notRead(options.allRegions() ? List.of() : options.regions(), nobody.sentence(), sink);
            sink.problem(new Problem(Origin.of("AWS credentials"), nobody.sentence()));
        }
    }

    private void read(AwsSession session, InventorySink sink) {
        Optional<List<String>> regions = regions(session, sink);
        if (regions.isEmpty()) {
            return;
        }
        CallerIdentity identity = identity(session, regions.get());
        if (identity.endsAll(regions.get(), options)) {
            notRead(regions.get(), identity.why(), sink);
            sink.problem(new Problem(Origin.of("GetCallerIdentity"), identity.why()));
            return;
        }
        Instant asOf = clock.instant();
        if (identity.account().isPresent()) {
            inRegions(session, regions.get(), identity.account(), asOf, inventory -> inventory.push(sink));
            return;
        }
        List<RegionInventory> inventories = new ArrayList<>();
        inRegions(session, regions.get(), identity.account(), asOf, inventories::add);
        named(inventories, identity, sink).forEach(inventory -> inventory.push(sink));
    }

    /** The owner of the groups stands in for an account that could not be asked for, where it is one. */
    private static List<RegionInventory> named(
            List<RegionInventory> inventories, CallerIdentity identity, InventorySink sink) {
        Set<String> owners = inventories.stream()
                .flatMap(inventory -> inventory.owners().stream())
                .collect(Collectors.toSet());
        if (owners.size() == 1) {
            String account = owners.iterator().next();
            return inventories.stream().map(inventory -> inventory.of(account)).toList();
        }
        sink.problem(new Problem(
                Origin.of("GetCallerIdentity"), "which account this is could not be found out: " + identity.why()));
        return inventories;
    }

    private static void notRead(List<String> regions, String why, InventorySink sink) {
        for (String region : regions) {
            Scope scope = new Scope(Optional.empty(), Optional.of(region));
            for (Listing.Kind kind : Listing.Kind.values()) {
                sink.listing(Listing.notRead(scope, kind, why));
            }
        }
    }

    /** The Regions to read, sorted; empty, and told, where they cannot be found out. */
    private Optional<List<String>> regions(AwsSession session, InventorySink sink) {
        if (!options.regions().isEmpty() && !options.allRegions()) {
            return Optional.of(options.regions());
        }
        Optional<String> configured = session.configuredRegion();
        if (configured.isPresent() && !AwsOptions.isRegion(configured.get())) {
            sink.problem(new Problem(
                    Origin.of("AWS Region"),
                    "`" + configured.get() + "` is configured, which is not the name of a Region; expected one such as"
                            + " `eu-west-1`; help: see `aws configure list`"));
            return Optional.empty();
        }
        if (!options.allRegions()) {
            if (configured.isEmpty()) {
                sink.problem(
                        new Problem(
                                Origin.of("AWS Region"),
                                "no Region is configured; help: name one with `--region`, or `--region all`, or set `AWS_REGION`"));
            }
            return configured.map(List::of);
        }
        try {
            return Optional.of(session.enabledRegions(configured.orElse(FIRST_REGION)));
        } catch (AccessRefused refused) {
            sink.problem(new Problem(Origin.of(refused.call()), refused.sentence()));
            return Optional.empty();
        }
    }

    /** Asks in several Regions, because one may refuse, throttle or not be enabled. */
    private CallerIdentity identity(AwsSession session, List<String> regions) {
        List<Failure> failures = new ArrayList<>();
        for (String region : regions.subList(0, Math.min(regions.size(), REGIONS_TO_ASK_FOR_THE_ACCOUNT))) {
            try {
                return new CallerIdentity(session.sts(region).identity().account(), failures);
            } catch (SdkException | NoCredentials failed) {
                Failure failure = Failure.of(failed, "sts:GetCallerIdentity");
                failures.add(failure);
                if (failure.kind() == Failure.Kind.CREDENTIALS || failure.kind() == Failure.Kind.UNREACHABLE) {
                    break;
                }
            }
        }
        return new CallerIdentity(Optional.empty(), failures);
    }

    /**
     * Which account the credentials belong to.
     *
     * @param account twelve digits
     * @param failures why it is not known, one for each Region that was asked
     */
    private record CallerIdentity(Optional<String> account, List<Failure> failures) {

        CallerIdentity {
            failures = List.copyOf(failures);
        }

        String why() {
            return failures.isEmpty()
                    ? "the answer names none"
                    : failures.get(failures.size() - 1).sentence();
        }

        /** Whether no other call in these Regions can succeed either. */
        boolean endsAll(List<String> regions, AwsOptions options) {
            if (account.isPresent() || failures.isEmpty()) {
                return false;
            }
            boolean over = has(Failure.Kind.CREDENTIALS);
            boolean nobodyThere =
                    has(Failure.Kind.UNREACHABLE) && options.endpointUrl().isPresent();
            boolean closedEverywhere = failures.size() == regions.size()
                    && failures.stream().allMatch(failure -> failure.kind() == Failure.Kind.REGION_CLOSED);
            return over || nobodyThere || closedEverywhere;
        }

        private boolean has(Failure.Kind kind) {
            return failures.stream().anyMatch(failure -> failure.kind() == kind);
        }
    }

    /** Gives the Regions in their order, each as soon as it and those before it are read. */
    private void inRegions(
            AwsSession session,
            List<String> regions,
            Optional<String> account,
            Instant asOf,
            Consumer<RegionInventory> taker) {
        ExecutorService readers =
                Executors.newFixedThreadPool(Math.min(REGIONS_AT_ONCE, regions.size()), LiveAccount::daemon);
        try {
            Queue<Future<RegionInventory>> running = new ArrayDeque<>();
            for (String region : regions) {
                running.add(readers.submit(() -> inRegion(session, new Scope(account, Optional.of(region)), asOf)));
            }
            for (Future<RegionInventory> one = running.poll(); one != null; one = running.poll()) {
                taker.accept(one.get());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading the account", stopped);
        } catch (ExecutionException bug) {
            throw new IllegalStateException(bug.getCause());
        } finally {
            readers.shutdownNow();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "weir-region");
        thread.setDaemon(true);
        return thread;
    }

    private RegionInventory inRegion(AwsSession session, Scope scope, Instant asOf) {
        String region = scope.region().orElse(FIRST_REGION);
        return session.reader(region, scope).read(asOf);
    }
}
