package dev.weir.iac.cloudformation;

import dev.weir.iac.SourceText;
import dev.weir.iac.cloudformation.Node.Fields;
import dev.weir.iac.cloudformation.Node.Member;
import dev.weir.inventory.InventoryFormat;
import dev.weir.json.Quoted;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A template as it is written: its sections, nothing in them evaluated. Sets hold some, so it is equal to nothing but itself. */
final class Template {

    /** The largest that CloudFormation takes, from S3, is 1 MB; what tools write and do not deploy is let through. */
    static final int LARGEST = 8 << 20;

    private static final Pattern FIRST_KEY = Pattern.compile("\\A(?:\\s*(?:#.*|---.*|%.*)?\\R)*+\\s*\\{?\\s*([\"']?)"
            + "(?:AWSTemplateFormatVersion|Conditions|Description|Globals|Hooks|Mappings|Metadata|Outputs|Parameters|Resources"
            + "|Rules|Transform)\\1\\s*:");
    private static final Pattern TELLING =
            Pattern.compile("(?m)(?:^|[{,])\\s*[\"']?(?:AWSTemplateFormatVersion|Resources)[\"']?\\s*:");

    private final SourceText text;
    private final Fields root;

    private Template(SourceText text, Fields root) {
        this.text = text;
        this.root = root;
    }

    /**
     * Whether a text that begins so may be a template: its first key is one that templates have, or it is YAML, of which nothing
     * else is read; what tools put together first, or a long comment, may stand before any of these keys. A short YAML that
     * says nothing of templates is a configuration of something.
     */
    static boolean mayBegin(String head, String name) {
        boolean isSection = FIRST_KEY.matcher(head).lookingAt();
        String plain = name.toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
        boolean isYaml = plain.endsWith(".yaml") || plain.endsWith(".yml") || plain.endsWith(".template");
        return isSection || isYaml && (head.length() >= InventoryFormat.HEAD || isMeantToBe(head));
    }

    /** Whether a text that cannot be read was meant to be one. */
    static boolean isMeantToBe(String text) {
        return TELLING.matcher(text).find();
    }

    /**
     * The template; empty where it is something else, well-formed.
     *
     * @throws BrokenTemplate if it is neither JSON nor YAML
     */
    static Optional<Template> read(SourceText text) throws BrokenTemplate {
        if (text.text().length() > LARGEST) {
            throw new BrokenTemplate(
                    "this text has " + text.text().length()
                            + " characters, and a template has at most 1 MB; help: where it"
                            + " is made by a program, give the templates that it deploys",
                    1);
        }
        Node root = text.text().stripLeading().startsWith("{") ? JsonTree.read(text) : YamlTree.read(text);
        Optional<Fields> template = root.asFields().filter(Template::hasResources);
        if (template.isPresent()) {
            saysOneThing(template.get());
        }
        return template.map(fields -> new Template(text, fields));
    }

    /** Of what stands twice in a resource, that resource is in doubt; elsewhere nobody can tell what hangs on it. */
    private static void saysOneThing(Fields root) throws BrokenTemplate {
        unique(root, 0);
        for (String section : List.of("Conditions", "Mappings", "Outputs", "Parameters")) {
            Optional<Node> members = root.value(section);
            if (members.isPresent()) {
                unique(members.get(), 2);
            }
        }
    }

    private static void unique(Node node, int levelsBelow) throws BrokenTemplate {
        if (!(node instanceof Fields fields)) {
            return;
        }
        for (Map.Entry<String, Member> member : fields.members().entrySet()) {
            if (fields.repeated().contains(member.getKey())) {
                throw new BrokenTemplate(
                        "the key " + Quoted.of(member.getKey())
                                + " stands twice, so what the template says is not known",
                        fields.span()
                                .source()
                                .origin(member.getValue().start())
                                .line()
                                .orElse(1));
            }
            if (levelsBelow > 0) {
                unique(member.getValue().value(), levelsBelow - 1);
            }
        }
    }

    private static boolean hasResources(Fields root) {
        Optional<Fields> resources = root.fields("Resources");
        Predicate<Map.Entry<String, Member>> isResource =
                member -> member.getKey().startsWith(Loops.PREFIX)
                        || member.getKey().equals("Fn::Transform")
                        || member.getValue()
                                .value()
                                .asFields()
                                .flatMap(fields -> fields.text("Type"))
                                .isPresent();
        return resources.isPresent()
                && resources.get().members().entrySet().stream().anyMatch(isResource);
    }

    SourceText text() {
        return text;
    }

    Fields root() {
        return root;
    }

    /** A section; one without members where it is left out. */
    Fields section(String name) {
        return root.fields(name).orElse(new Fields(Map.of(), Set.of(), root.span()));
    }

    /** The transforms and macros that it asks for, by name. */
    List<String> transforms() {
        return root.value("Transform").stream()
                .flatMap(transform -> transform.each().stream())
                .map(one -> one.asText()
                        .or(() -> one.asFields().flatMap(fields -> fields.text("Name")))
                        .orElse("?"))
                .toList();
    }
}
