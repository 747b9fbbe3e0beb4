package dev.weir.iac.cloudformation;

import dev.weir.iac.SuppressionText;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Suppression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Decisions about a finding in the metadata of its resource, one or a list of them, as words or as members.
 *
 * <pre>
 *   Metadata:
 *     weir: ignore cfd-f0b-f05 until=2027-03-31 reason="..."
 *   Metadata:
 *     weir: { ignore: cfd-f0b-f05, until: 2027-03-31, reason: ... }
 * </pre>
 */
final class MetadataDecisions {

    private static final String KEY = "weir";
    private static final String IGNORE = "ignore";

    private MetadataDecisions() {}

    /** The decisions on a resource; what is none goes to the problems. */
    static List<Suppression> on(Node.Fields resource, BiConsumer<Origin, String> problems) {
        List<Suppression> decisions = new ArrayList<>();
        resource.fields("Metadata").flatMap(metadata -> metadata.value(KEY)).ifPresent(value -> {
            value.each().forEach(one -> decision(one, problems).ifPresent(decisions::add));
        });
        return decisions;
    }

    private static Optional<Suppression> decision(Node node, BiConsumer<Origin, String> problems) {
        Optional<String> words = node.asText().filter(text -> text.startsWith(IGNORE + " "));
        if (words.isPresent()) {
            return SuppressionText.in(
                    KEY + ":" + words.get(), node.origin(), wrong -> problems.accept(wrong.origin(), wrong.message()));
        }
        Optional<Node.Fields> members =
                node.asFields().filter(fields -> fields.text(IGNORE).isPresent());
        if (members.isPresent()) {
            Node.Fields fields = members.get();
            return SuppressionText.of(
                    fields.text(IGNORE).orElse(""),
                    fields.text("until"),
                    fields.text("reason"),
                    node.origin(),
                    wrong -> problems.accept(wrong.origin(), wrong.message()));
        }
        problems.accept(
                node.origin(),
                "found metadata `weir` that suppresses nothing; expected"
                        + " `ignore cfd-f0b-f05 until=YYYY-MM-DD reason=\"...\"`, or an object with `ignore`, `until`, `reason`");
        return Optional.empty();
    }
}
