package dev.weir.iac.cloudformation;

import dev.weir.iac.cloudformation.Node.Fields;
import dev.weir.iac.cloudformation.Node.Member;
import dev.weir.inventory.Scope;
import dev.weir.inventory.ScopeNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
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
     * @param stackName of the stack that it makes
     * @param scope what it is for, where the program says so
     * @param metadata the file that says which construct made what; empty where the manifest does
     * @param constructs the lines of the program that made its resources, by template and logical id
     */
    record Artifact(
            String file,
            String stackName,
            Scope scope,
            Optional<String> metadata,
            Map<String, Map<String, Frame>> constructs) {}

    /** A line of the program. */
    record Frame(String file, long line, long column) {}

    /** The templates that a manifest names; empty where this is no manifest. */
    static Optional<List<Artifact>> templates(Node root) {
        boolean isManifest = root.asFields()
                .filter(fields -> fields.fields("artifacts").isPresent())
                .filter(fields -> fields.text("version").isPresent())
                .isPresent();
        if (!isManifest) {
            return Optional.empty();
        }
        List<Artifact> templates = new ArrayList<>();
        artifacts(root, "aws:cloudformation:stack")
                .forEach((id, artifact) -> template(id, artifact).ifPresent(templates::add));
        return Optional.of(templates);
    }

    /** The artifacts of this type that a manifest names, by their ids. */
    private static Map<String, Fields> artifacts(Node root, String type) {
        Map<String, Fields> artifacts = new LinkedHashMap<>();
        root.asFields()
                .flatMap(fields -> fields.fields("artifacts"))
                .ifPresent(all -> all.members()
                        .forEach((id, member) -> member.value()
                                .asFields()
                                .filter(artifact -> artifact.says("type", type))
                                .ifPresent(artifact -> artifacts.put(id, artifact))));
        return artifacts;
    }

    /** A stack is called as its artifact is, unless the program names it. */
    private static Optional<Artifact> template(String id, Fields artifact) {
        Optional<Fields> properties = artifact.fields("properties");
        return properties
                .flatMap(all -> all.text("templateFile"))
                .map(file -> new Artifact(
                        file,
                        properties.flatMap(all -> all.text("stackName")).orElse(id),
                        scope(artifact.text("environment").orElse("")),
                        artifact.text("additionalMetadataFile"),
                        constructs(artifact.fields("metadata"), file)));
    }

    /** The folders of the assemblies within: stages. */
    static List<String> stages(Node root) {
        return properties(root, "cdk:cloud-assembly", "directoryName");
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

    /**
     * The lines that made each resource, as metadata tells them, by template and logical id. A nested stack's template is named
     * where its own construct is, and holds what was made below that.
     *
     * @param file the template of what lies below no other
     */
    static Map<String, Map<String, Frame>> constructs(Optional<? extends Node> metadata, String file) {
        Map<String, Map<String, Frame>> frames = new HashMap<>();
        NavigableMap<String, String> templates = new TreeMap<>();
        Map<String, Member> paths =
                metadata.flatMap(Node::asFields).map(Fields::members).orElse(Map.of());
        paths.forEach((path, entries) -> entry(entries.value(), "aws:cdk:templateFile")
                .flatMap(entry -> entry.text("data"))
                .ifPresent(nested -> templates.put(path, nested)));
        paths.forEach((path, entries) -> entry(entries.value(), "aws:cdk:logicalId")
                .flatMap(entry -> entry.text("data"))
                .ifPresent(id -> frame(entries.value())
                        .ifPresent(frame -> frames.computeIfAbsent(
                                        holding(path, templates).orElse(file), unused -> new HashMap<>())
                                .putIfAbsent(id, frame))));
        return frames;
    }

    /** The template of the nearest construct above that has one. */
    private static Optional<String> holding(String path, NavigableMap<String, String> templates) {
        for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
            String template = templates.get(path.substring(0, end));
            if (template != null) {
                return Optional.of(template);
            }
        }
        return Optional.empty();
    }

    private static List<Fields> entries(Node entries) {
        return entries.elements().stream()
                .flatMap(node -> node.asFields().stream())
                .toList();
    }

    private static Optional<Fields> entry(Node entries, String type) {
        return entries(entries).stream()
                .filter(entry -> entry.says("type", type))
                .findFirst();
    }

    /** The files of an assembly by the digest under which they are deployed, as an asset manifest lists them. */
    static Map<String, String> assets(Node root) {
        Map<String, String> paths = new HashMap<>();
        root.asFields()
                .flatMap(fields -> fields.fields("files"))
                .ifPresent(files -> files.members()
                        .forEach((digest, member) -> member.value()
                                .asFields()
                                .flatMap(file -> file.fields("source"))
                                .flatMap(source -> source.text("path"))
                                .ifPresent(path -> paths.put(digest, path))));
        return paths;
    }

    /** The asset manifests that a manifest names. */
    static List<String> assetManifests(Node root) {
        return properties(root, "cdk:asset-manifest", "file");
    }

    private static List<String> properties(Node root, String type, String property) {
        return artifacts(root, type).values().stream()
                .flatMap(artifact -> artifact.fields("properties").stream())
                .flatMap(properties -> properties.text(property).stream())
                .toList();
    }

    private static Optional<Frame> frame(Node entries) {
        return entries(entries).stream()
                .flatMap(entry -> entry.value(entry.says("type", "aws:cdk:creationStack") ? "data" : "trace").stream())
                .flatMap(trace -> trace.elements().stream())
                .flatMap(line -> line.asText().flatMap(CloudAssembly::frame).stream())
                .findFirst();
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
