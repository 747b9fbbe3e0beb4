package dev.weir.iac.hcl;

import dev.weir.iac.Value;
import dev.weir.inventory.Origin;
import dev.weir.json.BrokenJson;
import dev.weir.json.JsonObject;
import dev.weir.json.JsonReader;
import dev.weir.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Functions all of whose arguments are known: on texts, numbers and addresses. */
record ScalarFunctions(List<Value> arguments, Origin origin) {

    /** What Terraform's {@code range} makes at most. */
    private static final int LONGEST_RANGE = 1024;

    private static final Pattern VERB = Pattern.compile("%(%|[sdv])");

    Optional<Value> apply(String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "tostring" -> argument(0) instanceof Value.Nothing ? argument(0) : text(textOf(0));
                    case "tonumber" -> argument(0) instanceof Value.Nothing ? argument(0) : number(numberOf(0));
                    case "tobool" ->
                        argument(0) instanceof Value.Nothing ? argument(0) : truth(Operators.mustBeTruth(argument(0)));
                    case "lower" -> text(textOf(0).toLowerCase(Locale.ROOT));
                    case "upper" -> text(textOf(0).toUpperCase(Locale.ROOT));
                    case "trimspace" -> text(textOf(0).strip());
                    case "trimprefix" -> text(withoutPrefix(textOf(0), textOf(1)));
                    case "trimsuffix" -> text(withoutSuffix(textOf(0), textOf(1)));
                    case "startswith" -> truth(textOf(0).startsWith(textOf(1)));
                    case "endswith" -> truth(textOf(0).endsWith(textOf(1)));
                    case "replace" -> replaced();
                    case "join" -> joined();
                    case "split" -> split();
                    case "format" -> formatted(textOf(0), arguments.subList(1, arguments.size()));
                    case "formatlist" -> formattedList();
                    case "abs" -> number(numberOf(0).abs());
                    case "floor" -> number(numberOf(0).setScale(0, RoundingMode.FLOOR));
                    case "ceil" -> number(numberOf(0).setScale(0, RoundingMode.CEILING));
                    case "max", "min" -> extreme(name.equals("max"));
                    case "sum" -> sum();
                    case "range" -> range();
                    case "alltrue", "anytrue" -> quantified(name.equals("alltrue"));
                    case "jsondecode" -> decoded();
                    case "cidrsubnet" ->
                        text(CidrFunctions.subnet(
                                textOf(0), intOf(1), numberOf(2).toBigInteger()));
                    case "cidrhost" ->
                        text(CidrFunctions.host(textOf(0), numberOf(1).toBigInteger()));
                    case "cidrsubnets" -> subnets();
                    default -> null;
                });
    }

    private Value argument(int place) {
        return FunctionTable.argument(arguments, place);
    }

    private Value number(BigDecimal number) {
        return Operators.number(number, origin);
    }

    private Value truth(boolean truth) {
        return new Value.Truth(truth, origin);
    }

    private String textOf(int place) {
        return text(argument(place), "expected a text");
    }

    private static String text(Value value, String otherwise) {
        return Operators.text(value).orElseThrow(() -> new WrongExpression(otherwise));
    }

    private BigDecimal numberOf(int place) {
        return Operators.mustBeNumber(argument(place));
    }

    private int intOf(int place) {
        try {
            return numberOf(place).intValueExact();
        } catch (ArithmeticException fraction) {
            throw new WrongExpression("expected a whole number");
        }
    }

    private Value text(String text) {
        return new Value.Text(text, origin);
    }

    private static String withoutPrefix(String text, String prefix) {
        return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    }

    private static String withoutSuffix(String text, String suffix) {
        return text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
    }

    /** Between slashes it is a regular expression, of another dialect than Java's. */
    private @Nullable Value replaced() {
        String sought = textOf(1);
        boolean isPattern = sought.length() > 1 && sought.startsWith("/") && sought.endsWith("/");
        return isPattern || sought.isEmpty() ? null : text(textOf(0).replace(sought, textOf(2)));
    }

    private Value joined() {
        List<String> parts = new ArrayList<>();
        for (Value list : arguments.subList(1, Math.max(1, arguments.size()))) {
            if (!list.isList()) {
                throw new WrongExpression("expected a list of texts");
            }
            list.parts().forEach(part -> parts.add(text(part, "expected a list of texts")));
        }
        return text(String.join(textOf(0), parts));
    }

    private Value split() {
        List<Value> parts = new ArrayList<>();
        String separator = textOf(0);
        String whole = textOf(1);
        if (separator.isEmpty()) {
            throw new WrongExpression("expected a separator");
        }
        for (String part : whole.split(Pattern.quote(separator), -1)) {
            parts.add(text(part));
        }
        return new Value.Items(parts, origin);
    }

    private @Nullable Value formatted(String form, List<Value> parts) {
        if (form.replaceAll("%[%sdv]", "").contains("%")) {
            return null;
        }
        Matcher verb = VERB.matcher(form);
        StringBuilder text = new StringBuilder();
        int part = 0;
        while (verb.find()) {
            String shown = "%";
            if (!verb.group(1).equals("%")) {
                if (part >= parts.size()) {
                    throw new WrongExpression("`format` has more verbs than arguments");
                }
                Value value = parts.get(part);
                boolean isPlain = value.scalar().isPresent() && (!verb.group(1).equals("d") || isWhole(value));
                if (!isPlain) {
                    return null;
                }
                shown = text(value, "");
                part++;
            }
            verb.appendReplacement(text, Matcher.quoteReplacement(shown));
        }
        if (part < parts.size()) {
            throw new WrongExpression("`format` has fewer verbs than arguments");
        }
        return text(verb.appendTail(text).toString());
    }

    private static boolean isWhole(Value value) {
        return text(value, "").matches("-?[0-9]{1,18}");
    }

    private @Nullable Value formattedList() {
        int length = -1;
        for (Value argument : arguments) {
            if (argument.isList()) {
                int size = argument.parts().size();
                if (length >= 0 && length != size) {
                    throw new WrongExpression("`formatlist` has lists of different lengths");
                }
                length = size;
            }
        }
        List<Value> all = new ArrayList<>();
        for (int row = 0; row < length; row++) {
            List<Value> parts = new ArrayList<>();
            for (Value argument : arguments.subList(1, arguments.size())) {
                parts.add(argument.isList() ? argument.parts().get(row) : argument);
            }
            Value one = formatted(textOf(0), parts);
            if (one == null) {
                return null;
            }
            all.add(one);
        }
        return length < 0 ? null : new Value.Items(all, origin);
    }

    private Value extreme(boolean largest) {
        BigDecimal best = numberOf(0);
        for (Value argument : arguments) {
            BigDecimal number = Operators.mustBeNumber(argument);
            best = largest ? best.max(number) : best.min(number);
        }
        return number(best);
    }

    private Value sum() {
        List<Value> parts = argument(0).parts();
        if (parts.isEmpty()) {
            throw new WrongExpression("there is nothing to add up");
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (Value part : parts) {
            sum = sum.add(Operators.mustBeNumber(part));
        }
        return number(sum);
    }

    private @Nullable Value range() {
        BigDecimal from = arguments.size() > 1 ? numberOf(0) : BigDecimal.ZERO;
        BigDecimal to = arguments.size() > 1 ? numberOf(1) : numberOf(0);
        BigDecimal step = arguments.size() > 2 ? numberOf(2) : BigDecimal.valueOf(to.compareTo(from) < 0 ? -1 : 1);
        if (step.signum() == 0
                || step.signum() > 0 && to.compareTo(from) < 0
                || step.signum() < 0 && to.compareTo(from) > 0) {
            return null;
        }
        List<Value> numbers = new ArrayList<>();
        for (BigDecimal at = from; at.compareTo(to) * step.signum() < 0; at = at.add(step)) {
            if (numbers.size() == LONGEST_RANGE) {
                throw new WrongExpression("`range` makes at most " + LONGEST_RANGE + " numbers");
            }
            numbers.add(number(at));
        }
        return new Value.Items(numbers, origin);
    }

    private Value quantified(boolean all) {
        boolean holds = all;
        for (Value part : argument(0).parts()) {
            boolean truth = !(part instanceof Value.Nothing) && Operators.mustBeTruth(part);
            holds = all ? holds && truth : holds || truth;
        }
        return truth(holds);
    }

    private Value subnets() {
        List<Integer> bits = new ArrayList<>();
        for (int place = 1; place < arguments.size(); place++) {
            bits.add(intOf(place));
        }
        List<Value> all = new ArrayList<>();
        CidrFunctions.subnets(textOf(0), bits).forEach(one -> all.add(text(one)));
        return new Value.Items(all, origin);
    }

    private Value decoded() {
        byte[] bytes = textOf(0).getBytes(StandardCharsets.UTF_8);
        try (JsonReader json = JsonReader.ofOthers(new ByteArrayInputStream(bytes))) {
            if (!json.next()) {
                throw new WrongExpression("this is no JSON");
            }
            Value value = value(json.value());
            if (json.next()) {
                throw new WrongExpression("this is more than one JSON value");
            }
            return value;
        } catch (BrokenJson broken) {
            throw new WrongExpression("this is no JSON");
        }
    }

    private Value value(JsonValue json) {
        if (json instanceof JsonValue.Array array) {
            return new Value.Items(array.elements().stream().map(this::value).toList(), origin);
        }
        if (json instanceof JsonObject object) {
            Map<String, Value> members = new LinkedHashMap<>();
            object.members().forEach((name, member) -> members.put(name, value(member)));
            return object.repeated().isEmpty()
                    ? new Value.Fields(members, origin)
                    : new Value.Unknown("a key stands twice in this JSON", origin);
        }
        if (json instanceof JsonValue.Text text) {
            return text(text.text());
        }
        if (json instanceof JsonValue.Number number) {
            return Operators.number(new BigDecimal(number.text()), origin);
        }
        return json instanceof JsonValue.Truth truth
                ? new Value.Truth(truth.value(), origin)
                : new Value.Nothing(origin);
    }
}
