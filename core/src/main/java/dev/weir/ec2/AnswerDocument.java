package dev.weir.ec2;

import dev.weir.inventory.InventoryDocument;
import dev.weir.inventory.InventoryFormat;
import dev.weir.inventory.InventorySink;
import dev.weir.inventory.Listing;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroup;
import dev.weir.json.JsonObject;
import dev.weir.json.JsonReader;
import dev.weir.json.Quoted;
import java.io.IOException;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One document that may hold answers of EC2, read twice: first all but the groups, then the groups.
 *
 * <pre>
 *   { "SecurityGroups": [ { "GroupId": "sg-1", … }, … ], "NextToken": … }      an answer: its list, whether there is more
 *   { "GroupId": "sg-2", … }                                                   a bare element, known by its keys
 * </pre>
 */
final class AnswerDocument {

    private static final int KEYS_NAMED = 6;
    private static final int KEYS_KEPT = 64;
    private static final String SCHEMA = "schema";

    private final InventoryDocument document;
    private final AnswersReading reading;
    private final InventorySink sink;
    private final Map<AnswerKind, Coverage> coverages = new EnumMap<>(AnswerKind.class);
    private boolean managedSeen;
    private final Map<AnswerKind, Problem> more = new EnumMap<>(AnswerKind.class);
    private final Map<String, PrefixListEntries> entries = new LinkedHashMap<>();
    private final Set<String> unknownKeys = new LinkedHashSet<>();
    private final DocumentObjects objects;
    private final DocumentGroups groups;
    private final BitSet bare = new BitSet();
    private String schema = "";
    private Optional<Problem> broken = Optional.empty();
    private Optional<OtherOutput> spelt = Optional.empty();
    private Optional<Draft> unfinished = Optional.empty();

    AnswerDocument(InventoryDocument document, AnswersReading reading, InventorySink sink) {
        this.document = document;
        this.reading = reading;
        this.sink = sink;
        objects = new DocumentObjects(document);
        groups = new DocumentGroups(document, objects, reading);
    }

    InventoryDocument document() {
        return document;
    }

    Set<AnswerKind> kinds() {
        return coverages.keySet();
    }

    private Coverage of(AnswerKind kind) {
        return coverages.computeIfAbsent(kind, unused -> new Coverage());
    }

    private Origin at(long line) {
        return document.origin(line);
    }

    private void damaged(AnswerKind kind, Problem problem) {
        of(kind).damaged(problem);
    }

    /** Notes that the document is no answer of this kind where one was to be had. */
    void unread(AnswerKind kind, Problem problem) {
        damaged(kind, problem);
        broken = broken.or(() -> Optional.of(problem));
    }

    private void lose(AnswerKind kind, long line, String text) {
        Problem problem = new Problem(at(line), text);
        sink.problem(problem);
        damaged(kind, problem);
    }

    /** Elements of this kind stand here. */
    private AnswerPlace place(AnswerKind kind, InventorySink told) {
        return new AnswerPlace() {
            @Override
            public Origin at(long line) {
                return AnswerDocument.this.at(line);
            }

            @Override
            public void wrong(Problem problem) {
                told.problem(problem);
            }

            @Override
            public void lost(Problem problem) {
                told.problem(problem);
                damaged(kind, problem);
            }
        };
    }

