package dev.weir.iac.terraform.patch;

import dev.weir.iac.Declarations;
import dev.weir.iac.SourceText;
import dev.weir.iac.Span;
import dev.weir.iac.Value;
import dev.weir.iac.hcl.Body;
import dev.weir.iac.hcl.Body.Block;
import dev.weir.iac.hcl.Comments;
import dev.weir.iac.terraform.Configuration;
import dev.weir.iac.terraform.ModuleFolders;
import dev.weir.iac.terraform.ModuleInstance;
import dev.weir.iac.terraform.ModuleText;
import dev.weir.iac.terraform.ResourceAddress;
import dev.weir.iac.terraform.ResourceInstance;
import dev.weir.iac.terraform.TerraformState;
import dev.weir.inventory.InventoryDocument;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A configuration, some of whose files have other texts than they are saved with: what it declares then. */
final class EditedConfiguration {

    private final ModuleFolders folders;
    private final Configuration configuration;
    private final Snapshot snapshot;
    private final Map<String, SecurityGroup> groups = new TreeMap<>();

    private EditedConfiguration(ModuleFolders folders, Configuration configuration, Snapshot snapshot) {
        this.folders = folders;
        this.configuration = configuration;
        this.snapshot = snapshot;
        snapshot.securityGroups().forEach(group -> groups.put(addressOf(group), group));
    }

    /**
     * The configuration whose root this document lies in; empty where none does.
     *
     * @param state by which resources that exist are known by their ids
     * @param texts by the names of their files
     */
    static Optional<EditedConfiguration> of(InventoryDocument root, TerraformState state, Map<String, String> texts) {
        List<Problem> problems = new ArrayList<>();
        ModuleFolders folders = new ModuleFolders(problems::add, texts);
        return folders.module(root, ".").map(text -> {
            Configuration configuration = new Configuration(text, folders, problems::add);
            Declarations declarations = new Declarations("");
            configuration.declare(declarations, new LinkedHashMap<>(state.resources()), Set.of());
            Snapshot snapshot = Snapshot.of(sink -> {
                problems.forEach(sink::problem);
                declarations.surroundings(sink);
                declarations.groups(sink);
            });
            return new EditedConfiguration(folders, configuration, snapshot);
        });
    }

    static String addressOf(SecurityGroup group) {
        return group.origin().address().map(Origin.Address::name).orElse(group.id());
    }

    List<Problem> problems() {
        return snapshot.problems();
    }

    Map<String, SecurityGroup> groups() {
        return groups;
    }

    /** The outbound rules of the group of this address, without those of which a part is not known. */
    List<SecurityGroupRule.Known> rulesOf(String address) {
        return Optional.ofNullable(groups.get(address))
                .map(SecurityGroup::knownOutbound)
                .orElse(List.of());
    }

    Optional<ResourceInstance> resource(String address) {
        return configuration.resource(address);
    }

    /** The block that calls the module of this address; empty for the root. */
    Optional<Block> call(String module) {
        return configuration
                .module(ResourceAddress.parent(module))
                .map(caller -> caller.text().modules().get(ResourceAddress.nameOf(module)));
    }

    /** Whether the module of this address was found and read. */
    boolean isRead(String module) {
        return configuration.module(module).isPresent();
    }

    /** A document in the folder of a module that is called once, and is not installed; empty for any other. */
    Optional<InventoryDocument> onlyPlaceOf(String module) {
        return configuration
                .module(module)
                .map(ModuleInstance::text)
                .filter(text -> configuration.instancesOf(text) == 1)
                .map(ModuleText::place)
                .filter(place -> PatchSearch.isOwn(place.name()));
    }

    /** What the module of this address may be given. */
    Set<String> variablesOf(String module) {
        return configuration
                .module(module)
                .map(instance -> instance.text().variables().keySet())
                .orElse(Set.of());
    }

    /** What revokes rules that it does not list. */
    List<ExclusiveRules> exclusives() {
        return configuration.resourcesOf(ExclusiveRules.TYPE).stream()
                .map(ExclusiveRules::new)
                .toList();
    }

    /** Whether the block that makes this instance is there. */
    boolean holdsBlock(ResourceAddress resource) {
        return configuration
                .module(resource.module())
                .map(module -> module.text().resources().containsKey(resource.name()))
                .orElse(false);
    }

