package dev.weir.iac;

import dev.weir.ec2.FarEndKind;
import dev.weir.ec2.RuleParts;
import dev.weir.inventory.Origin;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Rules out of values: objects with protocol, ports and far ends.
 *
 * <p>A part that is not known is handed on as unreadable, so that what is known of the rule bounds it; the reason is then the
 * source's. One object with several far ends is several rules, one with none permits nothing.
 */
final class RuleReading {

    private final RuleWords words;
    private final String self;
    private final ResourceNames names;
    private final UnaryOperator<Origin> at;
    private final BiConsumer<Origin, String> wrong;
    private final List<SecurityGroupRule> rules = new ArrayList<>();
    /** In how many sensitive values the reading is. */
    private int hiding;

    /** What ids stand for a resource that has none yet. */
    interface ResourceNames {

        /** What rules and prefix lists call this one: its id where it is known, else its address. */
        String nameOf(FarEndKind kind, Value.Reference reference);
    }

    /**
     * @param words what their parts are called
     * @param self what the group itself is called
     * @param at completes the place of a rule
     * @param wrong takes what is malformed; what is merely not known is not wrong
     */
    RuleReading(
            RuleWords words,
            String self,
            ResourceNames names,
            UnaryOperator<Origin> at,
            BiConsumer<Origin, String> wrong) {
        this.words = words;
        this.self = self;
        this.names = names;
        this.at = at;
        this.wrong = wrong;
    }

    List<SecurityGroupRule> rules() {
        return rules;
    }

    /** Adds the rules that this value holds. */
    void add(Value value) {
        each(value, one -> {
            if (one instanceof Value.Fields fields) {
                rule(fields);
            } else if (!(one instanceof Value.Nothing)) {
                everything(one);
            }
        });
    }

    /** Goes over what a value holds; what comes of a part that is perhaps not there is perhaps not there. */
    private void each(Value value, Consumer<Value> part) {
        if (value instanceof Value.Items items) {
            items.elements().forEach(element -> each(element, part));
        } else if (value instanceof Value.Sensitive sensitive) {
            hiding++;
            each(sensitive.value(), part);
            hiding--;
        } else if (value instanceof Value.Maybe || value instanceof Value.OneOf) {
            int before = rules.size();
            value.parts().forEach(one -> each(one, part));
            String why = value.origin() + ": " + value.whyUnknown().orElse("");
            rules.subList(before, rules.size()).replaceAll(rule -> rule.perhaps(why));
        } else {
            part.accept(value);
        }
    }

    private void everything(Value value) {
        Optional<String> why = value.whyUnknownInPart();
        String text = why.orElse("the rules are not a list of rules");
        if (why.isEmpty()) {
            wrong.accept(value.origin(), text);
        }
        rules.add(new SecurityGroupRule.Unresolved(
                Optional.empty(),
                SecurityGroupRule.Bound.EVERYTHING,
                value.origin() + ": " + text,
                Optional.of(at.apply(value.origin()))));
    }

    private void rule(Value.Fields rule) {
        words.farEnds()
                .forEach((name, kind) -> each(rule.member(name), farEnd -> {
                    if (!farEnd.isNothing()) {
                        one(rule, kind, farEnd);
                    }
                }));
        Value toItself = words.self().isEmpty() ? new Value.Nothing(rule.origin()) : rule.member(words.self());
        if (toItself.scalar().orElse("").equals("true")) {
            one(rule, FarEndKind.GROUP, new Value.Text(self, toItself.origin()));
        }
    }

    private void one(Value.Fields rule, FarEndKind kind, Value farEnd) {
        Value protocol = rule.member(words.protocol());
        Value from = rule.member(words.from());
        Value to = rule.member(words.to());
        Origin origin = at.apply(rule.origin());
        List<String> malformed = new ArrayList<>();
        SecurityGroupRule read = new RuleParts()
                .protocol(part(protocol))
                .ports(part(from), part(to))
                .farEnd(kind, farEnd(kind, farEnd))
                .description(rule.member(words.description()).scalar())
                .id(
                        words.id().isEmpty()
                                ? Optional.empty()
                                : rule.member(words.id()).scalar())
                .rule(origin, malformed);
        rules.add(read.match(
                known -> hiding > 0 ? known.at(origin).sensitive() : known.at(origin),
                unresolved -> new SecurityGroupRule.Unresolved(
                        unresolved.id(),
                        unresolved.bound(),
                        reason(List.of(protocol, from, to, farEnd), malformed, origin),
                        Optional.of(origin))));
    }

    /** Why a rule is not known whole: by the source, or because what it holds is malformed, which is told. */
    private String reason(List<Value> parts, List<String> malformed, Origin origin) {
        for (Value part : parts) {
            Optional<String> why = part.whyUnknownInPart();
            if (why.isPresent()) {
                return part.origin() + ": " + why.get();
            }
        }
        String text = hiding > 0 || malformed.isEmpty() ? "a value of the rule cannot be read" : malformed.get(0);
        wrong.accept(origin, text);
        return origin + ": " + text;
    }

    private JsonValue farEnd(FarEndKind kind, Value value) {
        boolean isNamed = kind == FarEndKind.PREFIX_LIST || kind == FarEndKind.GROUP;
        return isNamed && value instanceof Value.Reference reference
                ? new JsonValue.Text(names.nameOf(kind, reference), 1)
                : part(value);
    }

    private static JsonValue part(Value value) {
        if (value.isNothing()) {
            return new JsonValue.Null(1);
        }
        Optional<String> text = value instanceof Value.Truth ? Optional.empty() : value.scalar();
        return text.isPresent() ? new JsonValue.Text(text.get(), 1) : RuleParts.UNREADABLE;
    }
}
