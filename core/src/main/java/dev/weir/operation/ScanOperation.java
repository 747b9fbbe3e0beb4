package dev.weir.operation;

import dev.weir.evaluation.PrefixLists;
import dev.weir.evidence.Evidence;
import dev.weir.finding.Baseline;
import dev.weir.finding.FindingSink;
import dev.weir.finding.Policy;
import dev.weir.finding.Scan;
import dev.weir.finding.ScanSummary;
import dev.weir.finding.ScopedSuppression;
import dev.weir.finding.Shown;
import dev.weir.inventory.InventorySink;
import dev.weir.inventory.InventorySource;
import dev.weir.inventory.ManagedPrefixList;
import dev.weir.inventory.OneBatch;
import dev.weir.inventory.PassingSink;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Which security groups let traffic out to the world.
 *
 * <p>Findings come one by one while the inventory is read, so that an account of any size needs no memory of its groups; with
 * traffic they come at the end. When the first one comes, all prefix lists are known.
 */
public final class ScanOperation {

    private final Request request;
    private final OperationListener listener;
    private final Optional<TrafficBeside> traffic;
    private final PrefixLists.Builder lists = new PrefixLists.Builder();
    private Optional<PrefixLists> prefixLists = Optional.empty();

    /**
     * What to scan.
     *
     * @param policy what counts as the world, and as all ports
     * @param inventory the groups, and what they stand beside
     * @param evidence what was observed of their traffic; empty leaves it out
     * @param day on which suppressions hold or do not
     * @param baseline what was known before, and does not count
     * @param suppressions decisions that are written apart from what they are about
     * @param showing what of it is shown and counted
     */
    public record Request(
            Policy policy,
            InventorySource inventory,
            Optional<Evidence> evidence,
            LocalDate day,
            Baseline baseline,
            List<ScopedSuppression> suppressions,
            Shown showing) {
        public Request {
            suppressions = List.copyOf(suppressions);
        }
    }

    public ScanOperation(Request request, OperationListener listener) {
        this.request = request;
        this.listener = listener;
        traffic = request.evidence().map(TrafficBeside::new);
    }

    /** What uses that which a finding is about; asked when the finding comes. */
    public Uses uses() {
        return traffic.<Uses>map(beside -> beside).orElse(Uses.NOT_ASKED);
    }

    /** The prefix lists that came so far; all of them once findings come. */
    public PrefixLists prefixLists() {
        if (prefixLists.isEmpty()) {
            prefixLists = Optional.of(lists.build());
        }
        return prefixLists.get();
    }

    /**
     * Judges every group and interface, in the order of the inventory.
     *
     * @param findings takes them one after the other, in a thread of its own if there are many groups; has all of them in the end
     */
    public ScanSummary run(FindingSink findings) {
        Scan scan = new Scan(
                request.policy(), traffic.<FindingSink>map(waiting -> waiting).orElse(findings));
        scan.on(request.day(), request.baseline(), request.suppressions());
        scan.showing(request.showing());
        InventorySink judged = traffic.map(beside -> beside.before(scan)).orElse(scan);
        try (GroupQueue queue = new GroupQueue(keepingLists(judged))) {
            InventorySink listened = new ListenedSink(queue, listener);
            if (traffic.isPresent()) {
                OneBatch.read(request.inventory(), listened); // whose traffic is whose is known when all interfaces are
            } else {
                request.inventory().read(listened);
            }
        }
        listener.inventoryRead();
        ScanSummary summary = scan.finish();
        traffic.ifPresent(beside -> beside.release(findings));
        return summary;
    }

    /** Lists that come with a later account or Region are not known to the findings before them. */
    private InventorySink keepingLists(InventorySink next) {
        return new PassingSink(next) {
            @Override
            public void prefixList(ManagedPrefixList prefixList) {
                lists.add(prefixList);
                prefixLists = Optional.empty();
                super.prefixList(prefixList);
            }
        };
    }
}
