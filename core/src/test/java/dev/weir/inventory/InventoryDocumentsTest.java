package dev.weir.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InventoryDocumentsTest {

    private static final Scope HERE = Fixtures.SCOPE;
    private static final Scope THERE = Scope.of(Fixtures.ACCOUNT, "eu-west-2");

    @Test
    void whatAFormatDoesNotSayOfItsGroupsIsNotKnown() {
        assertThat(listings(List.of())).containsExactly(Listing.inPart(HERE, Listing.Kind.SECURITY_GROUPS, SILENT));
        Listing elsewhere = Listing.whole(THERE, Listing.Kind.SECURITY_GROUPS);
        assertThat(listings(List.of(elsewhere)))
                .containsExactly(elsewhere, Listing.inPart(HERE, Listing.Kind.SECURITY_GROUPS, SILENT));
    }

    @Test
    void whatItSaysStandsAlone() {
        Listing whole = Listing.whole(HERE, Listing.Kind.SECURITY_GROUPS);
        assertThat(listings(List.of(whole))).containsExactly(whole);
    }

    private static final String SILENT = "a toy does not say whether it holds all security groups";

    /** What is heard of a format that pushes one group and these listings. */
    private static List<Listing> listings(List<Listing> told) {
        List<Listing> heard = new ArrayList<>();
        PassingSink sink = new PassingSink(new Snapshot.Builder()) {
            @Override
            public void listing(Listing listing) {
                heard.add(listing);
            }
        };
        InventoryDocuments documents = new InventoryDocuments(List.of(new Toy(told)), sink);
        documents.look(document());
        documents.push();
        return heard;
    }

    /** A format that holds one group, and says this of its listings. */
    private record Toy(List<Listing> told) implements InventoryFormat, InventoryFormat.FormatReading {

        @Override
        public boolean recognises(String head, String name) {
            return true;
        }

        @Override
        public String called() {
            return "a toy";
        }

        @Override
        public FormatReading begin(GroupIds ids) {
            return this;
        }

        @Override
        public Look look(InventoryDocument document, InventorySink sink) {
            return Look.OURS;
        }

        @Override
        public void groups(InventorySink sink) {
            sink.securityGroup(Fixtures.group("sg-1", "all 0.0.0.0/0"));
        }

        @Override
        public void listings(InventorySink sink) {
            told.forEach(sink::listing);
        }
    }

    private static InventoryDocument document() {
        return new InventoryDocument() {
            @Override
            public String name() {
                return "toy.txt";
            }

            @Override
            public String folder() {
                return "";
            }

            @Override
            public Scope scope() {
                return Scope.UNKNOWN;
            }

            @Override
            public boolean isNamed() {
                return true;
            }

            @Override
            public InputStream open() {
                return InputStream.nullInputStream();
            }

            @Override
            public void tellInput(Optional<Instant> asOf, InventorySink sink) {}
        };
    }
}
