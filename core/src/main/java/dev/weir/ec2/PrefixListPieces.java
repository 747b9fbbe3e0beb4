package dev.weir.ec2;

import dev.weir.inventory.InventoryDocument;
import dev.weir.inventory.ManagedPrefixList;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import dev.weir.inventory.Scope;
import dev.weir.json.Quoted;
import dev.weir.net.Cidr;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Prefix lists put together from where they stand in pieces: described in one document, their entries in another.
 *
 * <p>Two sets of entries for one list are both right at some time: the list is judged by all of them, as read in part.
 */
final class PrefixListPieces {

    private final Map<String, ListPieces> lists = new LinkedHashMap<>();

    /**
     * Entries of one list in one document.
     *
     * @param problem why they may not be all; empty when they are
     */
    private record Entries(Origin origin, Set<Cidr> cidrs, Optional<String> problem) {}

    private static final class ListPieces {
        private final InventoryDocument document;
        private final Origin origin;
        private final List<Entries> entries = new ArrayList<>();
        private Optional<ManagedPrefixList> described = Optional.empty();

        ListPieces(InventoryDocument document, Origin origin) {
            this.document = document;
            this.origin = origin;
        }
    }

    private ListPieces pieces(String id, InventoryDocument document, Origin origin) {
        return lists.computeIfAbsent(id, unused -> new ListPieces(document, origin));
    }

    void described(InventoryDocument document, ManagedPrefixList list) {
        ListPieces pieces = pieces(list.id(), document, list.origin());
        pieces.described =
                Optional.of(pieces.described.map(before -> both(before, list)).orElse(list));
    }

    /** What describe-managed-prefix-lists and describe-prefix-lists say of one list: the former more. */
    private static ManagedPrefixList both(ManagedPrefixList one, ManagedPrefixList other) {
        ManagedPrefixList fuller = one.maxEntries().isPresent() ? one : other;
        return with(
                fuller,
                one.scope().orElse(other.scope()),
                one.awsManaged() || other.awsManaged(),
                List.of(),
                ManagedPrefixList.Extent.NOT_READ,
                Optional.empty(),
                one.origin());
    }

    void entries(InventoryDocument document, String id, PrefixListEntries entries, Answers answers, AnswerPlace place) {
        Set<Cidr> cidrs = new LinkedHashSet<>();
        List<Problem> lost = new ArrayList<>();
        entries.problem().ifPresent(lost::add);
        AnswerPlace noting = new AnswerPlace() {
            @Override
            public Origin at(long line) {
                return place.at(line);
            }

            @Override
            public void wrong(Problem problem) {
                place.wrong(problem);
            }

            @Override
            public void lost(Problem problem) {
                place.lost(problem);
                lost.add(problem);
            }
        };
        entries.elements().forEach(entry -> answers.entry(entry, id, noting).ifPresent(cidrs::add));
        pieces(id, document, entries.origin())
                .entries
                .add(new Entries(
                        entries.origin(),
                        cidrs,
                        lost.isEmpty()
                                ? Optional.empty()
                                : Optional.of(lost.get(0).toString())));
    }

    /** The lists, put together. */
    List<ManagedPrefixList> lists(FolderScopes folders, java.util.function.Consumer<Problem> problems) {
        List<ManagedPrefixList> whole = new ArrayList<>();
        lists.forEach((id, pieces) -> whole.add(list(id, pieces, folders, problems)));
        return whole;
    }

    private static ManagedPrefixList list(
            String id, ListPieces pieces, FolderScopes folders, java.util.function.Consumer<Problem> problems) {
        Set<Cidr> cidrs = new LinkedHashSet<>();
        Optional<String> problem = Optional.empty();
        for (Entries entries : pieces.entries) {
            cidrs.addAll(entries.cidrs);
            problem = problem.or(entries::problem);
            if (!entries.cidrs.equals(pieces.entries.get(0).cidrs)) {
                String message = "the entries of " + Quoted.of(id) + " here and at " + pieces.entries.get(0).origin
                        + " differ; both count, and the list as read in part";
                problems.accept(new Problem(entries.origin, message));
                problem = problem.or(() -> Optional.of(message));
            }
        }
        ManagedPrefixList.Extent reading = pieces.entries.isEmpty()
                ? ManagedPrefixList.Extent.NOT_READ
                : problem.isPresent() ? ManagedPrefixList.Extent.IN_PART : ManagedPrefixList.Extent.WHOLE;
        Optional<String> why = pieces.entries.isEmpty()
                ? Optional.of("the entries of " + Quoted.of(id)
                        + " were not read; help: save the output of `aws ec2 get-managed-prefix-list-entries"
                        + " --prefix-list-id` with it under a file name that holds the id")
                : problem;
        ManagedPrefixList described =
                pieces.described.orElseGet(() -> ManagedPrefixList.undescribed(id, Scope.UNKNOWN, pieces.origin));
        Scope filled = described.scope().orElse(folders.around(pieces.document));
        return with(
                described,
                described.awsManaged() ? new Scope(Optional.empty(), filled.region()) : filled,
                described.awsManaged(),
                List.copyOf(cidrs),
                reading,
                why,
                pieces.origin);
    }

    private static ManagedPrefixList with(
            ManagedPrefixList list,
            Scope scope,
            boolean awsManaged,
            List<Cidr> entries,
            ManagedPrefixList.Extent reading,
            Optional<String> problem,
            Origin origin) {
        return new ManagedPrefixList(
                scope,
                list.id(),
                list.name(),
                awsManaged,
                list.family(),
                list.maxEntries(),
                list.version(),
                entries,
                reading,
                problem,
                origin);
    }
}
