package dev.weir.ec2;

import dev.weir.inventory.InventoryDocument;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import dev.weir.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The entries of one prefix list in one document, over its pages. */
final class PrefixListEntries {

    private static final Pattern ID = Pattern.compile("(?<![0-9A-Za-z])pl-[0-9a-z]+");

    private final Origin origin;
    private final List<JsonValue> elements = new ArrayList<>();
    private Optional<Problem> left = Optional.empty();
    private Optional<Problem> problem = Optional.empty();
    private Optional<Problem> repeated = Optional.empty();

    PrefixListEntries(Origin origin) {
        this.origin = origin;
    }

    /** The list whose id is in the document's name, or in that of its folder, if there is one only: the answer does not say. */
    static Optional<String> listNamedBy(InventoryDocument document) {
        return only(last(document.name())).or(() -> only(last(document.folder())));
    }

    private static String last(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }

    private static Optional<String> only(String name) {
        Set<String> ids = new LinkedHashSet<>();
        Matcher matcher = ID.matcher(name);
        while (matcher.find()) {
            ids.add(matcher.group());
        }
        return ids.size() == 1 ? Optional.of(ids.iterator().next()) : Optional.empty();
    }

    Origin origin() {
        return origin;
    }

    List<JsonValue> elements() {
        return elements;
    }

    void add(JsonValue element) {
        elements.add(element);
    }

    /** Notes whether this page says that there are more. */
    void left(Optional<Problem> more) {
        left = more;
    }

    void damaged(Problem by) {
        problem = problem.or(() -> Optional.of(by));
    }

    /** Why these may not be all; empty when they are. */
    Optional<Problem> problem() {
        return problem.or(() -> repeated).or(() -> left);
    }

    /** That the list stands twice in one answer, which nobody has told yet. */
    Optional<Problem> repeated() {
        return repeated;
    }

    /** This page and the next one. */
    PrefixListEntries andThen(PrefixListEntries next) {
        elements.addAll(next.elements);
        problem = problem.or(() -> next.problem);
        repeated = repeated.or(() -> next.repeated);
        left = next.left;
        return this;
    }

    /** This list and another under the same key of the same answer: one of them is right, so both count. */
    PrefixListEntries twice(PrefixListEntries other) {
        other.elements.addAll(elements);
        other.problem = problem;
        other.repeated = Optional.of(new Problem(
                origin,
                "the key `" + Keys.ENTRIES + "` stands twice in one answer; both count, and the list as read in part"));
        return other;
    }
}
