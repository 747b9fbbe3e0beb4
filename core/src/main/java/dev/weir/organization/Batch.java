package dev.weir.organization;

import dev.weir.codec.SnapshotReader;
import dev.weir.codec.SnapshotWriter;
import dev.weir.inventory.GroupHolder;
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
import java.util.EnumSet;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * One account and Region as it was read, compressed: a few kilobytes wait for their turn in the order of accounts, not objects.
 *
 * @param scope which
 * @param snapshot a weir snapshot in gzip
 * @param isWhole whether nothing of it is missing
 * @param at when it was read
 */
record Batch(Scope scope, byte[] snapshot, boolean isWhole, Instant at) {

    private static final int BUFFER = 1 << 13;

    /** Reads a Region. */
    static Batch of(Scope scope, InventorySource region, Instant at) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new BufferedOutputStream(new GZIPOutputStream(bytes, BUFFER), BUFFER)) {
            SnapshotWriter writer = new SnapshotWriter(out, at);
            Completeness completeness = new Completeness(writer);
            region.read(completeness);
            writer.finish();
            out.close();
            return new Batch(scope, bytes.toByteArray(), completeness.whole, at);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // bytes in memory take whatever they are given
        }
    }

    /** Gives it as it was read. */
    void push(InventorySink sink) {
        sink.batch(scope);
        read(sink);
    }

    /** The same, as old as it is, with what holds groups as this tells it. */
    Batch withHolders(InventorySource holders) {
        return of(
                scope,
                sink -> {
                    sink.batch(scope);
                    holders.read(sink);
                    read(new WithoutHolders(sink));
                },
                at);
    }

    private void read(InventorySink sink) {
        try (InputStream in =
                new BufferedInputStream(new GZIPInputStream(new ByteArrayInputStream(snapshot), BUFFER), BUFFER)) {
            new SnapshotReader("what was kept of " + scope).read(in, sink);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
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
