package dev.weir.operation;

import dev.weir.finding.Baseline;
import dev.weir.finding.JudgedExtent;
import dev.weir.finding.Policy;
import dev.weir.finding.ReportedFinding;
import dev.weir.finding.Scan;
import dev.weir.finding.ScopedSuppression;
import dev.weir.inventory.InventorySource;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;

/**
 * An inventory, judged for a comparison.
 *
 * @param name what the user calls it
 * @param inventory what is read
 * @param day on which suppressions hold or do not
 * @param suppressions decisions that are written apart from what they are about
 * @param listener is told how that goes
 */
public record InventorySide(
        String name,
        InventorySource inventory,
        LocalDate day,
        List<ScopedSuppression> suppressions,
        OperationListener listener)
        implements DiffSide {

    public InventorySide {
        suppressions = List.copyOf(suppressions);
    }

    @Override
    public JudgedExtent read(Policy policy, Consumer<ReportedFinding> findings) {
        Scan scan = new Scan(policy, finding -> findings.accept(ReportedFinding.of(finding)));
        scan.on(day, Baseline.NONE, suppressions);
        inventory.read(new ListenedSink(scan, listener));
        listener.inventoryRead();
        return JudgedExtent.ofInventory(scan.finish());
    }
}
