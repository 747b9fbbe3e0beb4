package dev.weir.iac;

import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import dev.weir.inventory.Suppression;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A decision as it is written in code: {@code weir:ignore CHECK until=2027-03-31 reason="..."}.
 *
 * <p>One that says no day or no reason is a decision all the same, which does not hold; what names no check, or a day that is
 * none, is a problem.
 */
public final class SuppressionText {

    /** What a decision begins with. */
    public static final String WORD = "weir:ignore";

    private static final Pattern FORM = Pattern.compile("\\s*weir:ignore\\s+(\\S+)(.*)", Pattern.DOTALL);
    private static final Pattern UNTIL = Pattern.compile("\\buntil=(\\S+)");
    private static final Pattern REASON = Pattern.compile("\\breason=\"((?:[^\"\\\\]|\\\\.)*)\"");

    private SuppressionText() {}

    /** The decision in a text. */
    public static Optional<Suppression> in(String text, Origin origin, Consumer<Problem> problems) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            problems.accept(new Problem(
                    origin,
                    "found `" + WORD + "` without a check; expected `" + WORD
                            + " cfd-f0b-f05 until=YYYY-MM-DD reason=\"...\"`"));
            return Optional.empty();
        }
        return of(
                form.group(1),
                UNTIL.matcher(form.group(2)).results().findFirst().map(until -> until.group(1)),
                REASON.matcher(form.group(2)).results().findFirst().map(reason -> reason.group(1)),
                origin,
                problems);
    }

    /** The decision whose parts these texts are. */
    public static Optional<Suppression> of(
            String check, Optional<String> until, Optional<String> reason, Origin origin, Consumer<Problem> problems) {
        try {
            return Optional.of(new Suppression(
                    check, until.map(LocalDate::parse), reason.filter(text -> !text.isBlank()), origin));
        } catch (DateTimeException none) {
            problems.accept(new Problem(
                    origin,
                    "`until=" + until.orElse("")
                            + "` is no day, so nothing is suppressed; expected `until=YYYY-MM-DD`"));
            return Optional.empty();
        }
    }
}
