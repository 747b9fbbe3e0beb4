package dev.weir.iac.terraform;

import dev.weir.ec2.FarEndKind;
import dev.weir.iac.Declarations;
import dev.weir.iac.GroupDeclaration;
import dev.weir.iac.PrefixListDeclaration;
import dev.weir.iac.PrefixListDeclaration.Ownership;
import dev.weir.iac.Resource;
import dev.weir.iac.RuleDeclaration;
import dev.weir.iac.RuleDeclaration.Side;
import dev.weir.iac.RuleWords;
import dev.weir.iac.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the resources of Terraform's AWS provider declare, as documented for hashicorp/aws 5 and 6.
 *
 * <p>The type of a data source starts with {@code data.}, as its address does within its module. A group without {@code egress}
 * has no outbound rule: the provider removes the one that AWS gives it.
 */
public final class ProviderResources {

    private static final String GROUP_ID = "security_group_id";

    /** The parts of an {@code ingress} or {@code egress} block. */
    private static final RuleWords BLOCK = new RuleWords(
            "protocol",
            "from_port",
            "to_port",
            Map.of(
                    "cidr_blocks", FarEndKind.IPV4,
                    "ipv6_cidr_blocks", FarEndKind.IPV6,
                    "prefix_list_ids", FarEndKind.PREFIX_LIST,
                    "security_groups", FarEndKind.GROUP),
            "self",
            "description",
            "");

    /** Those of {@code aws_security_group_rule}. */
    private static final RuleWords RULE = new RuleWords(
            "protocol",
            "from_port",
            "to_port",
            Map.of(
                    "cidr_blocks", FarEndKind.IPV4,
                    "ipv6_cidr_blocks", FarEndKind.IPV6,
                    "prefix_list_ids", FarEndKind.PREFIX_LIST,
                    "source_security_group_id", FarEndKind.GROUP),
            "self",
            "description",
            "security_group_rule_id");

    /** Those of {@code aws_vpc_security_group_egress_rule} and its twin. */
    static final RuleWords ONE_RULE = new RuleWords(
            "ip_protocol",
            "from_port",
            "to_port",
            Map.of(
                    "cidr_ipv4", FarEndKind.IPV4,
                    "cidr_ipv6", FarEndKind.IPV6,
                    "prefix_list_id", FarEndKind.PREFIX_LIST,
                    "referenced_security_group_id", FarEndKind.GROUP),
            "",
            "description",
            "security_group_rule_id");

    private static final Set<String> GROUP =
            Set.of("egress", "ingress", "id", "name", "name_prefix", "description", "vpc_id", "arn", "tags", "region");

    /** The types that matter, each with the arguments and attributes that do. */
    private static final Map<String, Set<String>> ARGUMENTS = Map.ofEntries(
            Map.entry("aws_security_group", GROUP),
            Map.entry("data.aws_security_group", Set.of("id")),
            Map.entry("aws_default_security_group", GROUP),
            Map.entry("aws_security_group_rule", with(RULE, "type", "security_group_id")),
            Map.entry("aws_vpc_security_group_egress_rule", with(ONE_RULE, "security_group_id")),
            Map.entry("aws_vpc_security_group_ingress_rule", with(ONE_RULE, "security_group_id")),
            Map.entry("aws_ec2_managed_prefix_list", Set.of("id", "name", "entry", "arn")),
            Map.entry("aws_ec2_managed_prefix_list_entry", Set.of("prefix_list_id", "cidr")),
            Map.entry("data.aws_ec2_managed_prefix_list", Set.of("id", "name", "entries", "owner_id", "arn")),
            Map.entry("data.aws_prefix_list", Set.of("id", "prefix_list_id", "name", "cidr_blocks")),
            Map.entry("aws_vpc_security_group_rules_exclusive", Set.of("security_group_id", "egress_rule_ids")));

    private static Set<String> with(RuleWords words, String... others) {
        Set<String> all = new HashSet<>(words.farEnds().keySet());
        all.addAll(List.of(words.protocol(), words.from(), words.to(), words.self(), words.description(), words.id()));
        all.addAll(List.of(others));
        all.addAll(List.of("id", "region"));
        return all;
    }

    /** The arguments and attributes of this type that say what it lets out; none where the type does not matter. */
    static Set<String> argumentsOf(String type) {
        return ARGUMENTS.getOrDefault(type, Set.of());
    }

    /** The arguments of an {@code egress} block. */
    static Set<String> argumentsOfBlocks() {
        return BLOCK.farEnds().keySet();
    }

    /** What says where a rule leads, in a block or in a resource of either type. */
    public static Set<String> farEnds() {
        Set<String> all = new HashSet<>(Set.of(BLOCK.self()));
        List.of(BLOCK, RULE, ONE_RULE)
                .forEach(words -> all.addAll(words.farEnds().keySet()));
        return all;
    }

    private ProviderResources() {}

    /** Whether a resource of this type makes a group. */
    static boolean isGroup(String type) {
        return type.equals("aws_security_group") || type.equals("aws_default_security_group");
    }

    /** Hands on what this resource declares; nothing, if it is none of these. */
    public static void declare(Resource resource, Declarations into) {
        declare(resource, Optional.empty(), into);
    }

