package dev.weir.files;

import dev.weir.inventory.InventorySink;
import dev.weir.inventory.Listing;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import dev.weir.inventory.RouteTable;
import dev.weir.inventory.Scope;
import dev.weir.inventory.Subnet;
import dev.weir.inventory.Vpc;
import dev.weir.json.Quoted;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Everything that judging groups needs, gathered from all files before the first group: held in memory, put together, pushed.
 */
final class Gathering {

    private static final Pattern PREFIX_LIST_ID = Pattern.compile("(?<![0-9A-Za-z])pl-[0-9a-z]+");

    private final FolderScopes folders;
    private final ListedRules rules;
    private final PrefixListPieces prefixLists;
    private final NetworkFields fields;
    private final Consumer<Problem> problems;
    private final List<Found<NetworkInterface>> interfaces = new ArrayList<>();
    private final List<Found<RouteTable>> routeTables = new ArrayList<>();
    private final List<Found<Subnet>> subnets = new ArrayList<>();
    private final List<Found<Vpc>> vpcs = new ArrayList<>();
    private final List<Coverage> coverages = new ArrayList<>();

    Gathering(FolderScopes folders, ListedRules rules, Consumer<Problem> problems) {
        this.folders = folders;
        this.rules = rules;
        this.problems = problems;
        this.prefixLists = new PrefixListPieces(problems);
        this.fields = new NetworkFields(problems);
    }

    /** What one file lists of one kind: the scopes of its elements, and why it may not be all. */
    private static final class Coverage {
        private final SourceFile file;
        private final FileKind kind;
        private final Set<Scope> scopes = new LinkedHashSet<>();
        private Optional<String> problem = Optional.empty();

        Coverage(SourceFile file, FileKind kind) {
            this.file = file;
            this.kind = kind;
        }

        void damaged(String text) {
            problem = problem.or(() -> Optional.of(text));
        }
    }

    /** A file that is being read. */
    private final class Reading {
        private final SourceFile file;
        private final JsonParser parser;
        private final boolean bare;
        private final Map<FileKind, Coverage> kinds = new EnumMap<>(FileKind.class);
        private final Map<FileKind, Problem> more = new EnumMap<>(FileKind.class);
        private final Map<String, Entries> entries = new LinkedHashMap<>();

        Reading(SourceFile file, JsonParser parser, boolean bare) {
            this.file = file;
            this.parser = parser;
            this.bare = bare;
        }

        /** Entries of one list in this file, over its pages. */
        private final class Entries {
            private final List<Object> elements = new ArrayList<>();
            private final Origin origin;
            private Optional<String> problem = Optional.empty();

            Entries(Origin origin) {
                this.origin = origin;
            }
        }

        void read(Set<FileKind> expected) {
            try {
                for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                    if (token == JsonToken.START_OBJECT) {
                        document();
                    } else if (token != JsonToken.START_ARRAY && token != JsonToken.END_ARRAY) {
                        problems.accept(new Problem(
                                file.origin(Json.line(parser)),
                                "found " + Json.kind(token) + " where a document should be; " + FileKind.EXPECTED));
                    }
                }
            } catch (tools.jackson.core.JacksonException error) {
                Problem problem = new Problem(file.origin(Json.lineReached(parser)), Json.sentence(error, parser));
                problems.accept(problem);
                for (FileKind kind : expected) {
                    of(kind).damaged(problem.toString());
                }
                entries.values().forEach(list -> list.problem = Optional.of(problem.toString()));
                if (entries.isEmpty() && expected.contains(FileKind.PREFIX_LIST_ENTRIES)) {
                    idOfName(file).ifPresent(id -> {
                        Entries none = new Entries(file.origin());
                        none.problem = Optional.of(problem.toString());
                        entries.put(id, none);
                    });
                }
            }
            more.forEach((kind, problem) -> {
                problems.accept(problem);
                of(kind).damaged(problem.toString());
            });
            entries.forEach((id, list) -> prefixLists.entries(list.elements, file, list.origin, id, list.problem));
            kinds.forEach((kind, coverage) -> {
                coverages.add(coverage);
                if (kind == FileKind.SECURITY_GROUP_RULES && coverage.problem.isPresent()) {
                    rules.cutShort(file);
                }
            });
        }

