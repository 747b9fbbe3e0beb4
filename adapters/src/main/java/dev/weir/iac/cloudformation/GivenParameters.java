package dev.weir.iac.cloudformation;

import dev.weir.iac.SourceText;
import dev.weir.iac.Value;
import dev.weir.inventory.Origin;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the parameters of templates are given at deployment. Each template takes those that it declares.
 *
 * <p>Known as the AWS CLI and CodePipeline write them:
 *
 * <pre>
 *   [ { "ParameterKey": "Cidr", "ParameterValue": "10.0.0.0/8" } ]     create-stack --parameters file://…
 *   [ "Cidr=10.0.0.0/8" ]                                              deploy --parameter-overrides file://…
 *   { "Parameters": { "Cidr": "10.0.0.0/8" } }                         a template configuration file of CodePipeline
 * </pre>
 */
public final class GivenParameters {

    /** None: every parameter is its default, or not known. */
    public static final GivenParameters NONE = new GivenParameters(Map.of());

    private final Map<String, Value> values;
    private final Set<String> used = new HashSet<>();

    private GivenParameters(Map<String, Value> values) {
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** These and those of {@code more}, which outrank them. */
    public GivenParameters and(GivenParameters more) {
        Map<String, Value> all = new LinkedHashMap<>(values);
        all.putAll(more.values);
        return new GivenParameters(all);
    }

    /**
     * One that was typed.
     *
     * @param text {@code Name=Value}
     * @throws IllegalArgumentException if it is not that
     */
    public static GivenParameters typed(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("expected NAME=VALUE, found `" + text + "`");
        }
        Origin origin = Origin.of("--parameter " + text.substring(0, equals));
        return new GivenParameters(
                Map.of(text.substring(0, equals), new Value.Text(text.substring(equals + 1), origin)));
    }

    /**
     * Those in a file's text.
     *
     * @param name of the file
     * @throws IllegalArgumentException if it is no such file, naming the place
     */
    public static GivenParameters read(String name, String text) {
        Node root;
        try {
            root = JsonTree.read(new SourceText(name, text));
        } catch (BrokenTemplate wrong) {
            throw new IllegalArgumentException(name + ":" + wrong.line() + ": " + wrong.sentence(), wrong);
        }
        Map<String, Value> values = new LinkedHashMap<>();
        Optional<Node.Fields> ofPipeline = root.asFields().flatMap(fields -> fields.fields("Parameters"));
        if (ofPipeline.isPresent()) {
            ofPipeline.get().members().forEach((key, member) -> put(key, member.value(), values));
        } else {
            List<Node> all = root.asItems().map(Node.Items::nodes).orElseThrow(() -> unexpected(root));
            all.forEach(one -> parameter(one, values));
        }
        return new GivenParameters(values);
    }

    private static IllegalArgumentException unexpected(Node node) {
        return new IllegalArgumentException(node.origin()
                + ": expected `[ { \"ParameterKey\": …, \"ParameterValue\": … } ]`, `[ \"Name=Value\" ]` or"
                + " `{ \"Parameters\": { … } }`");
    }

    private static void parameter(Node node, Map<String, Value> into) {
        Optional<String> typed = node.asText().filter(text -> text.indexOf('=') > 0);
        if (typed.isPresent()) {
            int equals = typed.get().indexOf('=');
            into.put(
                    typed.get().substring(0, equals), new Value.Text(typed.get().substring(equals + 1), node.origin()));
            return;
        }
        Node.Fields fields = node.asFields().orElseThrow(() -> unexpected(node));
        String key = fields.text("ParameterKey").orElseThrow(() -> unexpected(node));
        if (fields.says("UsePreviousValue", "true")) {
            into.put(key, new Value.Unknown("the parameter `" + key + "` keeps its previous value", node.origin()));
        } else {
            put(key, fields.value("ParameterValue").orElseThrow(() -> unexpected(node)), into);
        }
    }

    private static void put(String key, Node value, Map<String, Value> into) {
        Optional<String> text = value.asText()
                .or(() -> value.asItems()
                        .map(items -> items.nodes().stream()
                                .flatMap(node -> node.asText().stream())
                                .collect(Collectors.joining(","))));
        into.put(key, new Value.Text(text.orElseThrow(() -> unexpected(value)), value.origin()));
    }

    Optional<Value> value(String parameter) {
        Optional<Value> value = Optional.ofNullable(values.get(parameter));
        if (value.isPresent()) {
            used.add(parameter);
        }
        return value;
    }

    /** Those that no template asked for: most likely misspelled. */
    Map<String, Value> unused() {
        Map<String, Value> rest = new LinkedHashMap<>(values);
        rest.keySet().removeAll(used);
        return rest;
    }
}
