package dev.weir.iac.cloudformation;

import dev.weir.iac.cloudformation.Node.Fields;
import dev.weir.iac.cloudformation.Node.Items;
import dev.weir.inventory.Scope;
import dev.weir.inventory.ScopeNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the CDK says of a template beside it: in {@code manifest.json} the account and Region that it is for, and there or in a
 * file of its own which construct made each resource, with the line of the program that made the construct.
 */
final class CloudAssembly {

    private static final Pattern BEGIN = Pattern.compile("\\A\\s*\\{\\s*\"(?:version|artifacts|minimumCliVersion)\"");

    /** {@code new Web (/home/a/app.ts:12:5)}, {@code at /home/a/app.ts:12:5}. */
    private static final Pattern FRAME = Pattern.compile("(?:^|[(\\s])([^()\\s][^()]*?):([0-9]+):([0-9]+)\\)?\\s*$");

    private CloudAssembly() {}

    /** Whether a text that begins so may be a manifest. */
    static boolean mayBegin(String head) {
        return BEGIN.matcher(head).find() && head.contains("\"artifacts\"");
    }

    /**
     * A template of the assembly.
     *
     * @param file its path from the manifest
     * @param scope what it is for, where the program says so
     * @param metadata the file that says which construct made what; empty where the manifest does
     * @param constructs the lines of the program that made its resources, by logical id
     */
    record Artifact(String file, Scope scope, Optional<String> metadata, Map<String, Frame> constructs) {}

    /** A line of the program. */
    record Frame(String file, long line, long column) {}

    /** The templates that a manifest names; empty where this is no manifest. */
    static Optional<List<Artifact>> templates(Node root) {
        Optional<Fields> artifacts = root.asFields().flatMap(fields -> fields.fields("artifacts"));
        if (artifacts.isEmpty()
                || root.asFields().flatMap(fields -> fields.text("version")).isEmpty()) {
            return Optional.empty();
        }
        List<Artifact> templates = new ArrayList<>();
        artifacts
                .get()
                .members()
                .values()
                .forEach(member -> member.value()
                        .asFields()
                        .filter(artifact -> artifact.text("type").orElse("").equals("aws:cloudformation:stack"))
                        .ifPresent(artifact -> artifact.fields("properties")
                                .flatMap(properties -> properties.text("templateFile"))
                                .ifPresent(file -> templates.add(new Artifact(
                                        file,
                                        scope(artifact.text("environment").orElse("")),
                                        artifact.text("additionalMetadataFile"),
                                        constructs(artifact.fields("metadata")))))));
        return Optional.of(templates);
    }

    /** The folders of the assemblies within: stages. */
    static List<String> stages(Node root) {
        List<String> folders = new ArrayList<>();
        root.asFields()
                .flatMap(fields -> fields.fields("artifacts"))
                .ifPresent(artifacts -> artifacts
                        .members()
                        .values()
                        .forEach(member -> member.value()
                                .asFields()
                                .filter(artifact ->
                                        artifact.text("type").orElse("").equals("cdk:cloud-assembly"))
                                .flatMap(artifact -> artifact.fields("properties"))
                                .flatMap(properties -> properties.text("directoryName"))
                                .ifPresent(folders::add)));
        return folders;
    }

    /** {@code aws://111122223333/eu-west-1}; what the program leaves open is called unknown-account and unknown-region. */
    private static Scope scope(String environment) {
        String[] parts = environment.split("/", -1);
        return parts.length == 4
                ? new Scope(
                        ScopeNames.account(parts[2]),
                        ScopeNames.isRegion(parts[3]) ? Optional.of(parts[3]) : Optional.empty())
                : Scope.UNKNOWN;
    }

    /** The lines that made each resource, as metadata tells them: by the stack where the resource was created. */
    static Map<String, Frame> constructs(Optional<? extends Node> metadata) {
        Map<String, Frame> frames = new HashMap<>();
        metadata.flatMap(Node::asFields)
                .ifPresent(paths -> paths.members().values().forEach(entries -> {
                    List<Node> all = entries.value().asItems().map(Items::nodes).orElse(List.of());
                    Optional<String> id = all.stream()
                            .flatMap(node -> node.asFields().stream())
                            .filter(entry -> entry.text("type").orElse("").equals("aws:cdk:logicalId"))
                            .flatMap(entry -> entry.text("data").stream())
                            .findFirst();
                    id.flatMap(name -> frame(all)).ifPresent(frame -> frames.putIfAbsent(id.get(), frame));
                }));
        return frames;
    }

    private static Optional<Frame> frame(List<Node> entries) {
        for (Node node : entries) {
            Optional<Fields> entry = node.asFields();
            String type = entry.flatMap(fields -> fields.text("type")).orElse("");
            String key = type.equals("aws:cdk:creationStack") ? "data" : "trace";
            Optional<Items> trace = entry.flatMap(fields -> fields.value(key)).flatMap(Node::asItems);
            for (Node line : trace.map(Items::nodes).orElse(List.of())) {
                Optional<Frame> frame = line.asText().flatMap(CloudAssembly::frame);
                if (frame.isPresent()) {
                    return frame;
                }
            }
        }
        return Optional.empty();
    }

    /** The program's own line: not one of the library, and not one of the machinery that runs it. */
    private static Optional<Frame> frame(String line) {
        Matcher found = FRAME.matcher(line);
        boolean isOurs = found.find()
                && !found.group(1).contains("node_modules")
                && !found.group(1).startsWith("node:")
                && !found.group(1).contains("jsii-kernel");
        return isOurs
                ? Optional.of(new Frame(
                        found.group(1).strip().replaceFirst("^at ", "").replaceFirst("^.*\\(", ""),
                        Long.parseLong(found.group(2)),
                        Long.parseLong(found.group(3))))
                : Optional.empty();
    }
}
