package dev.weir.iac.terraform;

import dev.weir.iac.Declarations;
import dev.weir.iac.hcl.Body;
import dev.weir.iac.hcl.SourceText;
import dev.weir.inventory.InventoryDocument;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

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
     * @param texts by the names of their files
     */
    static Optional<EditedConfiguration> of(InventoryDocument root, Map<String, String> texts) {
        List<EditedConfiguration> read = new ArrayList<>();
        List<ModuleFolders> used = new ArrayList<>();
        List<Configuration> made = new ArrayList<>();
        Snapshot snapshot = Snapshot.of(sink -> {
            ModuleFolders folders = new ModuleFolders(sink::problem, texts);
            folders.module(root, ".").ifPresent(text -> {
                Configuration configuration = new Configuration(text, folders, sink::problem);
                Declarations declarations = new Declarations("");
                configuration.declare(declarations, Map.of(), Set.of());
                declarations.surroundings(sink);
                declarations.groups(sink);
                used.add(folders);
                made.add(configuration);
            });
        });
        if (!made.isEmpty()) {
            read.add(new EditedConfiguration(used.get(0), made.get(0), snapshot));
        }
        return read.stream().findFirst();
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

    /** The resource that has this address. */
    Optional<ResourceInstance> resource(String address) {
        return configuration.resource(address);
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

    /** All that the configuration says of its groups and lists, by the resource that says it, without places. */
    Map<String, List<String>> sayings() {
        Map<String, List<String>> all = new TreeMap<>();
        groups.forEach((address, group) -> {
            all.put(address + " >", sayings(group.outbound()));
            all.put(address + " <", sayings(group.inbound()));
        });
        snapshot.prefixLists().forEach(list -> all.put(list.id(), List.of(list.entries() + " " + list.reading())));
        return all;
    }

    private static List<String> sayings(List<SecurityGroupRule> rules) {
        return rules.stream().map(EditedConfiguration::saying).sorted().toList();
    }

    /** A rule with the resource that it stands in and its description, a change of which is another rule to the provider. */
    static String saying(SecurityGroupRule rule) {
        String where =
                rule.origin().flatMap(Origin::address).map(Origin.Address::name).orElse("");
        return where + " "
                + rule.match(
                        known -> key(known) + " " + known.description().orElse(""),
                        unresolved -> "unknown " + unresolved.bound());
    }

    /** What makes two rules one to AWS. */
    static String key(SecurityGroupRule.Known rule) {
        return rule.service() + " to " + rule.destination().text();
    }
}
