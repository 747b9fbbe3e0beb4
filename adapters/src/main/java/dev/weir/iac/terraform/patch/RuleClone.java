package dev.weir.iac.terraform.patch;

import dev.weir.iac.Span;
import dev.weir.iac.hcl.Expression;
import dev.weir.iac.patch.Edit;
import dev.weir.inventory.SecurityGroupRule.Known;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An object that describes a rule in somebody's own words, once more for another rule. Which of its entries are ports and
 * protocol is guessed by their names; whether the guess was right the evaluation tells.
 *
 * @param object the entry of the old rule
 * @param destination the literal of its destination
 */
record RuleClone(Expression.Braces object, Span destination, Known rule, Known old) {

    String text() {
        List<Edit> edits = new ArrayList<>();
        for (Expression.Entry entry : object.entries()) {
            Span value = entry.value().span();
            String key = entry.name().toLowerCase(Locale.ROOT);
            boolean isText = entry.value() instanceof Expression.Literal;
            boolean isScalar =
                    isText || entry.value() instanceof Expression.Numeral || entry.value() instanceof Expression.Unary;
            if (value.holds(destination)) {
                String name = RuleText.quoted(rule.destination().text());
                edits.add(edit(value, entry.value() instanceof Expression.Tuple ? "[" + name + "]" : name));
            } else if (isScalar) {
                said(key).ifPresent(text -> edits.add(edit(value, isText ? RuleText.quoted(text) : text)));
            }
        }
        return Edit.applied(object.span().text(), edits);
    }

    /** What the rule has for a member that is called so. */
    private Optional<String> said(String key) {
        if (key.contains("proto")) {
            return Optional.of(rule.service().protocol().toString());
        }
        if (key.contains("desc")) {
            return Optional.of(rule.description().orElse(""));
        }
        if (key.contains("from") || key.equals("port")) {
            return Optional.of(String.valueOf(Math.max(0, rule.service().from())));
        }
        return key.startsWith("to") || key.contains("_to")
                ? Optional.of(String.valueOf(Math.max(0, rule.service().to())))
                : Optional.empty();
    }

    private Edit edit(Span value, String text) {
        int base = object.span().start();
        return new Edit(value.start() - base, value.end() - base, text);
    }
}
