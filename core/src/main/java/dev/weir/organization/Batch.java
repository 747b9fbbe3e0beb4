package dev.weir.organization;

import dev.weir.codec.SnapshotReader;
import dev.weir.codec.SnapshotWriter;
import dev.weir.inventory.GroupHolder;
import dev.weir.inventory.Input;
import dev.weir.inventory.InventorySink;
import dev.weir.inventory.InventorySource;
import dev.weir.inventory.Listing;
import dev.weir.inventory.ManagedPrefixList;
import dev.weir.inventory.PassingSink;
import dev.weir.inventory.Problem;
import dev.weir.inventory.Scope;
import dev.weir.inventory.Snapshot;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * One account and Region as it was read.
 *
 * @param scope which
 * @param content objects, {@link Held} or not, or {@link Compressed}: it always comes in the same order
 * @param at when it was read
 */
record Batch(Scope scope, InventorySource content, Instant at) {

    private static final int BUFFER = 1 << 13;

    /** A Region that was read. */
    static Batch of(Scope scope, InventorySource region, Instant at) {
        return new Batch(
                scope,
                sink -> {
                    InOrder inOrder = new InOrder(sink);
                    region.read(inOrder);
                    inOrder.end();
                },
                at);
    }

    /** One that was kept by an earlier run. */
    static Batch kept(Scope scope, byte[] snapshot, Instant at) {
        return new Batch(scope, new Compressed(scope, snapshot, true), at);
    }

    /**
     * A few kilobytes instead of objects.
     *
     * @param snapshot a weir snapshot in gzip
     * @param isWhole whether nothing of it is missing
     */
    record Compressed(Scope scope, byte[] snapshot, boolean isWhole) implements InventorySource {
        @Override
        public void read(InventorySink sink) {
            try (InputStream in =
                    new BufferedInputStream(new GZIPInputStream(new ByteArrayInputStream(snapshot), BUFFER), BUFFER)) {
                new SnapshotReader("what was kept of " + scope).read(in, sink);
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible); // bytes in memory take whatever they are given
            }
        }
    }

    /**
     * Objects in memory.
     *
     * @param count of the groups and interfaces among them, which are most of it
     */
    record Held(InventorySource content, int count) implements InventorySource {
        @Override
        public void read(InventorySink sink) {
            content.read(sink);
        }
    }

    Held held() {
        Snapshot all = Snapshot.of(this::push);
        return new Held(
                content, all.securityGroups().size() + all.networkInterfaces().size());
    }

    boolean isCompressed() {
        return content instanceof Compressed;
    }

    /** What it is compressed. */
    Compressed compressed() {
        if (content instanceof Compressed compressed) {
            return compressed;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new BufferedOutputStream(new GZIPOutputStream(bytes, BUFFER), BUFFER)) {
            SnapshotWriter writer = new SnapshotWriter(out, at);
            Completeness completeness = new Completeness(writer);
            content.read(completeness);
            writer.finish();
            out.close();
            return new Compressed(scope, bytes.toByteArray(), completeness.whole);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // bytes in memory take whatever they are given
        }
    }

    /** Gives it as it was read. */
    void push(InventorySink sink) {
        sink.batch(scope);
        content.read(sink);
    }

    /** The same, as old as it is, with what holds groups as this tells it. */
    Batch withHolders(InventorySource holders) {
        return of(
                scope,
                sink -> {
                    holders.read(sink);
                    content.read(new WithoutHolders(sink));
                },
                at);
    }

    /** Whether it has the entries of every prefix list: of a whole batch only those are missing that were not asked for. */
    boolean hasEveryPrefixList() {
        return Snapshot.of(this::push).prefixLists().stream()
                .allMatch(list -> list.reading() == ManagedPrefixList.Extent.WHOLE);
    }

    /** Whether its flow logs were read. */
    boolean hasFlowLogs() {
        return Snapshot.of(this::push).isWhole(Listing.Kind.FLOW_LOGS, scope);
    }

    /** Whether all of what holds groups was read. */
    boolean hasHolders() {
        Set<GroupHolder.Kind> whole = EnumSet.noneOf(GroupHolder.Kind.class);
        Snapshot.of(this::push).holdersListed().stream()
                .filter(listed -> listed.missing().isEmpty())
                .forEach(listed -> whole.add(listed.kind()));
        return whole.size() == GroupHolder.Kind.values().length;
    }

    private static final class WithoutHolders extends PassingSink {

        WithoutHolders(InventorySink next) {
            super(next);
        }

        @Override
        public void holder(GroupHolder holder) {
            // told anew
        }

        @Override
        public void holdersListed(GroupHolder.Listed listed) {
            // told anew
        }
    }

    /** What may come at any time comes last, as in a snapshot. */
    private static final class InOrder extends PassingSink {

        private final InventorySink next;
        private final List<Listing> groupListings = new ArrayList<>();
        private final List<Problem> problems = new ArrayList<>();
        private final List<Input> inputs = new ArrayList<>();

        InOrder(InventorySink next) {
            super(next);
            this.next = next;
        }

        void end() {
            groupListings.forEach(next::listing);
            problems.forEach(next::problem);
            inputs.forEach(next::input);
        }

        @Override
        public void batch(Scope scope) {
            // told already
        }

        @Override
        public void listing(Listing listing) {
            if (listing.kind() == Listing.Kind.SECURITY_GROUPS || listing.kind() == Listing.Kind.SECURITY_GROUP_RULES) {
                groupListings.add(listing);
            } else {
                next.listing(listing);
            }
        }

        @Override
        public void problem(Problem problem) {
            problems.add(problem);
        }

        @Override
        public void input(Input input) {
            inputs.add(input);
        }
    }

    private static final class Completeness extends PassingSink {

        private boolean whole = true;

        Completeness(InventorySink next) {
            super(next);
        }

        @Override
        public void listing(Listing listing) {
            whole &= !listing.leavesAGap();
            super.listing(listing);
        }

        @Override
        public void problem(Problem problem) {
            whole = false;
            super.problem(problem);
        }
    }
}
