package dev.weir.ec2;

import dev.weir.inventory.GroupIds;
import dev.weir.inventory.InventoryDocument;
import dev.weir.inventory.InventoryFormat;
import dev.weir.inventory.InventorySink;
import dev.weir.inventory.Listing;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import dev.weir.inventory.Scope;
import dev.weir.json.BrokenJson;
import dev.weir.json.JsonObject;
import dev.weir.json.JsonReader;
import dev.weir.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration items of one run, the latest of each resource. What no item tells is not read: a recorder need not record every
 * type, and an aggregator leaves out what it was not allowed to see.
 */
final class ConfigReading implements InventoryFormat.FormatReading {

    private static final String LACKS =
            "items of AWS Config tell of the resources that were recorded, and there may be others";

    private final GroupIds ids;
    private final Answers answers = new Answers();
    private final FolderScopes folders = new FolderScopes();
    private final ListingTally tally = new ListingTally();
    private final Map<String, Kept> latest = new LinkedHashMap<>();

    /** An item and the document that it stands in. */
    private record Kept(ConfigItem item, InventoryDocument document) {}

    ConfigReading(GroupIds ids) {
        this.ids = ids;
    }

    @Override
    public InventoryFormat.Look look(InventoryDocument document, InventorySink sink) throws IOException {
        DocumentReading reading = new DocumentReading(document, sink);
        try (InputStream text = document.open();
                JsonReader json = JsonReader.ofOthers(text)) {
            try {
                reading.read(json);
            } catch (BrokenJson broken) {
                if (reading.items == 0 && !reading.isOurs) {
                    return InventoryFormat.Look.broken(String.valueOf(broken.getMessage()), broken.line());
                }
                reading.cut(broken.line(), String.valueOf(broken.getMessage()));
            }
        }
        return reading.isOurs
                ? InventoryFormat.Look.OURS
                : InventoryFormat.Look.other("found JSON without items of AWS Config");
    }

    /** One document while it is read. */
    private final class DocumentReading {
        private final InventoryDocument document;
        private final InventorySink sink;
        private boolean isOurs;
        private int items;
        private Optional<String> cut = Optional.empty();

        DocumentReading(InventoryDocument document, InventorySink sink) {
            this.document = document;
            this.sink = sink;
        }

        void cut(long line, String why) {
            sink.problem(new Problem(document.origin(line), why));
            cut = cut.or(() -> Optional.of(document.name() + ": " + why));
            tally.spoil(Listing.Kind.SECURITY_GROUPS, Scope.UNKNOWN, cut.get());
        }

        void read(JsonReader json) {
            while (json.next()) {
                if (json.isObject()) {
                    json.enter();
                    members(json);
                }
            }
        }

        private void members(JsonReader json) {
            while (json.next()) {
                String key = json.name();
                isOurs |= key.equals("QueryInfo");
                if (ConfigItems.LISTS.contains(key) && json.isArray()) {
                    isOurs = true;
                    list(json);
                } else if (key.equals(ConfigItems.RESULTS) && json.isArray()) {
                    list(json);
                } else if (key.equals(ConfigItems.ITEM) && json.isObject()) {
                    value(json.value());
                } else if (key.equalsIgnoreCase("nextToken")
                        && json.text().filter(text -> !text.isEmpty()).isPresent()) {
                    cut(json.line(), "`" + key + "` is left over: this is a page, and more items were not read");
                } else if (key.toLowerCase(Locale.ROOT).startsWith("unprocessedresource") && json.isArray()) {
                    unprocessed(json, key);
                }
            }
        }

        private void unprocessed(JsonReader json, String key) {
            long line = json.line();
            if (json.value() instanceof JsonValue.Array array
                    && !array.elements().isEmpty()) {
                cut(line, "`" + key + "` names " + array.elements().size() + " resources that were not read");
            }
        }

        private void list(JsonReader json) {
            json.enter();
            while (json.next()) {
                value(json.value());
            }
        }

        private void value(JsonValue value) {
            Optional<JsonObject> item = value instanceof JsonValue.Text text
                    ? ConfigItem.parsed(text.text()).map(object -> JsonObject.of(object.members(), text.line()))
                    : Optional.of(value).filter(JsonObject.class::isInstance).map(JsonObject.class::cast);
            if (item.isEmpty() || !ConfigItem.isItem(item.get())) {
                if (isOurs) {
                    cut(value.line(), "an item has no `resourceType` and `resourceId`; it was not read");
                }
                return;
            }
            isOurs = true;
            items++;
            ConfigItem.of(item.get()).ifPresent(this::keep);
        }

        private void keep(ConfigItem item) {
            String key = item.kind() + " " + item.scope() + " " + item.id();
            Kept before = latest.get(key);
            if (before == null && item.kind() == AnswerKind.SECURITY_GROUPS) {
                ids.add(item.id());
            }
            if (before == null || before.item().captured().compareTo(item.captured()) < 0) {
                latest.put(key, new Kept(item, document));
            }
            folders.note(document, item.scope());
            item.kind().listing().ifPresent(listing -> {
                if (listing != Listing.Kind.SECURITY_GROUPS || cut.isPresent()) {
                    tally.inPart(listing, item.scope(), cut.orElse(LACKS));
                } else {
                    tally.whole(listing, item.scope());
                }
            });
        }
    }

    private static AnswerPlace place(InventoryDocument document, InventorySink sink) {
        return new AnswerPlace() {
            @Override
            public Origin at(long line) {
                return document.origin(line);
            }

            @Override
            public void wrong(Problem problem) {
                sink.problem(problem);
            }
        };
    }

    @Override
    public void surroundings(InventorySink sink) {
        for (Listing.Kind kind : Listing.Kind.values()) {
            if (kind != Listing.Kind.SECURITY_GROUPS) {
                tally.listings(kind).forEach(sink::listing);
            }
        }
        Gathered gathered = new Gathered(folders);
        latest.values().stream()
                .filter(kept -> !kept.item().isDeleted())
                .forEach(kept -> gathered.take(
                        kept.item().kind(), kept.item().element(), kept.document(), place(kept.document(), sink)));
        gathered.push(sink);
    }

    @Override
    public void groups(InventorySink sink) {
        for (Kept kept : latest.values()) {
            ConfigItem item = kept.item();
            if (item.kind() == AnswerKind.SECURITY_GROUPS && !item.isDeleted()) {
                answers.group(item.element(), place(kept.document(), sink))
                        .ifPresent(found -> sink.securityGroup(found.in(item.scope())));
            }
        }
    }

    @Override
    public void listings(InventorySink sink) {
        tally.listings(Listing.Kind.SECURITY_GROUPS).forEach(sink::listing);
    }
}