    /**
     * Hands on what a resource declares of which it is not known whether it is there, or, of a rule, which group of several it
     * belongs to: each of these groups may have it.
     *
     * @param uncertain why it is not known whether it is there
     */
    static void declarePerhaps(Resource resource, Optional<String> uncertain, Declarations into) {
        Value group = resource.value(GROUP_ID);
        if (group instanceof Value.OneOf oneOf) {
            String why = "which group it belongs to depends on `" + oneOf.condition() + "`, which is not known";
            for (Value branch : oneOf.branches()) {
                declarePerhaps(resource.with(GROUP_ID, branch), Optional.of(uncertain.orElse(why)), into);
            }
        } else if (group instanceof Value.Maybe maybe) {
            declarePerhaps(resource.with(GROUP_ID, maybe.value()), Optional.of(maybe.why()), into);
        } else {
            declare(resource, uncertain, into);
        }
    }

    private static void declare(Resource resource, Optional<String> uncertain, Declarations into) {
        switch (resource.type()) {
            case "aws_security_group", "aws_default_security_group" -> into.group(group(resource));
            case "data.aws_security_group" ->
                known(resource, "id").ifPresent(id -> into.groupElsewhere(resource.address(), id));
            case "aws_security_group_rule" -> {
                String type = resource.value("type").scalar().orElse("");
                Value.Fields rule = resource.values();
                Value sided = type.isEmpty()
                        ? new Value.Maybe(
                                rule, "whether it is an ingress or an egress rule is not known", rule.origin())
                        : rule;
                if (!type.equals("ingress")) {
                    into.rule(rule(resource, Side.OUTBOUND, sided, RULE, uncertain));
                }
                if (!type.equals("egress")) {
                    into.rule(rule(resource, Side.INBOUND, sided, RULE, uncertain));
                }
            }
            case "aws_vpc_security_group_egress_rule" ->
                into.rule(rule(resource, Side.OUTBOUND, resource.values(), ONE_RULE, uncertain));
            case "aws_vpc_security_group_ingress_rule" ->
                into.rule(rule(resource, Side.INBOUND, resource.values(), ONE_RULE, uncertain));
            case "aws_ec2_managed_prefix_list" ->
                into.prefixList(list(resource, "id", Ownership.CUSTOMER, resource.value("entry")));
            case "aws_ec2_managed_prefix_list_entry" ->
                into.prefixListEntry(
                        resource.value("prefix_list_id"),
                        uncertain
                                .<Value>map(why -> new Value.Unknown(why, resource.origin()))
                                .orElse(resource.value("cidr")));
            case "data.aws_ec2_managed_prefix_list" ->
                into.prefixList(list(
                        resource,
                        "id",
                        resource.value("owner_id").scalar().orElse("").equals("AWS")
                                ? Ownership.AWS
                                : Ownership.CUSTOMER,
                        lookedUp(resource, "entries")));
            case "data.aws_prefix_list" ->
                into.prefixList(list(
                        resource,
                        resource.value("prefix_list_id").isNothing() ? "id" : "prefix_list_id",
                        Ownership.AWS,
                        lookedUp(resource, "cidr_blocks")));
            default -> {}
        }
    }

    private static RuleDeclaration rule(
            Resource resource, Side side, Value rule, RuleWords words, Optional<String> uncertain) {
        Value perhaps = uncertain
                .<Value>map(why -> new Value.Maybe(rule, why, resource.origin()))
                .orElse(rule);
        return new RuleDeclaration(resource, side, resource.value(GROUP_ID), perhaps, words);
    }

    private static GroupDeclaration group(Resource resource) {
        Value.Nothing none = new Value.Nothing(resource.origin());
        return new GroupDeclaration(
                resource,
                known(resource, "id"),
                resource.type().equals("aws_default_security_group")
                        ? "default"
                        : known(resource, "name")
                                .or(() -> known(resource, "name_prefix"))
                                .orElse(""),
                known(resource, "description").orElse(""),
                known(resource, "vpc_id"),
                known(resource, "arn"),
                tags(resource.value("tags")),
                resource.value("egress"),
                resource.value("ingress"),
                none,
                BLOCK);
    }

    private static Optional<String> known(Resource resource, String name) {
        return resource.value(name).scalar().filter(text -> !text.isEmpty());
    }

    private static Map<String, String> tags(Value value) {
        Map<String, String> tags = new TreeMap<>();
        if (value instanceof Value.Fields fields) {
            fields.members().forEach((name, tag) -> tag.scalar().ifPresent(text -> tags.put(name, text)));
        }
        return tags;
    }

    private static PrefixListDeclaration list(Resource resource, String id, Ownership ownership, Value entries) {
        return new PrefixListDeclaration(
                resource, known(resource, id), known(resource, "name").orElse(""), ownership, entries, "cidr");
    }

    /** What a data source answers; left out, it was not asked yet. */
    private static Value lookedUp(Resource resource, String name) {
        Value value = resource.value(name);
        return value instanceof Value.Nothing
                ? new Value.Unknown("the data source was not read yet", value.origin())
                : value;
    }
}