        private Coverage of(FileKind kind) {
            return kinds.computeIfAbsent(kind, unused -> new Coverage(file, kind));
        }

        private void document() {
            long line = Json.line(parser);
            Set<FileKind> listed = EnumSet.noneOf(FileKind.class);
            Optional<String> prefixList = Optional.empty();
            Optional<Entries> found = Optional.empty();
            Optional<JsonObject> element = Optional.empty();
            boolean hasMore = false;
            long moreLine = line;
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                JsonToken token = parser.nextToken();
                FileKind kind = FileKind.BY_CONTAINER.get(name);
                if (kind == FileKind.SECURITY_GROUPS) {
                    parser.skipChildren();
                } else if (kind == FileKind.PREFIX_LIST_ENTRIES) {
                    listed.add(kind);
                    Entries list = new Entries(file.origin(line));
                    found = Optional.of(list);
                    entryArray(token, list);
                } else if (kind != null) {
                    listed.add(kind);
                    elements(kind, token);
                } else if (name.equals("NextToken")) {
                    hasMore = token == JsonToken.VALUE_STRING && parser.getStringLength() > 0;
                    moreLine = Json.line(parser);
                    parser.skipChildren();
                } else if (name.equals("PrefixListId") && token == JsonToken.VALUE_STRING) {
                    prefixList = Optional.of(parser.getString());
                    element = bareField(element, line, name, token);
                } else if (bare) {
                    element = bareField(element, line, name, token);
                } else {
                    parser.skipChildren();
                }
            }
            for (FileKind kind : listed) {
                of(kind);
                more.remove(kind);
                if (hasMore) {
                    more.put(
                            kind,
                            new Problem(
                                    file.origin(moreLine),
                                    "`NextToken` is left over: this is a page of " + Quoted.of(kind.container())
                                            + " and more were not read; help: run the AWS CLI call without"
                                            + " `--max-items` and `--no-paginate`"));
                }
            }
            if (found.isPresent()) {
                entriesOf(prefixList, found.get(), hasMore, line);
            } else if (listed.isEmpty() && element.isPresent()) {
                bareElement(element.get());
            }
        }

        private Optional<JsonObject> bareField(Optional<JsonObject> element, long line, String name, JsonToken token) {
            if (!bare) {
                return element;
            }
            JsonObject object = element.orElseGet(() -> new JsonObject(line));
            object.put(name, token, parser);
            return Optional.of(object);
        }

        private void bareElement(JsonObject element) {
            FileKind.ofElement(element.keys())
                    .filter(kind -> kind != FileKind.SECURITY_GROUPS)
                    .ifPresent(kind -> element(kind, element));
        }

        private void entriesOf(Optional<String> named, Entries list, boolean hasMore, long line) {
            Optional<String> id = named.or(() -> idOfName(file));
            if (id.isEmpty()) {
                problems.accept(new Problem(
                        file.origin(line),
                        "these entries name no prefix list: expected its id in the file name, as in"
                                + " `get-managed-prefix-list-entries-pl-6da54004.json`, or a `PrefixListId` beside"
                                + " them"));
                return;
            }
            Entries before = entries.putIfAbsent(id.get(), list);
            if (before != null) {
                before.elements.addAll(list.elements);
                before.problem = before.problem.or(() -> list.problem);
            }
            Entries all = before == null ? list : before;
            if (hasMore) {
                all.problem = Optional.of(file.origin(line) + ": `NextToken` is left over, more entries were not read");
            } else if (before != null && all.problem.orElse("").contains("`NextToken`")) {
                all.problem = Optional.empty();
            }
        }

        private void entryArray(JsonToken token, Entries list) {
            if (token != JsonToken.START_ARRAY) {
                notAnArray(FileKind.PREFIX_LIST_ENTRIES, token);
                list.problem = Optional.of(file.origin(Json.line(parser)) + ": `Entries` is not an array");
                parser.skipChildren();
                return;
            }
            for (JsonToken entry = parser.nextToken();
                    entry != null && entry != JsonToken.END_ARRAY;
                    entry = parser.nextToken()) {
                if (entry == JsonToken.START_OBJECT) {
                    list.elements.add(JsonObject.read(parser));
                } else {
                    list.elements.add(Json.isText(entry) ? parser.getString() : "");
                    parser.skipChildren();
                }
            }
        }

        private void elements(FileKind kind, JsonToken token) {
            if (token != JsonToken.START_ARRAY) {
                notAnArray(kind, token);
                parser.skipChildren();
                return;
            }
            of(kind);
            for (JsonToken element = parser.nextToken();
                    element != null && element != JsonToken.END_ARRAY;
                    element = parser.nextToken()) {
                if (element == JsonToken.START_OBJECT) {
                    element(kind, JsonObject.read(parser));
                } else {
                    damaged(
                            kind,
                            Json.line(parser),
                            "an element of " + Quoted.of(kind.container()) + " is " + Json.kind(element)
                                    + ", expected an object");
                    parser.skipChildren();
                }
            }
        }

        private void notAnArray(FileKind kind, JsonToken token) {
            damaged(
                    kind,
                    Json.line(parser),
                    Quoted.of(kind.container()) + " is " + Json.kind(token) + ", expected an array");
        }

        private void damaged(FileKind kind, long line, String text) {
            Problem problem = new Problem(file.origin(line), text);
            problems.accept(problem);
            of(kind).damaged(problem.toString());
        }

        private void element(FileKind kind, JsonObject element) {
            Coverage coverage = of(kind);
            String key = switch (kind) {
                case NETWORK_INTERFACES -> "NetworkInterfaceId";
                case PREFIX_LISTS -> "PrefixListId";
                case ROUTE_TABLES -> "RouteTableId";
                case SUBNETS -> "SubnetId";
                case VPCS -> "VpcId";
                case SECURITY_GROUP_RULES -> "GroupId";
                case SECURITY_GROUPS, PREFIX_LIST_ENTRIES, SNAPSHOT -> "";
            };
            Optional<String> id = element.text(key);
            if (id.isEmpty()) {
                damaged(
                        kind,
                        element.line(),
                        "an element of " + Quoted.of(kind.container()) + " has no readable " + Quoted.of(key));
                return;
            }
            Scope scope = NetworkFields.scope(element);
            switch (kind) {
                case NETWORK_INTERFACES -> interfaces.add(fields.networkInterface(element, file, id.get()));
                case ROUTE_TABLES -> routeTables.add(fields.routeTable(element, file, id.get()));
                case SUBNETS -> subnets.add(fields.subnet(element, file, id.get()));
                case VPCS -> vpcs.add(fields.vpc(element, file, id.get()));
                case PREFIX_LISTS -> {
                    prefixLists.described(element, file, id.get());
                    scope = new Scope(
                            Optional.empty(), scope.region()); // the owner may have shared it with the account asked
                }
                case SECURITY_GROUP_RULES -> {
                    rules.add(element, file, problems);
                    scope = new Scope(element.text("GroupOwnerId").flatMap(PathScope::account), Optional.empty())
                            .orElse(element.text("SecurityGroupRuleArn")
                                    .map(PathScope::ofArn)
                                    .orElse(Scope.UNKNOWN));
                }
                case SECURITY_GROUPS, PREFIX_LIST_ENTRIES, SNAPSHOT -> {}
            }
            folders.note(file, scope);
            coverage.scopes.add(scope);
        }
    }

    /** Reads all of a file but its groups. */
    void read(SourceFile file, JsonParser parser, FileSurvey survey) {
        Set<FileKind> expected = EnumSet.copyOf(survey.kinds());
        expected.remove(FileKind.SECURITY_GROUPS);
        expected.remove(FileKind.SNAPSHOT);
        new Reading(file, parser, survey.hasBareElements()).read(expected);
    }

    /** The prefix list id in a file's name, or in that of its folder, if there is one only. */
    private static Optional<String> idOfName(SourceFile file) {
        return only(nameOf(file.path())).or(() -> only(nameOf(file.folder())));
    }

    private static String nameOf(Path path) {
        Path name = path.getFileName();
        return name == null ? "" : name.toString();
    }

    private static Optional<String> only(String name) {
        Set<String> ids = new LinkedHashSet<>();
        Matcher matcher = PREFIX_LIST_ID.matcher(name);
        while (matcher.find()) {
            ids.add(matcher.group());
        }
        return ids.size() == 1 ? Optional.of(ids.iterator().next()) : Optional.empty();
    }

    /** Counts what each file covers. */
    void cover(ListingTally tally) {
        for (Coverage coverage : coverages) {
            Optional<Listing.Kind> kind = coverage.kind.listing();
            if (kind.isEmpty()) {
                continue;
            }
            Set<Scope> scopes = new LinkedHashSet<>();
            coverage.scopes.forEach(scope -> scopes.add(scope.orElse(folders.around(coverage.file))));
            if (scopes.isEmpty()) {
                scopes.add(folders.around(coverage.file));
            }
            for (Scope scope : scopes) {
                if (coverage.problem.isPresent()) {
                    tally.inPart(kind.get(), scope, coverage.problem.get());
                } else {
                    tally.whole(kind.get(), scope);
                }
            }
        }
    }

    /** Pushes everything, each id once. */
    void push(InventorySink sink) {
        prefixLists.lists(folders).forEach(sink::prefixList);
        once(interfaces, Gathering::sameBut, this::unionOfGroups).forEach(sink::networkInterface);
        once(routeTables, (one, other) -> sameTable(one, other), this::unionOfRoutes)
                .forEach(sink::routeTable);
        once(
                        subnets,
                        (one, other) ->
                                one.vpc().equals(other.vpc()) && one.cidrs().equals(other.cidrs()),
                        (one, other) -> first(one, other.origin(), one.id(), one.origin()))
                .forEach(sink::subnet);
        once(
                        vpcs,
                        (one, other) -> one.cidrs().equals(other.cidrs()) && one.isDefault() == other.isDefault(),
                        (one, other) -> first(one, other.origin(), one.id(), one.origin()))
                .forEach(sink::vpc);
    }

    private <T> Iterable<T> once(List<Found<T>> found, BiPredicate<T, T> isSame, BinaryOperator<T> merge) {
        Map<String, T> byId = new LinkedHashMap<>();
        for (Found<T> one : found) {
            T made = one.make().apply(one.scope().orElse(folders.around(one.file())));
            byId.merge(
                    one.id(),
                    made,
                    (before, after) -> isSame.test(before, after) ? before : merge.apply(before, after));
        }
        return byId.values();
    }

    private static boolean sameBut(NetworkInterface one, NetworkInterface other) {
        return one.groups().equals(other.groups())
                && one.groupsRead() == other.groupsRead()
                && one.addresses().equals(other.addresses())
                && one.publicAddresses().equals(other.publicAddresses())
                && one.subnet().equals(other.subnet())
                && one.vpc().equals(other.vpc());
    }

    private static boolean sameTable(RouteTable one, RouteTable other) {
        return one.vpc().equals(other.vpc())
                && one.main() == other.main()
                && one.subnets().equals(other.subnets())
                && one.routes().equals(other.routes());
    }

    private NetworkInterface unionOfGroups(NetworkInterface one, NetworkInterface other) {
        differs(one.id(), one.origin(), other.origin(), "the groups and addresses of both count");
        return new NetworkInterface(
                one.scope().orElse(other.scope()),
                one.id(),
                union(one.groups(), other.groups()),
                one.groupsRead() && other.groupsRead(),
                one.vpc().or(other::vpc),
                one.subnet().or(other::subnet),
                one.type(),
                one.description(),
                one.instance().or(other::instance),
                one.requesterManaged(),
                union(one.addresses(), other.addresses()),
                union(one.prefixes(), other.prefixes()),
                union(one.publicAddresses(), other.publicAddresses()),
                one.tags(),
                one.origin());
    }

    private RouteTable unionOfRoutes(RouteTable one, RouteTable other) {
        differs(one.id(), one.origin(), other.origin(), "the routes of both count");
        return new RouteTable(
                one.scope().orElse(other.scope()),
                one.id(),
                one.vpc().isEmpty() ? other.vpc() : one.vpc(),
                one.main() || other.main(),
                union(one.subnets(), other.subnets()),
                union(one.routes(), other.routes()),
                one.origin());
    }

    private <T> T first(T one, Origin otherOrigin, String id, Origin origin) {
        differs(id, origin, otherOrigin, "the first counts");
        return one;
    }

    private void differs(String id, Origin one, Origin other, String then) {
        problems.accept(new Problem(
                other, Quoted.of(id) + " differs from what stands at " + one + ": expected one answer; " + then));
    }

    private static <T> List<T> union(List<T> one, List<T> other) {
        Set<T> union = new LinkedHashSet<>(one);
        union.addAll(other);
        return List.copyOf(union);
    }
}