    /** Reads everything but the groups. */
    InventoryFormat.Look look() throws IOException {
        broken = objects.walk(this::answer, this::stray);
        unfinished
                .flatMap(draft -> draft.found)
                .ifPresent(list -> unfinished.get().entriesOf(list));
        if (coverages.isEmpty() && broken.isPresent() && bare.isEmpty()) {
            if (objects.hasComments()) {
                return InventoryFormat.Look.other("found JSON with comments, which AWS does not write");
            }
            long line = broken.get().origin().line().orElse(1);
            return InventoryFormat.Look.broken(broken.get().message(), line);
        }
        if (!bare.isEmpty()) {
            Optional<Problem> again = objects.walk(this::bareElement, stray -> {});
            broken = broken.or(() -> again);
        }
        if (coverages.isEmpty()) {
            return otherwise();
        }
        spelt.ifPresent(other -> lose(other.kind(), 1, other.sentence()));
        broken.ifPresent(sink::problem);
        broken.ifPresent(problem -> coverages.values().forEach(coverage -> coverage.damaged(problem)));
        more.forEach((kind, problem) -> {
            sink.problem(problem);
            damaged(kind, problem);
        });
        entries.forEach((id, list) -> {
            list.repeated().ifPresent(sink::problem);
            broken.ifPresent(list::damaged);
            reading.gathered.entries(document, id, list, place(AnswerKind.PREFIX_LIST_ENTRIES, sink));
        });
        return InventoryFormat.Look.OURS;
    }

    private InventoryFormat.Look otherwise() {
        boolean isError = unknownKeys.contains("Error") || unknownKeys.containsAll(Set.of("Code", "Message"));
        Optional<OtherOutput> other = isError ? OtherOutput.ofErrorIn(document.name()) : spelt;
        if (other.isPresent()) {
            lose(other.get().kind(), 1, other.get().sentence());
            return InventoryFormat.Look.OURS;
        }
        if (!schema.isEmpty()) {
            return InventoryFormat.Look.other("found a " + Quoted.of(schema) + " file");
        }
        if (objects.seen() == 0) {
            return InventoryFormat.Look.other("found JSON without an object in it");
        }
        return InventoryFormat.Look.other(
                unknownKeys.isEmpty()
                        ? "found an empty JSON object"
                        : "found a JSON object with "
                                + String.join(
                                        ", ",
                                        unknownKeys.stream().map(Quoted::of).toList()));
    }

    private void stray(JsonReader json) {
        if (!coverages.isEmpty()) {
            sink.problem(new Problem(
                    at(json.line()), "found " + json.kind() + " where a document should be, expected an object"));
        }
    }

    /** What one object turns out to say. */
    private final class Draft {
        private final int number;
        private final long line;
        private final Set<AnswerKind> listed = EnumSet.noneOf(AnswerKind.class);
        private final Set<String> keys = new HashSet<>();
        private Optional<String> prefixList = Optional.empty();
        private Optional<PrefixListEntries> found = Optional.empty();
        private String group = "";
        private String owner = "";
        private String arn = "";
        private Optional<String> left = Optional.empty();
        private long leftLine;

        Draft(int number, long line) {
            this.number = number;
            this.line = line;
        }

        void nextToken(JsonReader json) {
            leftLine = json.line();
            String key = Quoted.of(json.name());
            Optional<String> token = json.text();
            boolean isText = json.kind().equals("a string");
            if (isText) {
                left = token.filter(text -> !text.isEmpty()).map(text -> key + " is left over");
            } else if (!json.kind().equals("null")) {
                left = Optional.of(key + " is " + json.kind() + ", expected a text");
            }
        }

        void end() {
            for (AnswerKind kind : listed) {
                of(kind);
                more.remove(kind);
                left.ifPresent(why -> more.put(
                        kind,
                        new Problem(
                                at(leftLine),
                                why + ": this is a page of " + Quoted.of(kind.container())
                                        + " and more were not read; help: run the AWS CLI call without `--max-items` and"
                                        + " `--no-paginate`")));
            }
            if (found.isPresent()) {
                entriesOf(found.get());
            }
            if (listed.isEmpty()) {
                AnswerKind.ofElement(keys).ifPresent(this::bare);
                if (AnswerKind.ofElement(keys).isEmpty()) {
                    spelt = spelt.or(() -> OtherOutput.ofSpelling(keys));
                }
            }
        }

        private void bare(AnswerKind kind) {
            if (kind == AnswerKind.SECURITY_GROUPS && !kind.isId(group) && !keys.contains(Keys.EGRESS)) {
                return; // a group of users, say
            }
            if (kind == AnswerKind.SECURITY_GROUPS) {
                of(kind);
                groups.bare(number, group, owner, arn);
            } else {
                bare.set(number);
            }
        }

