package dev.weir.iac.cloudformation;

import dev.weir.ec2.FarEndKind;
import dev.weir.iac.Declarations;
import dev.weir.iac.GroupDeclaration;
import dev.weir.iac.PrefixListDeclaration;
import dev.weir.iac.Resource;
import dev.weir.iac.RuleDeclaration;
import dev.weir.iac.RuleWords;
import dev.weir.iac.Value;
import dev.weir.iac.cloudformation.Node.Fields;
import dev.weir.inventory.Origin;
import dev.weir.json.Quoted;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The groups, rules and prefix lists of a stack and of the stacks nested in it, each called by its logical id, after those of the
 * stacks around it: {@code Network/Web}.
 *
 * <p>A group without outbound rules is open over both families once it is created: "if you do not add egress rules, we add egress
 * rules that allow all outbound IPv4 and IPv6 traffic" (AWS::EC2::SecurityGroup in the template reference). An
 * AWS::EC2::SecurityGroupEgress takes those away, which is what the CDK relies on (aws-cdk issue 3355).
 */
final class StackDeclarations {

    static final String GROUP = "AWS::EC2::SecurityGroup";
    private static final String OUTBOUND = "SecurityGroupEgress";
    private static final String TRANSFORM = "Fn::Transform";
    private static final String INBOUND = "SecurityGroupIngress";

    /** A value of more parts is no list of rules that anybody wrote. */
    private static final int MOST_PARTS = 100_000;

    private static final RuleWords WORDS = new RuleWords(
            "IpProtocol",
            "FromPort",
            "ToPort",
            Map.of(
                    "CidrIp", FarEndKind.IPV4,
                    "CidrIpv6", FarEndKind.IPV6,
                    "DestinationPrefixListId", FarEndKind.PREFIX_LIST,
                    "SourcePrefixListId", FarEndKind.PREFIX_LIST,
                    "DestinationSecurityGroupId", FarEndKind.GROUP,
                    "SourceSecurityGroupId", FarEndKind.GROUP,
                    "SourceSecurityGroupName", FarEndKind.GROUP),
            "",
            "Description",
            "");

    private static final Set<String> NESTED = Set.of("AWS::CloudFormation::Stack", "AWS::Serverless::Application");

    private final Declarations declarations;
    private final BiConsumer<Origin, String> problems;
    private final Set<Template> nested = new LinkedHashSet<>();

    StackDeclarations(Declarations declarations, BiConsumer<Origin, String> problems) {
        this.declarations = declarations;
        this.problems = problems;
    }

    void declare(Stack stack) {
        declare(stack, new Value.Truth(true, stack.template().root().origin()));
    }

    /** The templates of the stacks that were declared with the stack, inside it. */
    Set<Template> nested() {
        return nested;
    }

    private void declare(Stack stack, Value around) {
        whatIsIncluded(stack.template());
        stack.resources().forEach((name, member) -> {
            Optional<Fields> resource = member.value().asFields();
            if (name.equals(TRANSFORM)) {
                included(member.value(), "a macro adds resources");
            } else if (resource.isPresent() && !Loops.isLoop(name)) {
                Optional<String> doubt = doubt(stack.template(), name, resource.get());
                declare(new Declared(stack, name, member.start(), resource.get(), around, doubt));
            } else if (Loops.isLoop(name)) {
                problems.accept(
                        member.value().origin(),
                        "what " + Quoted.of(name)
                                + " goes through is not known, or is too much; what it makes was not read");
            } else {
                problems.accept(member.value().origin(), Quoted.of(name) + " is no resource that can be read");
            }
        });
    }

    /** AWS::Include puts a file of a bucket beside what the template says, so that what is written stays. */
    private void whatIsIncluded(Template template) {
        template.root().value(TRANSFORM).ifPresent(macro -> included(macro, "a macro adds sections"));
        boolean includes = template.transforms().contains("AWS::Include");
        template.root()
                .value("Transform")
                .filter(transform -> includes)
                .ifPresent(transform -> included(transform, "`AWS::Include` adds sections"));
    }

    private void included(Node macro, String what) {
        problems.accept(macro.origin(), what + " here, which were not read; what they make is not known");
    }

    /** Why a resource may be another than the one that is written. */
    private Optional<String> doubt(Template template, String name, Fields resource) {
        Optional<String> macro = template.transforms().stream()
                .filter(transform -> !transform.startsWith("AWS::"))
                .findFirst()
                .map(transform -> "the macro " + Quoted.of(transform) + " may rewrite the template");
        if (macro.isPresent() || resource.members().containsKey(TRANSFORM)) {
            return macro.or(() -> Optional.of("a macro writes part of the resource"));
        }
        boolean isTwice = template.section("Resources").repeated().contains(name);
        Optional<String> twice =
                isTwice ? Optional.of(name) : resource.repeated().stream().findFirst();
        Optional<String> why =
                twice.map(key -> "the key " + Quoted.of(key) + " stands twice, so what it says is not known");
        why.ifPresent(text -> problems.accept(resource.origin(), text));
        return why;
    }

