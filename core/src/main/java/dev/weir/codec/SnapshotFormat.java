package dev.weir.codec;

import dev.weir.inventory.GroupIds;
import dev.weir.inventory.Input;
import dev.weir.inventory.InventoryDocument;
import dev.weir.inventory.InventoryFormat;
import dev.weir.inventory.InventorySink;
import dev.weir.inventory.PassingSink;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Weir's own snapshots as a kind of inventory document: each names its schema first. */
public final class SnapshotFormat implements InventoryFormat {

    private static final String SCHEMA = "weir.snapshot/";

    @Override
    public boolean recognises(String head, String name) {
        return head.contains(SCHEMA);
    }

    @Override
    public String called() {
        return "a weir snapshot";
    }

    @Override
    public boolean standsAlone() {
        return true;
    }

    @Override
    public FormatReading begin(GroupIds ids) {
        return new Snapshots(ids);
    }

    private static final class Snapshots implements FormatReading {

        private final GroupIds ids;
        private final List<InventoryDocument> documents = new ArrayList<>();

        Snapshots(GroupIds ids) {
            this.ids = ids;
        }

        @Override
        public Look look(InventoryDocument document, InventorySink sink) throws IOException {
            documents.add(document);
            try (InputStream text = document.open()) {
                return Look.asOf(
                        new SnapshotReader(document.name()).readAllButGroups(text, new WithoutInputs(sink), ids::add));
            }
        }

        @Override
        public void groups(InventorySink sink) {
            for (InventoryDocument document : documents) {
                try (InputStream text = document.open()) {
                    new SnapshotReader(document.name()).readGroups(text, sink::securityGroupInVersions);
                } catch (IOException again) {
                    continue; // the look met it first, and it was told
                }
            }
        }
    }

    /** What a snapshot was made from is not what is read now, the snapshot is. */
    private static final class WithoutInputs extends PassingSink {

        WithoutInputs(InventorySink sink) {
            super(sink);
        }

        @Override
        public void input(Input input) {}
    }
}
