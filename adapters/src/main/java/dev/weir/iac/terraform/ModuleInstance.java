package dev.weir.iac.terraform;

import dev.weir.iac.Value;
import dev.weir.iac.hcl.Body.Argument;
import dev.weir.iac.hcl.Body.Block;
import dev.weir.iac.hcl.Evaluator;
import dev.weir.iac.hcl.Expression;
import dev.weir.iac.hcl.WrongExpression;
import dev.weir.inventory.Origin;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One instance of a module: what names mean in it. Everything is evaluated when it is asked for, and once; what asks for itself
 * is not known.
 */
public final class ModuleInstance implements Evaluator.NamedValues {

    private final Configuration configuration;
    private final ModuleText text;
    private final String address;
    private final Function<String, Optional<Value>> inputs;
    private final Providers providers;
    private final Map<String, Value> values = new HashMap<>();
    private final Map<String, Expansion> expansions = new HashMap<>();
    private final Set<String> asked = new HashSet<>();
    private final Evaluator evaluator = new Evaluator(this);

    /**
     * @param address {@code module.web["a"]}; empty for the root
     * @param inputs the values that its variables are given
     * @param given the providers that it is given
     */
    ModuleInstance(
            Configuration configuration,
            ModuleText text,
            String address,
            Function<String, Optional<Value>> inputs,
            Providers given) {
        this.configuration = configuration;
        this.text = text;
        this.address = address;
        this.inputs = inputs;
        this.providers = given.with(text.providers(), evaluator);
    }

    public ModuleText text() {
        return text;
    }

    String address() {
        return address;
    }

    Providers providers() {
        return providers;
    }

    String addressOf(String name) {
        return ResourceAddress.in(address, name);
    }

    @Override
    public String whose() {
        return address.isEmpty() ? "" : address + ": ";
    }

    @Override
    public Value value(String root, String name, Origin origin) {
        return switch (root) {
            case "var" -> variable(name, origin);
            case "local" -> local(name, origin);
            case "module" -> module(name, origin);
            case "path", "terraform" -> new Value.Unknown("`" + root + "." + name + "` is not evaluated", origin);
            case "each", "count", "self" -> new Value.Unknown("`" + root + "` means nothing here", origin);
            default -> resource(root + "." + name, origin);
        };
    }

    @Override
    public Value attribute(Value.Reference whole, String name, Origin origin) {
        return configuration.attribute(whole, name, origin);
    }

    private Value variable(String name, Origin origin) {
        Block variable = text.variables().get(name);
        return variable == null
                ? new Value.Unknown("there is no variable `" + name + "`", origin)
                : once("var." + name, origin, () -> variable(name, variable));
    }

    private Value variable(String name, Block variable) {
        Origin origin = variable.span().origin();
        Optional<Value> otherwise =
                variable.body().argument("default").map(argument -> evaluator.value(argument.value()));
        boolean isNullable = !says(variable, "nullable", "false");
        Optional<Value> given = inputs.apply(name).filter(value -> isNullable || !(value instanceof Value.Nothing));
        Value value = given.or(() -> otherwise)
                .orElseGet(() -> new Value.Unknown("the variable `" + name + "` is given no value here", origin));
        Value converted = variable.body()
                .argument("type")
                .map(type -> converted(value, type))
                .orElse(value);
        return says(variable, "sensitive", "true") ? Evaluator.sensitive(converted) : converted;
    }

    private static boolean says(Block variable, String name, String word) {
        return variable.body()
                .argument(name)
                .filter(argument -> argument.value().span().text().equals(word))
                .isPresent();
    }

    private Value converted(Value value, Argument type) {
        try {
            return new VariableTypes(evaluator::value).converted(value, configuration.type(type.value()));
        } catch (WrongExpression wrong) {
            return new Value.Unknown(
                    "the value does not fit the type of the variable: " + wrong.getMessage(), value.origin());
        }
    }

    private Value local(String name, Origin origin) {
        Argument local = text.locals().get(name);
        return local == null
                ? new Value.Unknown("there is no local value `" + name + "`", origin)
                : once("local." + name, origin, () -> evaluator.value(local.value()));
    }

    /** The value of an output; empty where there is none of this name. */
    Value output(String name, Origin origin) {
        Optional<Expression> output = Optional.ofNullable(text.outputs().get(name))
                .flatMap(block -> block.body().argument("value"))
                .map(Argument::value);
        return output.isEmpty()
                ? new Value.Unknown("there is no output `" + name + "`", origin)
                : once("output." + name, origin, () -> evaluator.value(output.get()));
    }

    private Value once(String key, Origin origin, Supplier<Value> evaluation) {
        Value known = values.get(key);
        if (known != null) {
            return known;
        }
        if (!asked.add(key) || !configuration.enter()) {
            return new Value.Unknown("`" + key + "` depends on itself", origin);
        }
        Value value = evaluation.get();
        configuration.leave();
        values.put(key, value);
        return value;
    }

    private Value module(String name, Origin origin) {
        Block call = text.modules().get(name);
        return call == null
                ? new Value.Unknown("there is no module `" + name + "`", origin)
                : expansion("module." + name, call).value(addressOf("module." + name), origin);
    }

    private Value resource(String name, Origin origin) {
        Block block = text.resources().get(name);
        return block == null
                ? new Value.Unknown("there is no resource `" + name + "`", origin)
                : expansion(name, block).value(addressOf(name), origin);
    }

    /** The instances of a resource or of a called module, each known to the configuration by its address. */
    Expansion expansion(String name, Block block) {
        Expansion known = expansions.get(name);
        if (known != null) {
            return known;
        }
        if (!asked.add("instances of " + name)) {
            return new Expansion(List.of(), Expansion.Kind.ONE, Optional.of("`" + name + "` depends on itself"));
        }
        Expansion expansion = Expansion.of(block.body(), evaluator);
        expansions.put(name, expansion);
        for (Expansion.Instance instance : expansion.instances()) {
            String whole = addressOf(name) + instance.key();
            if (block.type().equals("module")) {
                configuration.call(this, name, block, whole, instance.evaluator());
            } else {
                configuration.add(new ResourceInstance(whole, block, instance.evaluator(), expansion.uncertain()));
            }
        }
        return expansion;
    }
}
