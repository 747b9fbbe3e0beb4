package dev.weir.finding;

import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.Suppression;
import dev.weir.json.Quoted;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An exception that a rule carries in its own description: {@code weir:open-until=2026-12-31}, wherever it stands in it, with the
 * rest of the text as the reason. It holds to the end of that day (UTC), of the latest where several are written.
 *
 * <p>A description of a rule holds 255 characters of letters, digits, spaces and {@code ._-:/()#,@[]+=&;{}!$*} (EC2, IpRange).
 *
 * @param rule that carries it
 * @param until the last day; empty where none that is written is a day
 * @param reason the rest of the description; may be empty
 */
record OpenUntil(SecurityGroupRule.Known rule, Optional<LocalDate> until, String reason) {

    private static final Pattern MARK = Pattern.compile("(?<![^\\s,;(\\[])weir:open-until=([^\\s,;)\\]]*)");

    /** What a rule says of itself, if anything. */
    static Optional<OpenUntil> of(SecurityGroupRule.Known rule) {
        Optional<String> said = rule.description().filter(text -> text.contains("weir:open-until="));
        return said.isPresent() ? of(rule, said.get()) : Optional.empty();
    }

    private static Optional<OpenUntil> of(SecurityGroupRule.Known rule, String description) {
        Matcher mark = MARK.matcher(description);
        Optional<LocalDate> latest = Optional.empty();
        boolean isMarked = false;
        while (mark.find()) {
            isMarked = true;
            Optional<LocalDate> day = day(mark.group(1));
            latest = latest.isEmpty() || day.filter(latest.get()::isBefore).isPresent() ? day : latest;
        }
        String rest =
                mark.replaceAll(" ").replaceAll("[(\\[]\\s*[)\\]]", " ").strip().replaceAll("\\s+", " ");
        return isMarked ? Optional.of(new OpenUntil(rule, latest, rest)) : Optional.empty();
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    /** Whether it holds on a day. */
    boolean holds(LocalDate day) {
        return until.filter(last -> !last.isBefore(day)).isPresent();
    }

    /** The decision that it is, about something at this place. */
    Suppression decision(Origin place) {
        return new Suppression(
                Check.OUTBOUND_ACCESS_RESTRICTED.id(),
                until,
                Optional.of(reason).filter(text -> !text.isEmpty()),
                rule.origin().orElse(place),
                Suppression.Where.IN_RULE,
                Optional.empty());
    }

    /** What is wrong with it, where it does not hold. */
    Problem problem(Subject subject) {
        String which = "the rule " + rule.service() + " to "
                + Quoted.of(rule.destination().text()) + " of " + Quoted.of(subject.id());
        String why = until.map(last -> which + " was to be open until " + last
                        + ", and still is; help: plan the group, or revoke the rule, or decide anew in its description")
                .orElse(which + " has `weir:open-until=` without a day in its description, so it holds on none;"
                        + " expected one such as `weir:open-until=2026-12-31`");
        return new Problem(rule.origin().orElse(subject.origin()), why);
    }
}
