package dev.weir.iac.terraform;

import dev.weir.iac.Span;
import dev.weir.iac.SuppressionText;
import dev.weir.iac.hcl.Body.Block;
import dev.weir.iac.hcl.Comments;
import dev.weir.inventory.Problem;
import dev.weir.inventory.Suppression;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Comments on a resource that decide about a finding: {@code # weir:ignore CHECK until=2027-03-31 reason="..."}. */
final class IgnoreComments {

    private static final Pattern MARK = Pattern.compile("^(?://|#|/\\*)");

    private IgnoreComments() {}

    /** The decisions on this block; what is none though it says so goes to {@code problems}. */
    static List<Suppression> on(Block block, Consumer<Problem> problems) {
        List<Suppression> decisions = new ArrayList<>();
        if (!block.span().source().text().contains(SuppressionText.WORD)
                || block.span().source().name().endsWith(".json")) {
            return decisions;
        }
        for (Span comment : Comments.on(block.span())) {
            if (comment.text().contains(SuppressionText.WORD)) {
                SuppressionText.in(MARK.matcher(comment.text()).replaceFirst(""), comment.origin(), problems)
                        .ifPresent(decisions::add);
            }
        }
        return decisions;
    }
}