    /**
     * A resource of a stack.
     *
     * @param start where its name stands
     * @param around whether the stack itself is made
     * @param doubt why it may be another than the one that is written
     */
    private record Declared(Stack stack, String name, int start, Fields fields, Value around, Optional<String> doubt) {

        String type() {
            return fields.text("Type").orElse("");
        }

        Origin origin() {
            return fields.span().source().origin(start);
        }

        Value exists() {
            Value own = fields.text("Condition")
                    .map(condition -> stack.intrinsics().conditions().named(condition, fields.origin()))
                    .orElse(new Value.Truth(true, fields.origin()));
            return Branches.over(
                    List.of(around, own),
                    both -> new Value.Truth(both.stream().allMatch(StackConditions::holds), fields.origin()),
                    fields.origin());
        }

        /** A property; nothing where it is left out, not known where a macro may write it. */
        Value property(String key) {
            Optional<Node> properties = fields.value("Properties");
            Optional<Fields> written = properties.flatMap(Node::asFields);
            Optional<Node> value = written.flatMap(members -> members.value(key));
            if (written.isPresent() && written.get().repeated().contains(key)) {
                return new Value.Unknown("the property " + Quoted.of(key) + " stands twice", origin());
            }
            if (value.isPresent()) {
                return stack.intrinsics().value(value.get());
            }
            boolean isRewritten = written.isPresent() && written.get().members().containsKey(TRANSFORM)
                    || properties.isPresent() && written.isEmpty() && !(properties.get() instanceof Node.Null);
            return isRewritten
                    ? new Value.Unknown(
                            "a macro writes the properties", properties.get().origin())
                    : new Value.Nothing(origin());
        }

        String text(String key) {
            return property(key).scalar().orElse("");
        }

        Resource resource() {
            return new Resource(
                    stack.path() + name, type(), stack.scope(), new Value.Fields(Map.of(), origin()), origin());
        }
    }

    private void declare(Declared declared) {
        String type = declared.type();
        boolean isWanted = type.startsWith("AWS::EC2::") || NESTED.contains(type) || type.endsWith("::MODULE");
        Value exists = isWanted ? declared.exists() : new Value.Truth(false, declared.origin());
        if (exists.scalar().orElse("").equals("false")) {
            return;
        }
        MetadataDecisions.on(declared.fields(), problems)
                .forEach(
                        decision -> declarations.suppression(declared.resource().address(), decision));
        switch (type) {
            case GROUP -> group(declared, exists);
            case "AWS::EC2::SecurityGroupEgress" -> rule(declared, RuleDeclaration.Side.OUTBOUND, exists);
            case "AWS::EC2::SecurityGroupIngress" -> rule(declared, RuleDeclaration.Side.INBOUND, exists);
            case "AWS::EC2::PrefixList" ->
                declarations.prefixList(new PrefixListDeclaration(
                        declared.resource(),
                        Optional.empty(),
                        declared.text("PrefixListName"),
                        PrefixListDeclaration.Ownership.CUSTOMER,
                        declared.property("Entries"),
                        "Cidr"));
            default -> nested(declared, type, exists);
        }
    }

    private void nested(Declared declared, String type, Value exists) {
        if (type.endsWith("::MODULE")) {
            problems.accept(
                    declared.origin(), "the module " + Quoted.of(type) + " was not read; what it makes is not known");
        } else if (NESTED.contains(type)) {
            declared.stack().child(declared.name()).ifPresent(child -> {
                nested.add(child.template());
                declare(child, exists);
            });
        }
    }

