package dev.weir.iac.hcl;

import dev.weir.iac.Value;
import dev.weir.inventory.Origin;
import dev.weir.json.Quoted;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/** Operators on single values, and how Terraform turns one kind of scalar into another. */
final class Operators {

    private Operators() {}

    static Value unary(String sign, Value operand, Origin origin) {
        if (Lifting.isOpen(operand)) {
            return Lifting.unknown(operand, origin);
        }
        Value result = sign.equals("!")
                ? new Value.Truth(!mustBeTruth(operand), origin)
                : number(mustBeNumber(operand).negate(), origin);
        return operand instanceof Value.Sensitive ? Lifting.sensitive(result) : result;
    }

    static Value binary(String sign, Value left, Value right, Origin origin) {
        if (sign.equals("&&") || sign.equals("||")) {
            boolean decides = sign.equals("||");
            for (Value side : new Value[] {left, right}) {
                if (!Lifting.isOpen(side) && mustBeTruth(side) == decides) {
                    return new Value.Truth(decides, origin);
                }
            }
        }
        for (Value side : new Value[] {left, right}) {
            if (Lifting.isOpen(side)) {
                return Lifting.unknown(side, origin);
            }
        }
        Value result = known(sign, Lifting.plain(left), Lifting.plain(right), origin);
        boolean isSensitive = left instanceof Value.Sensitive || right instanceof Value.Sensitive;
        return isSensitive ? Lifting.sensitive(result) : result;
    }

    private static Value known(String sign, Value left, Value right, Origin origin) {
        return switch (sign) {
            case "&&", "||" -> new Value.Truth(sign.equals("&&"), origin);
            case "==", "!=" -> {
                Optional<Boolean> equal = equal(left, right);
                yield equal.isPresent()
                        ? new Value.Truth(equal.get() == sign.equals("=="), origin)
                        : new Value.Unknown("whether two collections are equal is not evaluated", origin);
            }
            case ">", ">=", "<", "<=" -> {
                int order = mustBeNumber(left).compareTo(mustBeNumber(right));
                boolean holds = order == 0 ? sign.length() == 2 : order > 0 == sign.startsWith(">");
                yield new Value.Truth(holds, origin);
            }
            default -> arithmetic(sign, mustBeNumber(left), mustBeNumber(right), origin);
        };
    }

    private static Value arithmetic(String sign, BigDecimal left, BigDecimal right, Origin origin) {
        boolean divides = sign.equals("/") || sign.equals("%");
        if (divides && right.signum() == 0) {
            throw new WrongExpression("it divides by zero");
        }
        try {
            return number(
                    switch (sign) {
                        case "+" -> left.add(right);
                        case "-" -> left.subtract(right);
                        case "*" -> left.multiply(right);
                        case "%" -> left.remainder(right);
                        default -> left.divide(right, MathContext.UNLIMITED);
                    },
                    origin);
        } catch (ArithmeticException endless) {
            return new Value.Unknown("the quotient has no end", origin);
        }
    }

    static Value number(BigDecimal number, Origin origin) {
        BigDecimal plain = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        return Math.abs((long) plain.scale()) > 1000
                ? new Value.Unknown("the number is too long", origin)
                : new Value.Number(plain.toPlainString(), origin);
    }

    /** Whether both are equal; empty where it depends on types that are not followed. */
    static Optional<Boolean> equal(Value left, Value right) {
        if (left instanceof Value.Nothing || right instanceof Value.Nothing) {
            return Optional.of(left instanceof Value.Nothing && right instanceof Value.Nothing);
        }
        if (left instanceof Value.Text one && right instanceof Value.Text other) {
            return Optional.of(one.text().equals(other.text()));
        }
        if (left instanceof Value.Truth one && right instanceof Value.Truth other) {
            return Optional.of(one.truth() == other.truth());
        }
        if (left instanceof Value.Number && right instanceof Value.Number) {
            return Optional.of(mustBeNumber(left).compareTo(mustBeNumber(right)) == 0);
        }
        boolean areScalars = left.scalar().isPresent() && right.scalar().isPresent();
        return areScalars ? Optional.of(false) : Optional.empty();
    }

    /** The truth of a boolean, or of a text that says so; empty where it is not known. */
    static Optional<Boolean> truth(Value value) {
        return Lifting.isOpen(value) ? Optional.empty() : Optional.of(mustBeTruth(value));
    }

    static boolean mustBeTruth(Value value) {
        Value plain = Lifting.plain(value);
        if (plain instanceof Value.Truth truth) {
            return truth.truth();
        }
        String text = plain instanceof Value.Text word ? word.text() : "";
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        throw new WrongExpression("this is neither true nor false");
    }

    static BigDecimal mustBeNumber(Value value) {
        String text = value instanceof Value.Truth ? "" : value.scalar().orElse("");
        if (text.isEmpty() || text.length() > 300 || !text.matches("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]{1,3})?")) {
            throw new WrongExpression(text.isEmpty() ? "this is no number" : Quoted.of(text) + " is no number");
        }
        return new BigDecimal(text);
    }

    /** A scalar as Terraform writes it into a text; empty where it is not known, or no scalar. */
    static Optional<String> text(Value value) {
        Value plain = Lifting.plain(value);
        return plain instanceof Value.Number number
                ? number(mustBeNumber(number), number.origin()).scalar()
                : plain.scalar();
    }
}