        private void entriesOf(PrefixListEntries list) {
            Optional<String> id = prefixList.or(() -> PrefixListEntries.listNamedBy(document));
            if (id.isEmpty()) {
                sink.problem(
                        new Problem(
                                at(line),
                                "these entries name no prefix list: expected its id in the file name, as in"
                                        + " `get-managed-prefix-list-entries-pl-6da54004.json`, or a `PrefixListId` beside them"));
                return;
            }
            list.left(left.map(why -> new Problem(at(line), why + ", more entries were not read")));
            entries.merge(id.get(), list, PrefixListEntries::andThen);
        }
    }

    private void answer(JsonReader json, int number) {
        Draft draft = new Draft(number, json.line());
        unfinished = Optional.of(draft);
        json.enter();
        while (json.next()) {
            String key = json.name();
            Optional<AnswerKind> kind = AnswerKind.ofContainer(key);
            if (kind.isPresent()) {
                // Noted first: a list that breaks off is one, too.
                boolean isFirst = draft.listed.add(kind.get());
                boolean isNew = !coverages.containsKey(kind.get());
                of(kind.get());
                if (!list(kind.get(), json, draft) && isFirst) {
                    draft.listed.remove(kind.get());
                    if (isNew) {
                        coverages.remove(kind.get());
                    }
                }
            } else {
                switch (key) {
                    case Keys.PREFIX_LIST_ID -> draft.prefixList = json.text();
                    case Keys.GROUP_ID -> draft.group = json.text().orElse("");
                    case Keys.OWNER_ID -> draft.owner = json.text().orElse("");
                    case Keys.SECURITY_GROUP_ARN -> draft.arn = json.text().orElse("");
                    case SCHEMA -> schema = schema.isEmpty() ? json.text().orElse("") : schema;
                    default -> {
                        if (key.replace("_", "").equalsIgnoreCase(Keys.NEXT_TOKEN)) {
                            draft.nextToken(json);
                        } else {
                            spelling(key, json);
                        }
                    }
                }
                if (draft.keys.size() < KEYS_KEPT) {
                    draft.keys.add(key);
                }
                if (unknownKeys.size() < KEYS_NAMED) {
                    unknownKeys.add(key);
                }
            }
        }
        draft.end();
        unfinished = Optional.empty();
    }

    /** Looks whether the first element under a key is one of ours in another spelling. */
    private void spelling(String key, JsonReader json) {
        if (spelt.isPresent() || !json.isArray()) {
            return;
        }
        json.enter();
        boolean isFirst = true;
        while (json.next()) {
            if (isFirst && json.isObject()) {
                Set<String> keys = new HashSet<>();
                json.enter();
                while (json.next()) {
                    if (keys.size() < KEYS_KEPT) {
                        keys.add(json.name());
                    }
                }
                spelt = OtherOutput.ofSpelling(key, keys);
            }
            isFirst = false;
        }
    }

    /** Reads a list; whether it is one of EC2's, and not the ids alone by which other services name what they use. */
    private boolean list(AnswerKind kind, JsonReader json, Draft draft) {
        PrefixListEntries list = new PrefixListEntries(at(draft.line));
        if (kind == AnswerKind.PREFIX_LIST_ENTRIES) {
            draft.found =
                    Optional.of(draft.found.map(before -> before.twice(list)).orElse(list));
        }
        if (!json.isArray()) {
            String text = Quoted.of(kind.container()) + " is " + json.kind() + ", expected an array";
            lose(kind, json.line(), kind == AnswerKind.SECURITY_GROUPS ? text + "; its groups were not read" : text);
            list.damaged(new Problem(at(json.line()), text));
            return true;
        }
        json.enter();
        long all = 0;
        long ids = 0;
        while (json.next()) {
            all++;
            if (kind == AnswerKind.PREFIX_LIST_ENTRIES) {
                list.add(json.value());
            } else if (!json.isObject()) {
                boolean isId = json.text().filter(kind::isId).isPresent();
                ids += isId ? 1 : 0;
                if (!isId || ids < all) {
                    String text = "an element of " + Quoted.of(kind.container()) + " is " + json.kind();
                    lose(kind, json.line(), text + ", expected an object");
                }
            } else if (kind == AnswerKind.SECURITY_GROUPS) {
                groups.look(json);
            } else if (json.value() instanceof JsonObject element) {
                element(kind, element);
            }
        }
        if (0 < ids && ids < all) {
            lose(kind, draft.line, Quoted.of(kind.container()) + " holds ids, expected objects");
        }
        return ids == 0 || ids < all;
    }

