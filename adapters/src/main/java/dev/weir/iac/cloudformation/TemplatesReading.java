package dev.weir.iac.cloudformation;

import dev.weir.iac.Declarations;
import dev.weir.iac.SourceText;
import dev.weir.iac.Value;
import dev.weir.iac.cloudformation.CloudAssembly.Artifact;
import dev.weir.iac.cloudformation.CloudAssembly.Frame;
import dev.weir.iac.cloudformation.Stack.Deployment;
import dev.weir.inventory.InventoryDocument;
import dev.weir.inventory.InventoryFormat;
import dev.weir.inventory.InventorySink;
import dev.weir.inventory.Listing;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import dev.weir.inventory.Scope;
import dev.weir.json.Quoted;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** The templates and assemblies of one run. */
final class TemplatesReading implements InventoryFormat.FormatReading {

    /** Stacks in stacks, as deep as CloudFormation goes by far. */
    private static final int DEEPEST = 20;

    private static final int MOST_STACKS = 2_000;

    private final GivenParameters parameters;
    private final Map<String, TemplateFile> files = new LinkedHashMap<>();
    private final Map<String, InventoryDocument> manifests = new LinkedHashMap<>();

    private final Map<String, String> assets = new LinkedHashMap<>();
    private final Set<InventoryDocument> besides = new LinkedHashSet<>();
    private final Set<Problem> problems = new LinkedHashSet<>();
    private final Map<String, Set<Problem>> problemsOf = new LinkedHashMap<>();
    private final Map<String, Declarations> roots = new LinkedHashMap<>();
    private final StackOutputs outputs = new StackOutputs();
    private int nestedStacks;