    private void group(Declared declared, Value exists) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (Value tag : declared.property("Tags").parts()) {
            if (tag instanceof Value.Fields fields) {
                fields.member("Key")
                        .scalar()
                        .ifPresent(key ->
                                tags.put(key, fields.member("Value").scalar().orElse("")));
            }
        }
        declarations.group(
                new GroupDeclaration(
                        declared.resource(),
                        Optional.empty(),
                        declared.text("GroupName"),
                        declared.text("GroupDescription"),
                        declared.property("VpcId").scalar(),
                        Optional.empty(),
                        tags,
                        rules(declared, OUTBOUND),
                        rules(declared, INBOUND),
                        defaultRules(declared),
                        WORDS),
                exists);
    }

    private static Value rules(Declared declared, String key) {
        return doubted(bounded(declared.property(key)), declared);
    }

    /** What is written, and whatever else it may turn out to be. */
    private static Value doubted(Value written, Declared declared) {
        return declared.doubt()
                .<Value>map(why ->
                        new Value.Items(List.of(written, new Value.Unknown(why, declared.origin())), written.origin()))
                .orElse(written);
    }

    /** Anchors that name anchors make a short text a value without end. */
    private static Value bounded(Value value) {
        return parts(value, MOST_PARTS) <= 0
                ? new Value.Unknown("it repeats itself more often than anybody writes rules", value.origin())
                : value;
    }

    private static int parts(Value value, int left) {
        int rest = left - 1;
        for (Value part : value.parts()) {
            if (rest <= 0) {
                return rest;
            }
            rest = parts(part, rest);
        }
        return rest;
    }

    /** What AWS adds to a group that is created without outbound rules. */
    private static Value defaultRules(Declared declared) {
        Origin origin = declared.fields()
                .fields("Properties")
                .flatMap(properties -> properties.value(OUTBOUND))
                .map(Node::origin)
                .orElse(declared.origin());
        return new Value.Items(
                List.of(everything("CidrIp", "0.0.0.0/0", origin), everything("CidrIpv6", "::/0", origin)), origin);
    }

    private static Value everything(String farEnd, String world, Origin origin) {
        return new Value.Fields(
                Map.of("IpProtocol", new Value.Text("-1", origin), farEnd, new Value.Text(world, origin)), origin);
    }

    private void rule(Declared declared, RuleDeclaration.Side side, Value exists) {
        Value properties = declared.fields()
                .value("Properties")
                .map(declared.stack().intrinsics()::value)
                .orElse(new Value.Nothing(declared.origin()));
        boolean isRead = properties instanceof Value.Fields;
        Value rule = isRead
                ? doubted(properties, declared)
                : new Value.Unknown("a macro writes the properties", declared.origin());
        Value conditional = Branches.over(
                List.of(exists),
                holds -> StackConditions.holds(holds.get(0)) ? rule : new Value.Nothing(declared.origin()),
                declared.origin());
        Value group = isRead ? group((Value.Fields) properties, declared) : rule;
        if (group instanceof Value.OneOf oneOf) {
            oneOfGroups(oneOf, declared, side, conditional);
            return;
        }
        RuleDeclaration one = new RuleDeclaration(declared.resource(), side, group, conditional, WORDS);
        declarations.rule(one);
        boolean isElsewhere = declared.stack().intrinsics().others().take(one);
        if (!isElsewhere && group instanceof Value.Reference reference && isOfAnotherStack(reference, declared)) {
            Value apart = new Value.Reference(reference.address() + " of another stack", "", reference.origin());
            declarations.rule(one.with(apart, conditional));
        }
    }

    /**
     * Whether the group stands in another template. Such a rule counts where the group is judged, and is judged by itself too: who
     * reads the group's template does not see it.
     */
    private static boolean isOfAnotherStack(Value.Reference group, Declared declared) {
        String path = declared.stack().path();
        return !group.address().startsWith(path)
                || group.address().indexOf('/', path.length()) >= 0
                || group.attribute().startsWith("Outputs.");
    }

    /** A rule of one group under a condition, and of another without it, is a rule of each under its own. */
    private void oneOfGroups(Value.OneOf groups, Declared declared, RuleDeclaration.Side side, Value rule) {
        for (int branch = 0; branch < groups.branches().size(); branch++) {
            Value nothing = new Value.Nothing(declared.origin());
            List<Value> branches =
                    new ArrayList<>(Collections.nCopies(groups.branches().size(), nothing));
            branches.set(branch, rule);
            Value only = new Value.OneOf(groups.condition(), branches, groups.origin());
            Value group = groups.branches().get(branch);
            if (group instanceof Value.OneOf more) {
                oneOfGroups(more, declared, side, only);
            } else {
                declarations.rule(new RuleDeclaration(declared.resource(), side, group, only, WORDS));
            }
        }
    }

    /** The group that a rule names; what names the same unknown group, such as the same parameter, belongs together. */
    private static Value group(Value.Fields properties, Declared declared) {
        Value group = properties.member("GroupId");
        return group instanceof Value.Unknown unknown
                        && declared.fields()
                                .fields("Properties")
                                .flatMap(written -> written.value("GroupId"))
                                .isPresent()
                ? new Value.Reference(unknown.why(), "", unknown.origin())
                : group;
    }
}
