package dev.weir.iac.terraform;

import dev.weir.iac.Resource;
import dev.weir.iac.Value;
import dev.weir.inventory.InventoryDocument;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Scope;
import dev.weir.inventory.ScopeNames;
import dev.weir.json.JsonObject;
import dev.weir.json.JsonReader;
import dev.weir.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A plan or a state while it is read, in a stream: of its resources those that matter are kept, and of these the arguments that
 * matter.
 *
 * <pre>
 *   plan          terraform show -json PLANFILE     format_version, planned_values, resource_changes, prior_state, configuration
 *   state         terraform show -json              format_version, values
 *   state file    terraform state pull              version 4, resources, lineage
 * </pre>
 *
 * <p>What a plan will do stands in {@code resource_changes}: what is deleted is none, what is forgotten stays as it was, and what
 * has no entry there stands in {@code planned_values}. Data sources that were read already stand in the prior state.
 */
final class TerraformOutput {

    private static final String LATER = "it is known only after the apply";

    private final InventoryDocument document;
    private final Map<String, Resource> changed = new LinkedHashMap<>();
    private final Map<String, Resource> planned = new LinkedHashMap<>();
    private final Map<String, Resource> before = new LinkedHashMap<>();
    private final Set<String> gone = new LinkedHashSet<>();
    private final Set<String> created = new LinkedHashSet<>();
    private final Set<String> keys = new LinkedHashSet<>();
    private final PlanProviders providers = new PlanProviders();
    private final List<String> cut = new ArrayList<>();
    private PlanModule configuration = new PlanModule();
    private Optional<Origin> last = Optional.empty();
    private boolean isVersion4;
    private Optional<String> tool = Optional.empty();

    /** What the document turned out to be. */
    enum Kind {
        PLAN,
        STATE,
        OTHER
    }

    TerraformOutput(InventoryDocument document) {
        this.document = document;
    }

    /**
     * Reads the document; returns what it is, in words, where it is no object.
     *
     * @throws IOException if it cannot be read
     */
    Optional<String> read() throws IOException {
        return read(this::members);
    }

    private Optional<String> read(Consumer<JsonReader> members) throws IOException {
        try (InputStream bytes = document.open();
                JsonReader json = JsonReader.ofOthers(bytes)) {
            if (!json.next() || !json.isObject()) {
                return Optional.of(json.kind());
            }
            json.enter();
            members.accept(json);
            return Optional.empty();
        }
    }

    private void members(JsonReader json) {
        while (json.next()) {
            String key = json.name();
            keys.add(key);
            switch (key) {
                case "terraform_version" -> tool = json.text();
                case "version" -> isVersion4 = json.text().orElse("").equals("4");
                case "variables" -> providers.readVariables(json);
                case "values" -> module(json, When.BEFORE);
                case "prior_state" -> priorState(json);
                case "resource_changes" -> PlanModule.each(json, () -> change(json));
                case "configuration" -> configuration(json);
                case "resources" -> PlanModule.each(json, () -> stateResource(json));
                case "complete" -> {
                    if (json.value() instanceof JsonValue.Truth complete && !complete.value()) {
                        cut.add(
                                "this plan is not complete: it was made with `-target`, or leaves changes to a later plan;"
                                        + " help: plan without `-target`");
                    }
                }
                case "errored" -> {
                    if (PlanValue.isTrue(json.value())) {
                        cut.add("this plan ended in an error, so that what it holds is a part; help: plan again");
                    }
                }
                default -> {}
            }
        }
    }

    /**
     * Reads of the document, once more, the planned values that have no entry among the changes.
     *
     * @throws IOException if it cannot be read
     */
    void readPlanned() throws IOException {
        read(json -> {
            while (json.next()) {
                if (json.name().equals("planned_values")) {
                    module(json, When.PLANNED);
                }
            }
        });
    }

    Kind kind() {
        if (keys.contains("format_version")) {
            if (keys.contains("planned_values") || keys.contains("resource_changes")) {
                return Kind.PLAN;
            }
            boolean isEmpty =
                    Set.of("format_version", "terraform_version", "checks").containsAll(keys);
            return keys.contains("values") || isEmpty ? Kind.STATE : Kind.OTHER;
        }
        return isVersion4 && keys.contains("resources") && keys.contains("lineage") ? Kind.STATE : Kind.OTHER;
    }

    /** The version of Terraform that wrote it. */
    Optional<String> tool() {
        return tool;
    }

    /** Why the document holds a part only; empty where it is whole. */
    List<String> cut() {
        return cut;
    }

    /** Whether the document says what becomes of this resource, be it that it is deleted. */
    boolean decides(String address) {
        return gone.contains(address) || changed.containsKey(address);
    }

    /** The resources that matter, as they will be, or, of a state, are. */
    List<Resource> resources() {
        if (kind() == Kind.STATE) {
            return List.copyOf(before.values());
        }
        before.forEach((address, resource) -> {
            if (resource.type().startsWith("data.")) {
                changed.putIfAbsent(address, resource);
            }
        });
        planned.forEach((address, resource) -> {
            if (!before.containsKey(address)) {
                created.add(address);
            }
            changed.put(address, resource);
        });
        new PlannedResources(configuration, providers, created).complete(changed);
        return List.copyOf(changed.values());
    }

    private void configuration(JsonReader json) {
        PlanModule.each(json, () -> {
            switch (json.name()) {
                case "provider_config" -> providers.readProviders(json);
                case "root_module" -> configuration = PlanModule.read(json);
                default -> {}
            }
        });
    }

