package dev.weir.iac.terraform.patch;

import dev.weir.iac.hcl.Expression;
import dev.weir.iac.hcl.Span;
import dev.weir.iac.patch.Edit;
import dev.weir.inventory.SecurityGroupRule.Known;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An object that describes a rule in somebody's own words, once more for another rule. Which of its entries are ports and
 * protocol is guessed by their names; whether the guess was right the evaluation tells.
 *
 * @param object the entry of the old rule
 * @param destination the literal of its destination
 */
record RuleClone(Expression.Braces object, Span destination, Known rule, Known old) {

    String text() {
        int base = object.span().start();
        List<Edit> edits = new ArrayList<>();
        for (Expression.Entry entry : object.entries()) {
            Span value = entry.value().span();
            String key = entry.key() instanceof Expression.Literal literal
                    ? literal.text().toLowerCase(Locale.ROOT)
                    : "";
            boolean isScalar = entry.value() instanceof Expression.Numeral
                    || entry.value() instanceof Expression.Literal
                    || entry.value() instanceof Expression.Unary;
            if (destination.start() >= value.start() && destination.end() <= value.end()) {
                String name = RuleText.quoted(rule.destination().text());
                boolean isList = entry.value() instanceof Expression.Tuple;
                edits.add(new Edit(value.start() - base, value.end() - base, isList ? "[" + name + "]" : name));
            } else if (isScalar && key.contains("proto")) {
                replace(edits, value, entry.value(), rule.service().protocol().toString());
            } else if (isScalar && key.contains("desc")) {
                replace(edits, value, entry.value(), rule.description().orElse(""));
            } else if (isScalar && (key.contains("from") || key.equals("port"))) {
                replace(
                        edits,
                        value,
                        entry.value(),
                        String.valueOf(Math.max(0, rule.service().from())));
            } else if (isScalar && (key.startsWith("to") || key.contains("_to"))) {
                replace(
                        edits,
                        value,
                        entry.value(),
                        String.valueOf(Math.max(0, rule.service().to())));
            }
        }
        return Edit.applied(object.span().text(), edits);
    }

    private static void replaceIn(List<Edit> edits, int from, int to, String text) {
        edits.add(new Edit(from, to, text));
    }

    private void replace(List<Edit> edits, Span value, Expression written, String text) {
        int base = object.span().start();
        String shown = written instanceof Expression.Literal ? RuleText.quoted(text) : text;
        replaceIn(edits, value.start() - base, value.end() - base, shown);
    }
}
