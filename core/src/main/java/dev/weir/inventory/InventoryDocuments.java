package dev.weir.inventory;

import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * The inventory in documents, each read by the format that it turns out to be of.
 *
 * <p>What is well-formed and something else is passed over, unless the user named it. A document that cannot be read, or is
 * broken before it is clear what it is, is a problem, and what lies beside it counts as listed in part.
 */
public final class InventoryDocuments {

    private final List<InventoryFormat> formats;
    private final InventorySink sink;
    private final GroupIds ids = new GroupIds();
    private final Map<InventoryFormat, Begun> begun = new HashMap<>();
    private final Map<InventoryDocument, Optional<Instant>> read = new LinkedHashMap<>();
    private boolean lost;

    /** A reading of documents of these formats, of which the first that takes a document is right. */
    public InventoryDocuments(List<InventoryFormat> formats, InventorySink sink) {
        this.formats = List.copyOf(formats);
        this.sink = sink;
    }

    private record Begun(InventoryFormat.FormatReading reading, GroupListings sink) {}

    /** The reading of a format, begun with its first document: beginning all of them takes a sixth of a short scan. */
    private Begun begun(InventoryFormat format) {
        return begun.computeIfAbsent(format, first -> new Begun(first.begin(ids), new GroupListings(sink)));
    }

    /** Does it with the readings that were begun, in the order of the formats. */
    private void each(BiConsumer<InventoryFormat.FormatReading, InventorySink> act) {
        for (InventoryFormat format : formats) {
            Begun one = begun.get(format);
            if (one != null) {
                act.accept(one.reading, one.sink);
            }
        }
    }

    /** What a message names as expected. */
    public static String expected(List<InventoryFormat> formats) {
        return formats.stream()
                .sorted(Comparator.comparing(InventoryFormat::standsAlone))
                .map(InventoryFormat::called)
                .collect(Collectors.joining(" or ", "expected ", ""));
    }

    /** Reads all of a document but its groups. */
    public void look(InventoryDocument document) {
        try {
            String head = document.head();
            Optional<PackedText> packing = PackedText.of(head);
            if (packing.isPresent() && formats.stream().noneMatch(format -> format.recognises(head, ""))) {
                packed(document, packing.get());
            } else {
                look(document, head);
            }
        } catch (IOException failure) {
            if (document.isNamed() || formats.stream().anyMatch(format -> format.recognises("", document.name()))) {
                lose(document, 1, "this file cannot be read: " + failure.getMessage());
            }
        }
    }

    private void packed(InventoryDocument document, PackedText packing) {
        if (document.isNamed() || PackedText.isNameOfInventory(document.name())) {
            lose(document, 1, packing.sentence());
        } else if (PackedText.isNameOfPacked(document.name())) {
            sink.passedOver(document.name() + ", which is " + packing.called());
        }
    }

    private void look(InventoryDocument document, String head) throws IOException {
        Optional<InventoryFormat.Look> look = Optional.empty();
        for (InventoryFormat format : formats) {
            if (!isTaken(look) && format.recognises(head, document.name())) {
                Begun reading = begun(format);
                look = Optional.of(reading.reading.look(document, reading.sink));
            }
        }
        if (isTaken(look)) {
            InventoryFormat.Look found = look.get();
            if (found.kind() == InventoryFormat.Look.Kind.BROKEN) {
                lose(document, found.line(), found.found());
            } else {
                read.put(document, found.asOf());
            }
        } else if (document.isNamed()) {
            String found = look.map(InventoryFormat.Look::found).orElse("found text that is no inventory");
            lose(document, 1, (head.isBlank() ? "this file is empty" : found) + "; " + expected(formats));
        } else if (look.isPresent()) {
            sink.passedOver(document.name());
        }
    }

    private static boolean isTaken(Optional<InventoryFormat.Look> look) {
        return look.isPresent() && look.get().kind() != InventoryFormat.Look.Kind.OTHER;
    }

    private void lose(InventoryDocument document, long line, String sentence) {
        sink.problem(new Problem(document.origin(line), sentence));
        lost(document.folder(), document.name() + ": " + sentence);
    }

    /** Hears that something in this folder cannot be read, which was told: what lies beside it may not be all there is. */
    public void lost(String folder, String reason) {
        lost = true;
        formats.forEach(format -> begun(format).reading.lost(folder, reason));
    }

    /** Whether no document was inventory, and none was lost. */
    public boolean foundNothing() {
        return read.isEmpty() && !lost;
    }

    /** Pushes what was looked at: the surroundings, then the groups, each id once. */
    public void push() {
        each(InventoryFormat.FormatReading::surroundings);
        if (ids.hasRepeats()) {
            RepeatedGroups repeated = new RepeatedGroups(ids);
            each((reading, told) -> reading.groups(repeated.collector()));
            each((reading, told) -> reading.groups(repeated.before(told)));
        } else {
            each(InventoryFormat.FormatReading::groups);
        }
        each(InventoryFormat.FormatReading::listings);
        formats.stream()
                .filter(begun::containsKey)
                .forEach(format -> begun(format).sink.complete(format.called()));
        read.forEach((document, asOf) -> document.tellInput(asOf, sink));
    }
}
