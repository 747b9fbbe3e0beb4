package dev.weir.operation.trend;

import dev.weir.finding.JudgedExtent;
import dev.weir.finding.Policy;
import dev.weir.finding.ReportedFinding;
import dev.weir.finding.ScopedSuppression;
import dev.weir.inventory.Input;
import dev.weir.inventory.InventorySource;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.PassingSink;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.Snapshot;
import dev.weir.operation.InventorySide;
import dev.weir.operation.OperationListener;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A snapshot, judged as of its own day: what was suppressed then is.
 *
 * @param name what the user calls it
 * @param inventory what is read, twice: for its time, then for its groups
 * @param suppressions decisions that are written apart from what they are about
 */
public record DatedInventory(String name, InventorySource inventory, List<ScopedSuppression> suppressions)
        implements DatedState {

    public DatedInventory {
        suppressions = List.copyOf(suppressions);
    }

    @Override
    public Optional<Instant> asOf() {
        Latest latest = new Latest();
        inventory.read(latest);
        return latest.asOf;
    }

    @Override
    public JudgedExtent read(Policy policy, LocalDate day, Consumer<ReportedFinding> findings) {
        return new InventorySide(name, inventory, day, suppressions, OperationListener.NONE).read(policy, findings);
    }

    /** Takes nothing but the time. */
    private static final class Latest extends PassingSink {

        private Optional<Instant> asOf = Optional.empty();

        Latest() {
            super(new Snapshot.Builder());
        }

        @Override
        public void input(Input input) {
            asOf = input.asOf()
                    .filter(time -> asOf.map(time::isAfter).orElse(true))
                    .or(() -> asOf);
        }

        @Override
        public void securityGroup(SecurityGroup securityGroup) {}

        @Override
        public void networkInterface(NetworkInterface networkInterface) {}
    }
}