    TemplatesReading(GivenParameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public InventoryFormat.Look look(InventoryDocument document, InventorySink sink) throws IOException {
        SourceText text = TemplateFile.text(document);
        try {
            Optional<Template> template = Template.read(text);
            if (template.isPresent()) {
                files.put(TemplateFile.key(document), TemplateFile.of(document, template.get()));
                return InventoryFormat.Look.OURS;
            }
            if (CloudAssembly.mayBegin(text.text())) {
                manifests.put(TemplateFile.key(document), document);
                return InventoryFormat.Look.OURS;
            }
            return InventoryFormat.Look.other("found a text that is no CloudFormation template");
        } catch (BrokenTemplate broken) {
            return Template.isMeantToBe(text.text())
                    ? InventoryFormat.Look.broken(broken.sentence(), broken.line())
                    : InventoryFormat.Look.other("found a text that is no CloudFormation template");
        }
    }

    @Override
    public void surroundings(InventorySink sink) {
        Set<String> read = new LinkedHashSet<>();
        new ArrayList<>(manifests.values()).forEach(manifest -> assembly(manifest, read));
        Map<String, StackOutputs.Root> stacks = new LinkedHashMap<>();
        files.forEach((key, file) -> stacks.put(key, root(file)));
        stacks.values().forEach(outputs::add);
        Map<String, Set<Template>> nested = new LinkedHashMap<>();
        stacks.forEach((key, root) -> {
            StackDeclarations declared = new StackDeclarations(root.declarations(), problemsOf(key));
            declared.declare(root.stack());
            nested.put(key, declared.nested());
        });
        notNested(nested).forEach(key -> {
            roots.put(key, Objects.requireNonNull(stacks.get(key)).declarations());
            problems.addAll(problemsOf.getOrDefault(key, Set.of()));
        });
        roots.values().forEach(declarations -> declarations.surroundings(sink));
        parameters
                .unused()
                .forEach((name, value) -> problem(
                        value.origin(),
                        "no template has the parameter " + Quoted.of(name) + "; help: check how it is spelled"));
        problems.forEach(sink::problem);
        problems.clear();
    }

    private void problem(Origin origin, String text) {
        problems.add(new Problem(origin, text));
    }

    /** Takes what is wrong with this template and those that it nests. */
    private BiConsumer<Origin, String> problemsOf(String key) {
        return (origin, text) ->
                problemsOf.computeIfAbsent(key, first -> new LinkedHashSet<>()).add(new Problem(origin, text));
    }

    /** The templates that no other one nests, which is where a nested one is judged; of those in a circle the first. */
    private Set<String> notNested(Map<String, Set<Template>> nested) {
        Set<Template> inner = new HashSet<>();
        nested.values().forEach(inner::addAll);
        Set<String> kept = new LinkedHashSet<>();
        Set<Template> judged = new HashSet<>();
        for (boolean isOfCircle : new boolean[] {false, true}) {
            files.forEach((key, file) -> {
                if (isOfCircle ? !judged.contains(file.template()) : !inner.contains(file.template())) {
                    kept.add(key);
                    judged.add(file.template());
                    judged.addAll(nested.getOrDefault(key, Set.of()));
                }
            });
        }
        return kept;
    }

    /** An assembly, its templates and those of its stages; each file is read once. */
    private void assembly(InventoryDocument manifest, Set<String> read) {
        if (!read.add(TemplateFile.key(manifest))) {
            return;
        }
        Optional<Node> tree = tree(manifest);
        if (tree.isEmpty()) {
            return;
        }
        Node root = tree.get();
        CloudAssembly.assetManifests(root).stream()
                .flatMap(file -> manifest.beside(file).stream())
                .flatMap(document -> tree(document).stream())
                .forEach(listed -> assets.putAll(CloudAssembly.assets(listed)));
        for (Artifact artifact : CloudAssembly.templates(root).orElse(List.of())) {
            template(artifact, manifest);
        }
        for (String stage : CloudAssembly.stages(root)) {
            Optional<InventoryDocument> inner = manifest.beside(stage + "/manifest.json");
            if (inner.isPresent()) {
                besides.add(inner.get());
                assembly(inner.get(), read);
            } else {
                problem(manifest.origin(1), "the stage " + Quoted.of(stage) + " has no manifest; it was not read");
            }
        }
    }

    private void template(Artifact artifact, InventoryDocument manifest) {
        Optional<TemplateFile> file = beside(manifest, artifact.file());
        if (file.isEmpty()) {
            problem(
                    manifest.origin(1),
                    "the template " + Quoted.of(artifact.file()) + " is not there, or cannot be read; help: run"
                            + " `cdk synth` again");
            return;
        }
        String key = TemplateFile.key(file.get().document());
        Template template = file.get().template();
        files.put(
                key,
                new TemplateFile(
                        file.get().document(),
                        template,
                        artifact.scope().orElse(file.get().scope()),
                        Optional.of(artifact.stackName())));
        Map<String, Map<String, Frame>> frames = artifact.metadata()
                .flatMap(manifest::beside)
                .flatMap(this::tree)
                .map(metadata -> CloudAssembly.constructs(Optional.of(metadata), artifact.file()))
                .orElse(artifact.constructs());
        frames.forEach((name, ofTemplate) -> {
            Optional<TemplateFile> written = beside(manifest, name);
            written.ifPresent(one -> files.putIfAbsent(TemplateFile.key(one.document()), one));
            written.ifPresent(one -> write(one.template(), ofTemplate, manifest));
        });
    }

    private static void write(Template template, Map<String, Frame> frames, InventoryDocument manifest) {
        template.section("Resources").members().forEach((name, member) -> {
            Frame frame = frames.get(name);
            if (frame != null) {
                template.text().write(member.start(), member.value().span().end(), place(frame, manifest));
            }
        });
    }

    /** A file of an assembly; empty, and told, where it cannot be read. */
    private Optional<Node> tree(InventoryDocument document) {
        return read(document, "this file of the assembly cannot be read", text -> Optional.of(JsonTree.read(text)));
    }

    private <T> Optional<T> read(InventoryDocument document, String otherwise, TextReading<T> reading) {
        try {
            return reading.of(TemplateFile.text(document));
        } catch (IOException | BrokenTemplate wrong) {
            long line = wrong instanceof BrokenTemplate broken ? broken.line() : 1;
            problem(document.origin(line), otherwise + ": " + wrong.getMessage());
            return Optional.empty();
        }
    }

    /** What a text is read as. */
    private interface TextReading<T> {

        Optional<T> of(SourceText text) throws BrokenTemplate;
    }

    /** A line of the program, whose files lie around the assembly's folder: named as the user names that. */
    private static Origin place(Frame frame, InventoryDocument manifest) {
        String around = above(manifest.folder());
        String shown = above(above(manifest.name()));
        boolean isAround = !around.isEmpty() && frame.file().startsWith(around + "/");
        String rest = isAround ? frame.file().substring(around.length() + 1) : frame.file();
        String file = isAround && !shown.isEmpty() ? shown + "/" + rest : rest;
        return Origin.of(file, frame.line(), frame.column());
    }

    private static String above(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    /** The template at a path from a document, which may be one that was looked at; empty where there is none. */
    private Optional<TemplateFile> beside(InventoryDocument document, String path) {
        Optional<InventoryDocument> found = document.beside(path);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        TemplateFile known = files.get(TemplateFile.key(found.get()));
        if (known != null) {
            return Optional.of(known);
        }
        return read(found.get(), "this template cannot be read", text -> {
            Optional<Template> template = Template.read(text);
            besides.add(found.get());
            return template.map(read -> TemplateFile.of(found.get(), read));
        });
    }

    private StackOutputs.Root root(TemplateFile file) {
        String name = file.document().pathInRepository();
        Stack stack = new Stack(
                file.template(),
                "",
                new Deployment(file.scope(), file.stackName(), parameters::value),
                outputs,
                (parent, inner) -> child(parent, inner, List.of(file)),
                problemsOf(TemplateFile.key(file.document())));
        return new StackOutputs.Root(name, stack, new Declarations(name));
    }

    /** The stack that a resource makes out of a template at hand. */
    private Optional<Stack> child(Stack parent, String name, List<TemplateFile> around) {
        BiConsumer<Origin, String> wrong =
                problemsOf(TemplateFile.key(around.get(0).document()));
        TemplateFile file = around.get(around.size() - 1);
        Origin origin = parent.resource(name)
                .map(Node::origin)
                .orElse(Origin.of(file.document().name()));
        Optional<String> path = path(parent, name);
        Optional<TemplateFile> template = path.flatMap(text -> beside(file.document(), text));
        if (template.isEmpty()) {
            wrong.accept(
                    origin,
                    "the template of the nested stack " + Quoted.of(name) + " is no local file"
                            + path.map(text -> ": " + Quoted.of(text)).orElse("")
                            + "; what it makes was not read");
            return Optional.empty();
        }
        String key = TemplateFile.key(template.get().document());
        boolean isCycle =
                around.stream().anyMatch(one -> TemplateFile.key(one.document()).equals(key));
        if (isCycle || around.size() > DEEPEST || ++nestedStacks > MOST_STACKS) {
            wrong.accept(
                    origin,
                    isCycle
                            ? "the nested stack " + Quoted.of(name) + " leads back to "
                                    + Quoted.of(template.get().document().name()) + ", which holds it"
                            : "too many stacks are nested in each other here; the rest was not read");
            return Optional.empty();
        }
        List<TemplateFile> deeper = new ArrayList<>(around);
        deeper.add(template.get());
        Optional<Node.Fields> given = parent.property(name, "Parameters").flatMap(Node::asFields);
        return Optional.of(new Stack(
                template.get().template(),
                parent.path() + name + "/",
                new Deployment(
                        parent.scope(),
                        Optional.empty(),
                        asked -> given.flatMap(fields -> fields.value(asked)).map(parent.intrinsics()::value)),
                outputs,
                (one, inner) -> child(one, inner, deeper),
                wrong));
    }

    /** Where the nested stack's template lies, where it is said: in the template, or by the CDK. */
    private Optional<String> path(Stack parent, String name) {
        Optional<String> asset = parent.resource(name)
                .flatMap(fields -> fields.fields("Metadata"))
                .flatMap(metadata -> metadata.text("aws:asset:path"));
        return asset.or(() -> parent.property(name, "TemplateURL").flatMap(this::asset))
                .or(() -> parent.property(name, "TemplateURL")
                        .or(() -> parent.property(name, "Location"))
                        .map(parent.intrinsics()::value)
                        .flatMap(Value::scalar));
    }

    /** The file of an assembly whose digest stands in an address. */
    private Optional<String> asset(Node address) {
        if (address instanceof Node.Scalar scalar) {
            return assets.entrySet().stream()
                    .filter(asset -> scalar.text().contains(asset.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst();
        }
        List<Node> parts = address.asItems()
                .map(Node.Items::nodes)
                .orElseGet(() -> address.asFields()
                        .map(fields -> fields.members().values().stream()
                                .map(Node.Member::value)
                                .toList())
                        .orElse(List.of()));
        return parts.stream().flatMap(part -> asset(part).stream()).findFirst();
    }

    @Override
    public void groups(InventorySink sink) {
        roots.values().forEach(declarations -> declarations.groups(sink));
    }

    @Override
    public void listings(InventorySink sink) {
        Set<Scope> scopesRead = new LinkedHashSet<>();
        files.values().forEach(file -> scopesRead.add(file.scope()));
        scopesRead.forEach(scope -> sink.listing(Listing.whole(scope, Listing.Kind.SECURITY_GROUPS)));
        besides.forEach(document -> document.tellInput(Optional.empty(), sink));
    }
}
