package dev.weir.files;

import dev.weir.inventory.ManagedPrefixList;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import dev.weir.inventory.Scope;
import dev.weir.json.Quoted;
import dev.weir.net.Cidr;
import dev.weir.net.IpFamily;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Prefix lists put together from where they stand in pieces: described in one file, their entries in another.
 *
 * <p>Two sets of entries for one list are both right at some time: the list is judged by all of them, as read in part.
 */
final class PrefixListPieces {

    private final Map<String, Pieces> lists = new LinkedHashMap<>();
    private final Consumer<Problem> problems;

    PrefixListPieces(Consumer<Problem> problems) {
        this.problems = problems;
    }

    /**
     * Entries of one list in one file.
     *
     * @param problem why they may not be all; empty when they are
     */
    private record Entries(Origin origin, Set<Cidr> cidrs, Optional<String> problem) {}

    private static final class Pieces {
        private final SourceFile file;
        private final Origin origin;
        private Optional<JsonObject> described = Optional.empty();
        private final List<Entries> entries = new ArrayList<>();
        private Scope scope = Scope.UNKNOWN;
        private boolean awsManaged;

        Pieces(SourceFile file, Origin origin) {
            this.file = file;
            this.origin = origin;
        }
    }

    /** An element of describe-managed-prefix-lists or describe-prefix-lists. */
    void described(JsonObject element, SourceFile file, String id) {
        Pieces pieces = pieces(id, file, file.origin(element.line()));
        if (pieces.described.isEmpty() || !pieces.described.get().has("MaxEntries")) {
            pieces.described = Optional.of(element);
        }
        pieces.awsManaged |= element.text("OwnerId").orElse("").equals("AWS")
                || element.text("PrefixListArn").orElse("").contains(":aws:prefix-list/")
                || element.has("Cidrs");
        Scope region =
                new Scope(Optional.empty(), element.text("PrefixListName").flatMap(PrefixListPieces::regionOfName));
        pieces.scope = pieces.scope.orElse(NetworkFields.scope(element)).orElse(region);
        for (String key : List.of("Cidrs", "Entries")) {
            if (element.isArray(key)) {
                entries(element.elements(key), file, file.origin(element.line()), id, Optional.empty());
            } else if (element.has(key)) {
                entries(List.of(), file, file.origin(element.line()), id, Optional.of("`" + key + "` is not an array"));
            }
        }
    }

    private static Optional<String> regionOfName(String name) {
        for (String part : name.split("\\.")) {
            if (PathScope.isRegion(part)) {
                return Optional.of(part);
            }
        }
        return Optional.empty();
    }

    /** Entries as they stand in one file: CIDR texts, or objects with {@code Cidr}. */
    void entries(List<?> elements, SourceFile file, Origin origin, String id, Optional<String> cut) {
        Set<Cidr> cidrs = new LinkedHashSet<>();
        Optional<String> problem = cut;
        for (Object element : elements) {
            String text = element instanceof JsonObject object
                    ? object.text("Cidr").orElse("")
                    : element instanceof String plain ? plain : "";
            Origin place = element instanceof JsonObject object ? file.origin(object.line()) : origin;
            try {
                cidrs.add(Cidr.canonical(text));
            } catch (IllegalArgumentException wrong) {
                String message = "an entry of " + Quoted.of(id) + " has no readable CIDR, found " + Quoted.of(text);
                problems.accept(new Problem(place, message + "; the list counts as read in part"));
                problem = Optional.of(place + ": " + message);
            }
        }
        pieces(id, file, origin).entries.add(new Entries(origin, cidrs, problem));
    }

    private Pieces pieces(String id, SourceFile file, Origin origin) {
        return lists.computeIfAbsent(id, unused -> new Pieces(file, origin));
    }

    /** Whether nothing was found. */
    boolean isEmpty() {
        return lists.isEmpty();
    }

    /** The lists, put together. */
    List<ManagedPrefixList> lists(FolderScopes folders) {
        List<ManagedPrefixList> whole = new ArrayList<>();
        lists.forEach((id, pieces) -> whole.add(list(id, pieces, folders)));
        return whole;
    }

    private ManagedPrefixList list(String id, Pieces pieces, FolderScopes folders) {
        Scope filled = pieces.scope.orElse(folders.around(pieces.file));
        Scope scope = pieces.awsManaged ? new Scope(Optional.empty(), filled.region()) : filled;
        Set<Cidr> cidrs = new LinkedHashSet<>();
        Optional<String> problem = Optional.empty();
        for (Entries entries : pieces.entries) {
            cidrs.addAll(entries.cidrs);
            problem = problem.or(entries::problem);
            if (!Set.copyOf(entries.cidrs).equals(Set.copyOf(pieces.entries.get(0).cidrs))) {
                String message = "the entries of " + Quoted.of(id) + " here and at " + pieces.entries.get(0).origin
                        + " differ; both count, and the list as read in part";
                problems.accept(new Problem(entries.origin, message));
                problem = problem.or(() -> Optional.of(message));
            }
        }
        ManagedPrefixList.Reading reading = pieces.entries.isEmpty()
                ? ManagedPrefixList.Reading.NOT_READ
                : problem.isPresent() ? ManagedPrefixList.Reading.IN_PART : ManagedPrefixList.Reading.WHOLE;
        Optional<String> why = pieces.entries.isEmpty()
                ? Optional.of("the entries of " + Quoted.of(id)
                        + " were not read; help: save the output of `aws ec2 get-managed-prefix-list-entries"
                        + " --prefix-list-id` with it under a file name that holds the id")
                : problem;
        Optional<JsonObject> described = pieces.described;
        return new ManagedPrefixList(
                scope,
                id,
                described.flatMap(list -> list.text("PrefixListName")).orElse(""),
                pieces.awsManaged,
                described.flatMap(list -> list.text("AddressFamily")).flatMap(PrefixListPieces::family),
                number(described.flatMap(list -> list.text("MaxEntries"))),
                version(described.flatMap(list -> list.text("Version"))),
                List.copyOf(cidrs),
                reading,
                why,
                pieces.origin);
    }

    private static Optional<IpFamily> family(String text) {
        return switch (text) {
            case "IPv4" -> Optional.of(IpFamily.IPV4);
            case "IPv6" -> Optional.of(IpFamily.IPV6);
            default -> Optional.empty();
        };
    }

    private static OptionalInt number(Optional<String> text) {
        return text.isPresent() && text.get().matches("[0-9]{1,9}")
                ? OptionalInt.of(Integer.parseInt(text.get()))
                : OptionalInt.empty();
    }

    private static OptionalLong version(Optional<String> text) {
        return text.isPresent() && text.get().matches("[0-9]{1,18}")
                ? OptionalLong.of(Long.parseLong(text.get()))
                : OptionalLong.empty();
    }
}