    /**
     * Whether anything refers to this resource, or instance, by its name in its module; a comment does not, nor does a {@code
     * moved} block, which may name what is no more.
     */
    boolean names(String name) {
        Pattern reference = Pattern.compile("(?<![\\w.-])" + Pattern.quote(name) + "(?![\\w-])");
        return folders.texts().values().stream().anyMatch(text -> {
            List<Span> found = reference
                    .matcher(text.text())
                    .results()
                    .map(one -> new Span(text, one.start(), one.end()))
                    .toList();
            List<Span> passed = found.isEmpty() || text.isJson() ? List.of() : passedOver(text);
            return found.stream().anyMatch(one -> passed.stream().noneMatch(piece -> piece.holds(one)));
        });
    }

    private List<Span> passedOver(SourceText text) {
        List<Span> all = new ArrayList<>(Comments.of(text));
        Optional.ofNullable(folders.bodies().get(text.name()))
                .ifPresent(body -> body.blocks("moved").forEach(block -> all.add(block.span())));
        return all;
    }

    /** How many blocks and rule resources name no destination at all, which the provider refuses or AWS does. */
    long withoutDestination(String group) {
        long blocks = resource(group).map(one -> one.values(Set.of("egress")).member("egress")).stream()
                .flatMap(egress -> egress.parts().stream())
                .filter(EditedConfiguration::isWithoutDestination)
                .count();
        return blocks
                + Stream.of(RuleText.ONE_RULE, RuleText.RULE_OF_TYPE)
                        .flatMap(type -> configuration.resourcesOf(type).stream())
                        .filter(rule -> isWithoutDestination(rule.values(RuleText.FAR_ENDS)))
                        .count();
    }

    private static boolean isWithoutDestination(Value rule) {
        return rule instanceof Value.Fields fields
                && RuleText.FAR_ENDS.stream().map(fields::member).allMatch(EditedConfiguration::isNone);
    }

    private static boolean isNone(Value value) {
        return value.isNothing()
                || value instanceof Value.Truth truth && !truth.truth()
                || value.isList() && value.parts().isEmpty();
    }

    /** The text of a file that was read. */
    SourceText text(String file) {
        return Objects.requireNonNull(folders.texts().get(file));
    }

    /** What a file says. */
    Body body(String file) {
        return Objects.requireNonNull(folders.bodies().get(file));
    }

    ModuleFolders folders() {
        return folders;
    }

    /**
     * What is said of a rule, without its place.
     *
     * @param resource the address of the resource that says it
     * @param key what makes it one rule to AWS
     * @param description a change of which is another rule to the provider
     */
    record Saying(String resource, String key, String description) implements Comparable<Saying> {

        /** The rule, whoever says it. */
        String rule() {
            return key + " " + description;
        }

        @Override
        public int compareTo(Saying other) {
            return Comparator.comparing(Saying::resource)
                    .thenComparing(Saying::rule)
                    .compare(this, other);
        }
    }

    /** All that the configuration says of its groups and lists, by what it is said of. */
    Map<String, List<Saying>> sayings() {
        Map<String, List<Saying>> all = new TreeMap<>();
        groups.forEach((address, group) -> {
            all.put(address + " >", sayings(group.outbound()));
            all.put(address + " <", sayings(group.inbound()));
        });
        exclusives()
                .forEach(list -> all.put(
                        list.resource().address(),
                        List.of(new Saying("", list.listed(List.of()).toString(), ""))));
        snapshot.prefixLists()
                .forEach(list ->
                        all.put(list.id(), List.of(new Saying("", list.entries() + " " + list.reading(), ""))));
        return all;
    }

    /** What is said of these rules, in an order of its own. */
    static List<Saying> sayings(List<SecurityGroupRule> rules) {
        return rules.stream().map(EditedConfiguration::saying).sorted().toList();
    }

    static Saying saying(SecurityGroupRule rule) {
        return new Saying(
                RulePlaces.resourceOf(rule),
                rule.match(EditedConfiguration::key, unresolved -> "unknown " + unresolved.bound()),
                rule.match(known -> known.description().orElse(""), unresolved -> ""));
    }

    /** What makes two rules one to AWS. */
    static String key(SecurityGroupRule.Known rule) {
        return rule.service() + " to " + rule.destination().text();
    }
}
