package dev.weir.iac.terraform;

import dev.weir.json.JsonObject;
import dev.weir.json.JsonReader;
import dev.weir.json.JsonValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A module in the {@code configuration} of a plan: of its resources those that matter, and what joins modules. */
final class PlanModule {

    private static final Set<String> REPEATED = Set.of("for_each_expression", "count_expression");

    private final Map<String, ResourceBlock> resources = new HashMap<>();
    private final Map<String, ModuleCall> calls = new HashMap<>();
    private final Map<String, PlanExpression> outputs = new HashMap<>();
    private final Map<String, Boolean> variablesWithValue = new HashMap<>();

    /**
     * A resource or data block.
     *
     * @param provider its key in {@code provider_config}
     * @param expressions those of its arguments that matter
     * @param repeated what it is repeated over; empty where it is not
     */
    record ResourceBlock(String provider, Map<String, PlanExpression> expressions, Optional<PlanExpression> repeated) {

        Optional<PlanExpression> expression(String argument) {
            return Optional.ofNullable(expressions.get(argument));
        }
    }

    /** A call of a child module. */
    record ModuleCall(Map<String, PlanExpression> expressions, Optional<PlanExpression> repeated, PlanModule module) {}

    Optional<ResourceBlock> block(String name) {
        return Optional.ofNullable(resources.get(name));
    }

    Map<String, PlanExpression> outputs() {
        return outputs;
    }

    /** Whether the variable has a default that is not null. */
    boolean hasDefault(String variable) {
        return variablesWithValue.getOrDefault(variable, false);
    }

    /** The module that an address without keys lies in. */
    Optional<PlanModule> at(String moduleBlock) {
        return moduleBlock.isEmpty() ? Optional.of(this) : callOf(moduleBlock).map(ModuleCall::module);
    }

    /** The call that makes the module of an address without keys, which may name any number of modules. */
    Optional<ModuleCall> callOf(String moduleBlock) {
        List<String> steps = ResourceAddress.steps(moduleBlock);
        Optional<ModuleCall> call = Optional.of(new ModuleCall(Map.of(), Optional.empty(), this));
        for (int at = 1; at < steps.size() && call.isPresent(); at += 2) {
            call = Optional.ofNullable(call.get().module().calls.get(steps.get(at)));
        }
        return call;
    }

    /** Reads the module that the reader stands at. */
    static PlanModule read(JsonReader json) {
        PlanModule module = new PlanModule();
        each(json, () -> {
            switch (json.name()) {
                case "resources" -> each(json, () -> module.resource(json));
                case "module_calls" -> each(json, () -> module.moduleCall(json));
                case "outputs" ->
                    each(json, () -> {
                        String name = json.name();
                        if (json.value() instanceof JsonObject output) {
                            module.outputs.put(name, PlanExpression.of(member(output, "expression")));
                        }
                    });
                case "variables" ->
                    each(json, () -> {
                        String name = json.name();
                        module.variablesWithValue.put(
                                name, json.value() instanceof JsonObject variable && variable.has("default"));
                    });
                default -> {}
            }
        });
        return module;
    }

    static void each(JsonReader json, Runnable element) {
        if (json.isArray() || json.isObject()) {
            json.enter();
            while (json.next()) {
                element.run();
            }
        }
    }

    private void resource(JsonReader json) {
        if (!(json.value() instanceof JsonObject resource)) {
            return;
        }
        String name = resource.readText("address").value().orElse("");
        String type = resource.readText("type").value().orElse("");
        Set<String> arguments = ProviderResources.argumentsOf(name.startsWith("data.") ? "data." + type : type);
        if (!arguments.isEmpty()) {
            resources.put(
                    name,
                    new ResourceBlock(
                            resource.readText("provider_config_key").value().orElse(""),
                            expressions(member(resource, "expressions"), arguments),
                            repeated(resource)));
        }
    }

    private static Map<String, PlanExpression> expressions(JsonValue json, Set<String> kept) {
        Map<String, PlanExpression> expressions = new HashMap<>();
        if (json instanceof JsonObject object) {
            object.members().forEach((name, value) -> expressions.put(name, PlanExpression.of(value)));
            expressions.keySet().retainAll(kept);
        }
        return expressions;
    }

    private static Optional<PlanExpression> repeated(JsonObject object) {
        return REPEATED.stream().filter(object::has).findFirst().map(name -> PlanExpression.of(member(object, name)));
    }

    private void moduleCall(JsonReader json) {
        String name = json.name();
        Map<String, PlanExpression> expressions = new HashMap<>();
        Optional<PlanExpression> repeated = Optional.empty();
        PlanModule module = new PlanModule();
        if (json.isObject()) {
            json.enter();
            while (json.next()) {
                String member = json.name();
                if (member.equals("module")) {
                    module = read(json);
                } else if (member.equals("expressions") && json.value() instanceof JsonObject given) {
                    given.members().forEach((argument, value) -> expressions.put(argument, PlanExpression.of(value)));
                } else if (REPEATED.contains(member)) {
                    repeated = Optional.of(PlanExpression.of(json.value()));
                }
            }
        }
        calls.put(name, new ModuleCall(expressions, repeated, module));
    }

    private static JsonValue member(JsonObject object, String name) {
        JsonValue value = object.members().get(name);
        return value == null ? new JsonValue.Null(object.line()) : value;
    }
}
