package dev.weir.iac.terraform;

import dev.weir.iac.hcl.Body.Block;
import dev.weir.iac.hcl.Comments;
import dev.weir.iac.hcl.Span;
import dev.weir.inventory.Problem;
import dev.weir.inventory.Suppression;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Comments on a resource that decide about a finding: {@code # weir:ignore CHECK until=2027-03-31 reason="..."}. */
final class IgnoreComments {

    private static final String WORD = "weir:ignore";
    private static final Pattern FORM = Pattern.compile("(?://|#|/\\*)\\s*weir:ignore\\s+(\\S+)(.*)", Pattern.DOTALL);
    private static final Pattern UNTIL = Pattern.compile("\\buntil=(\\S+)");
    private static final Pattern REASON = Pattern.compile("\\breason=\"((?:[^\"\\\\]|\\\\.)*)\"");

    private IgnoreComments() {}

    /** The decisions on this block; what is none though it says so goes to {@code problems}. */
    static List<Suppression> on(Block block, Consumer<Problem> problems) {
        List<Suppression> decisions = new ArrayList<>();
        if (!block.span().source().text().contains(WORD)
                || block.span().source().name().endsWith(".json")) {
            return decisions;
        }
        for (Span comment : Comments.on(block.span())) {
            if (comment.text().contains(WORD)) {
                decision(comment, problems).ifPresent(decisions::add);
            }
        }
        return decisions;
    }

    private static Optional<Suppression> decision(Span comment, Consumer<Problem> problems) {
        Matcher form = FORM.matcher(comment.text());
        if (!form.matches()) {
            problems.accept(new Problem(
                    comment.origin(),
                    "found `" + WORD + "` without a check; expected `" + WORD
                            + " cfd-f0b-f05 until=YYYY-MM-DD reason=\"...\"`"));
            return Optional.empty();
        }
        Matcher until = UNTIL.matcher(form.group(2));
        Matcher reason = REASON.matcher(form.group(2));
        try {
            return Optional.of(new Suppression(
                    form.group(1),
                    until.find() ? Optional.of(LocalDate.parse(until.group(1))) : Optional.empty(),
                    reason.find() ? Optional.of(reason.group(1)).filter(text -> !text.isBlank()) : Optional.empty(),
                    comment.origin()));
        } catch (DateTimeException none) {
            problems.accept(new Problem(
                    comment.origin(),
                    "`until=" + until.group(1) + "` is no day, so nothing is suppressed; expected `until=YYYY-MM-DD`"));
            return Optional.empty();
        }
    }
}
