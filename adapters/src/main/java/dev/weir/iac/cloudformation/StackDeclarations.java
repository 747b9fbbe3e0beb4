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
import java.util.LinkedHashMap;
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

    private static final String GROUP = "AWS::EC2::SecurityGroup";
    private static final String OUTBOUND = "SecurityGroupEgress";
    private static final String INBOUND = "SecurityGroupIngress";

    /** A value of more parts is no list of rules that anybody wrote. */
    private static final int MOST_PARTS = 100_000;

    private static final RuleWords WORDS =
            new RuleWords("IpProtocol", "FromPort", "ToPort", farEnds(), "", "Description", "");

    private static final Set<String> NESTED = Set.of("AWS::CloudFormation::Stack", "AWS::Serverless::Application");

    private final Declarations declarations;
    private final BiConsumer<Origin, String> problems;

    StackDeclarations(Declarations declarations, BiConsumer<Origin, String> problems) {
        this.declarations = declarations;
        this.problems = problems;
    }

    private static Map<String, FarEndKind> farEnds() {
        Map<String, FarEndKind> kinds = new LinkedHashMap<>();
        kinds.put("CidrIp", FarEndKind.IPV4);
        kinds.put("CidrIpv6", FarEndKind.IPV6);
        kinds.put("DestinationPrefixListId", FarEndKind.PREFIX_LIST);
        kinds.put("DestinationSecurityGroupId", FarEndKind.GROUP);
        kinds.put("SourcePrefixListId", FarEndKind.PREFIX_LIST);
        kinds.put("SourceSecurityGroupId", FarEndKind.GROUP);
        kinds.put("SourceSecurityGroupName", FarEndKind.GROUP);
        return kinds;
    }

    void declare(Stack stack) {
        Fields top = stack.template().root();
        declare(stack, new Value.Truth(true, top.origin()));
    }

    private void declare(Stack stack, Value around) {
        Optional<String> macro = macro(stack);
        stack.resources().forEach((name, member) -> {
            Optional<Fields> resource = member.value().asFields();
            if (resource.isPresent() && !Loops.isLoop(name)) {
                declare(new Declared(stack, name, member.start(), resource.get(), around, macro));
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

    /** A macro of the account may rewrite the whole template. */
    private static Optional<String> macro(Stack stack) {
        return stack.template().transforms().stream()
                .filter(name -> !name.startsWith("AWS::"))
                .findFirst()
                .map(name -> "the macro " + Quoted.of(name) + " may rewrite the template");
    }

    /**
     * A resource of a stack.
     *
     * @param start where its name stands
     * @param around whether the stack itself is made
     */
    private record Declared(Stack stack, String name, int start, Fields fields, Value around, Optional<String> macro) {

        Optional<String> type() {
            return fields.text("Type");
        }

        Origin origin() {
            return fields.span().text().origin(start);
        }

        Value exists() {
            Value own = fields.text("Condition")
                    .map(condition -> stack.intrinsics().condition(condition, fields.origin()))
                    .orElse(new Value.Truth(true, fields.origin()));
            return Branches.over(
                    List.of(around, own),
                    both -> new Value.Truth(
                            both.stream()
                                    .allMatch(one -> one.scalar().orElse("").equals("true")),
                            fields.origin()),
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
            boolean isRewritten = written.isPresent() && written.get().members().containsKey("Fn::Transform")
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
                    stack.path() + name,
                    type().orElse(""),
                    stack.scope(),
                    new Value.Fields(Map.of(), origin()),
                    origin());
        }
    }

    private void declare(Declared declared) {
        String type = declared.type().orElse("");
        boolean isWanted = type.startsWith("AWS::EC2::") || NESTED.contains(type) || type.endsWith("::MODULE");
        Value exists = isWanted ? declared.exists() : new Value.Truth(false, declared.origin());
        if (exists.scalar().orElse("").equals("false")) {
            return;
        }
        new MetadataDecisions(problems)
                .on(declared.fields())
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
            declared.stack().child(declared.name()).ifPresent(child -> declare(child, exists));
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
        Value written = bounded(declared.property(key));
        if (declared.macro().isEmpty()) {
            return written;
        }
        Value rewritten = new Value.Unknown(declared.macro().get(), declared.origin());
        return new Value.Items(List.of(written, rewritten), written.origin());
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
        boolean isWhole =
                properties instanceof Value.Fields fields && !fields.members().containsKey("Fn::Transform");
        Value rule = isWhole ? properties : new Value.Unknown("a macro writes the properties", declared.origin());
        Value conditional = Branches.over(
                List.of(exists),
                holds -> holds.get(0).scalar().orElse("").equals("true") ? rule : new Value.Nothing(declared.origin()),
                declared.origin());
        Value group = isWhole ? group((Value.Fields) properties, declared) : rule;
        if (group instanceof Value.OneOf oneOf) {
            oneOfGroups(oneOf, declared, side, conditional);
        } else {
            declarations.rule(new RuleDeclaration(declared.resource(), side, group, conditional, WORDS));
        }
        if (group instanceof Value.Reference reference && isOfAnotherStack(reference, declared)) {
            Value apart = new Value.Reference(reference.address() + " of another stack", "", reference.origin());
            declarations.rule(new RuleDeclaration(declared.resource(), side, apart, conditional, WORDS));
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
            List<Value> branches = new ArrayList<>();
            for (int other = 0; other < groups.branches().size(); other++) {
                branches.add(other == branch ? rule : new Value.Nothing(declared.origin()));
            }
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
