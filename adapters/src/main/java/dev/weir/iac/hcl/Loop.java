package dev.weir.iac.hcl;

import dev.weir.iac.Value;
import dev.weir.inventory.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A {@code for} expression. Over what is not known its result is there any number of times; where a key is not known, nothing of
 * an object is.
 */
final class Loop {

    private final Evaluator evaluator;
    private final Expression.For loop;
    private final Origin origin;
    private final List<Value> list = new ArrayList<>();
    private final Map<String, Value> object = new LinkedHashMap<>();
    private Optional<String> unknownKey = Optional.empty();

    Loop(Evaluator evaluator, Expression.For loop) {
        this.evaluator = evaluator;
        this.loop = loop;
        this.origin = loop.span().origin();
    }

    Value value() {
        return Lifting.one(
                evaluator.evaluate(loop.collection()), collection -> new Loop(evaluator, loop).over(collection));
    }

    private Value over(Value collection) {
        Value plain = Lifting.plain(collection);
        if (plain instanceof Value.Items items) {
            Evaluator.each(items, origin, this::element);
        } else if (plain instanceof Value.Distinct set) {
            set.elements().forEach(element -> element(element, element));
        } else if (plain instanceof Value.Fields fields) {
            Evaluator.sorted(fields).forEach((key, value) -> element(new Value.Text(key, value.origin()), value));
        } else if (Lifting.isOpen(plain)) {
            Value any = Lifting.unknown(plain, plain.origin());
            one(any, any, Optional.of(Lifting.why(plain)));
        } else {
            throw new WrongExpression("this cannot be gone over");
        }
        return result(!collection.equals(plain));
    }

    private Value result(boolean isSensitive) {
        if (unknownKey.isPresent()) {
            return new Value.Unknown(unknownKey.get(), origin);
        }
        Value result = loop.key().isPresent() ? new Value.Fields(object, origin) : new Value.Items(list, origin);
        return isSensitive ? Lifting.sensitive(result) : result;
    }

    private void element(Value key, Value element) {
        if (element instanceof Value.Unknown unknown) {
            one(key, element, Optional.of(unknown.why()));
        } else if (element instanceof Value.Maybe maybe) {
            one(key.equals(element) ? maybe.value() : key, maybe.value(), Optional.of(maybe.why()));
        } else {
            one(key, element, Optional.empty());
        }
    }

    private void one(Value key, Value element, Optional<String> uncertain) {
        Evaluator inner = evaluator.with(loop.valueName(), element);
        if (loop.keyName().isPresent()) {
            inner = inner.with(loop.keyName().get(), key);
        }
        Optional<String> why = uncertain;
        if (loop.test().isPresent()) {
            Value test = inner.evaluate(loop.test().get());
            Optional<Boolean> truth = Operators.truth(test);
            if (truth.isPresent() && !truth.get()) {
                return;
            }
            why = truth.isPresent() ? why : Optional.of(Lifting.why(test));
        }
        Value result = inner.evaluate(loop.result());
        if (loop.key().isPresent()) {
            keyed(inner.evaluate(loop.key().get()), result, why);
        } else {
            list.add(why.isPresent() ? new Value.Maybe(result, why.get(), origin) : result);
        }
    }

    private void keyed(Value key, Value result, Optional<String> why) {
        Optional<String> name = Operators.text(key);
        if (why.isPresent() || name.isEmpty()) {
            unknownKey = Optional.of(why.orElseGet(() -> Lifting.why(key)));
        } else if (loop.isGrouped()) {
            List<Value> group = new ArrayList<>(object.getOrDefault(name.get(), new Value.Items(List.of(), origin))
                    .parts());
            group.add(result);
            object.put(name.get(), new Value.Items(group, origin));
        } else if (object.put(name.get(), result) != null) {
            throw new WrongExpression("two elements have the same key");
        }
    }
}