    private void priorState(JsonReader json) {
        PlanModule.each(json, () -> {
            if (json.name().equals("values")) {
                module(json, When.BEFORE);
            }
        });
    }

    /** Whether values are those from before the plan, or those it ends with. */
    private enum When {
        BEFORE,
        PLANNED
    }

    /** A module of values; the outermost stands in {@code root_module}. */
    private void module(JsonReader json, When when) {
        PlanModule.each(json, () -> {
            switch (json.name()) {
                case "root_module" -> module(json, when);
                case "resources" -> PlanModule.each(json, () -> resource(json, when));
                case "child_modules" -> PlanModule.each(json, () -> module(json, when));
                default -> {}
            }
        });
    }

    private void resource(JsonReader json, When when) {
        long line = json.line();
        if (!(json.value() instanceof JsonObject resource)) {
            return;
        }
        String type = type(resource);
        String address = resource.readText("address").value().orElse("");
        Set<String> kept = ProviderResources.argumentsOf(type);
        boolean isDecided = when == When.PLANNED && (changed.containsKey(address) || gone.contains(address));
        if (kept.isEmpty() || address.isEmpty() || !resource.has("values") || isDecided) {
            return;
        }
        String deposed = resource.readText("deposed_key").value().orElse("");
        boolean tainted = PlanValue.isTrue(resource.members().get("tainted"));
        Value.Fields held = new PlanValue(this::at, LATER)
                .fields(
                        resource.members().get("values"),
                        null,
                        resource.members().get("sensitive_values"),
                        kept,
                        line);
        Value.Fields values = when == When.PLANNED ? withUnknown(held, kept) : held;
        keep(
                deposed.isEmpty() ? address : address + " (deposed " + deposed + ")",
                type,
                tainted ? TaintedValues.of(values) : values,
                when == When.PLANNED ? planned : before);
    }

    /** Planned values leave out what is not known, which only {@code resource_changes} tells from what is not there. */
    private static Value.Fields withUnknown(Value.Fields held, Set<String> kept) {
        Map<String, Value> members = new LinkedHashMap<>(held.members());
        for (String name : kept) {
            members.computeIfAbsent(name, absent -> new Value.Unknown(LATER, held.origin()));
        }
        for (String list : List.of("egress", "ingress")) {
            if (members.get(list) instanceof Value.Items blocks) {
                members.put(
                        list,
                        blocks.withParts(block -> block instanceof Value.Fields fields
                                ? withUnknown(fields, ProviderResources.argumentsOfBlocks())
                                : block));
            }
        }
        return new Value.Fields(members, held.origin());
    }

    private static String type(JsonObject resource) {
        String type = resource.readText("type").value().orElse("");
        return resource.readText("mode").value().orElse("").equals("data") ? "data." + type : type;
    }

    private Origin at(long line) {
        if (last.isEmpty() || last.get().line().orElse(0) != line) {
            last = Optional.of(document.origin(line));
        }
        return last.get();
    }

    private static void keep(String address, String type, Value.Fields values, Map<String, Resource> into) {
        into.put(address, new Resource(address, type, scope(values), values, values.origin()));
    }

    private static Scope scope(Value.Fields values) {
        Scope ofArn = values.member("arn").scalar().map(ScopeNames::ofArn).orElse(Scope.UNKNOWN);
        return new Scope(Optional.empty(), values.member("region").scalar().filter(ScopeNames::isRegion)).orElse(ofArn);
    }

    private void change(JsonReader json) {
        long line = json.line();
        if (!(json.value() instanceof JsonObject resource)) {
            return;
        }
        String type = type(resource);
        String address = resource.readText("address").value().orElse("");
        Set<String> kept = ProviderResources.argumentsOf(type);
        Optional<JsonObject> change = resource.readObject("change").value();
        if (kept.isEmpty() || address.isEmpty() || change.isEmpty() || resource.has("deposed")) {
            return;
        }
        Set<String> actions = actions(change.get());
        Map<String, JsonValue> parts = change.get().members();
        resource.readText("previous_address")
                .value()
                .filter(name -> !name.equals(address))
                .ifPresent(gone::add);
        if (actions.equals(Set.of("delete"))) {
            gone.add(address);
            return;
        }
        boolean isForgotten = actions.equals(Set.of("forget"));
        if (actions.contains("create") && !change.get().has("importing")) {
            created.add(address);
        }
        String when = isForgotten ? "before" : "after";
        JsonValue unknown = isForgotten ? null : parts.get("after_unknown");
        Value.Fields values = new PlanValue(this::at, LATER)
                .fields(parts.get(when), unknown, parts.get(when + "_sensitive"), kept, line);
        keep(address, type, values, changed);
    }

    private static Set<String> actions(JsonObject change) {
        return change.readElements("actions").value().orElse(List.of()).stream()
                .flatMap(action -> action instanceof JsonValue.Text text ? Stream.of(text.text()) : Stream.empty())
                .collect(Collectors.toSet());
    }

    private void stateResource(JsonReader json) {
        if (!(json.value() instanceof JsonObject block)) {
            return;
        }
        Set<String> kept = ProviderResources.argumentsOf(type(block));
        if (kept.isEmpty()) {
            return;
        }
        for (StateInstance instance : StateInstance.of(block, type(block))) {
            Value.Fields values = new PlanValue(this::at, LATER)
                    .fields(instance.attributes(), null, instance.sensitive(), kept, instance.line());
            keep(instance.address(), type(block), instance.isTainted() ? TaintedValues.of(values) : values, before);
        }
    }
}