    /** Takes an element. What an account lists of a network may be shared with it: where its path names it, that is the one. */
    private void element(AnswerKind kind, JsonObject element) {
        Optional<Scope> found = reading.gathered.take(kind, element, document, place(kind, sink));
        if (found.isPresent()) {
            managedSeen |= kind == AnswerKind.NETWORK_INTERFACES && isManaged(element);
            reading.folders.note(document, found.get());
            boolean mayBeShared = kind != AnswerKind.SECURITY_GROUP_RULES;
            Optional<String> asked = mayBeShared ? document.scope().account() : Optional.empty();
            of(kind).add(new Scope(
                    asked.or(() -> found.get().account()), found.get().region()));
        }
    }

    /** Whether a service manages the interface, so that whoever asked for this listing asked for such interfaces, too. */
    private static boolean isManaged(JsonObject element) {
        Optional<JsonObject> operator = element.readObject(Keys.OPERATOR).value();
        return operator.isPresent()
                && (operator.get().readTruth(Keys.OPERATOR_MANAGED).value().orElse(false)
                        || operator.get()
                                .readTruth(Keys.HIDDEN_BY_DEFAULT)
                                .value()
                                .orElse(false));
    }

    private void bareElement(JsonReader json, int number) {
        if (bare.get(number) && json.value() instanceof JsonObject element) {
            AnswerKind.ofElement(element.members().keySet()).ifPresent(kind -> {
                of(kind);
                element(kind, element);
            });
        }
    }

    /** Counts what the document covers, the groups aside. */
    void cover(ListingTally tally) {
        coverages.forEach((kind, coverage) -> {
            if (kind != AnswerKind.SECURITY_GROUPS) {
                kind.listing().ifPresent(listing -> coverage.count(listing, around(), tally));
            }
            if (kind == AnswerKind.NETWORK_INTERFACES && managedSeen) {
                coverage.count(Listing.Kind.HIDDEN_NETWORK_INTERFACES, around(), tally);
            }
        });
    }

    /** Counts what the document covers of the groups, which were read. */
    void coverGroups(ListingTally tally) {
        Coverage coverage = coverages.get(AnswerKind.SECURITY_GROUPS);
        if (coverage != null) {
            coverage.count(Listing.Kind.SECURITY_GROUPS, around(), tally);
        }
    }

    private Scope around() {
        return reading.folders.around(document);
    }

    /** Tells the rules that their listing was cut short here. */
    void cutRules() {
        Coverage coverage = coverages.get(AnswerKind.SECURITY_GROUP_RULES);
        if (coverage != null && coverage.isDamaged()) {
            String why = document.name() + ": the listing of rules was read in part, so the group may have more";
            coverage.scopes(around()).forEach(scope -> reading.rules.cutShort(scope, why));
        }
    }

    /** Reads the groups; what is wrong with the text was told at the look, if it was met there. */
    void groups(InventorySink told, Consumer<SecurityGroup> taker) {
        Coverage coverage = coverages.get(AnswerKind.SECURITY_GROUPS);
        if (coverage == null) {
            return;
        }
        Optional<Problem> met = groups.read(around(), place(AnswerKind.SECURITY_GROUPS, told), group -> {
            coverage.add(group.scope());
            taker.accept(group);
        });
        if (broken.isEmpty() && met.isPresent()) {
            told.problem(met.get());
            coverage.damaged(met.get());
        }
    }
}
