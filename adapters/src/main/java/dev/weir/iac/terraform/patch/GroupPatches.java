package dev.weir.iac.terraform.patch;

import dev.weir.iac.Resource;
import dev.weir.iac.Value;
import dev.weir.iac.terraform.TerraformState;
import dev.weir.inventory.InventoryDocument;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule.Known;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A change of one group's outbound rules in Terraform's text: in two steps, in which the new rules come and then the old ones go;
 * or in one, after which the text says what is live already.
 *
 * <p>One apply that changed both would cut traffic: the provider revokes inline rules before it authorizes others, and destroys
 * rule resources before it creates others; an {@code aws_security_group_rule} that changes is destroyed with all its rules.
 * Where a change may stand is searched for; where nothing fits it is refused.
 */
public final class GroupPatches {

    private final InventoryDocument root;
    private final TerraformState state;
    private final String address;
    private final EditedConfiguration before;

    /**
     * A file whose text changes.
     *
     * @param name as it was read
     * @param path from the root of the repository
     * @param between after the first step
     */
    public record Changed(String name, String path, String before, String between, String after) {}

    /**
     * A text that says what is live.
     *
     * @param files that change, each in one step
     * @param imports a new file of the root module, or of the group's, by which Terraform takes over the rules whose resources are new
     */
    public record Adoption(List<Changed> files, Optional<Changed> imports) {}

    /** The change cannot be made safely: where the group stands, and what to write there. */
    public static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1;

        Refused(Origin where, String why) {
            super(where + ": " + why);
        }

        private Refused(String sentence, Refused cause) {
            super(sentence, cause);
        }

        /** The same, with the change that is then left to a person. */
        Refused with(ManualChange change) {
            String text = change.text();
            return text.isEmpty() ? this : new Refused(getMessage() + "; the change by hand: " + text, this);
        }
    }

    /**
     * @param root a document of the root module
     * @param groupId the group's id in the account
     * @param address what the configuration calls it
     * @throws Refused if there is no such group
     */
    public GroupPatches(InventoryDocument root, TerraformState state, String groupId, String address) {
        this.root = root;
        this.address = address;
        this.state = named(state, groupId, address, root.origin(1));
        this.before = EditedConfiguration.of(root, this.state, Map.of())
                .orElseThrow(() -> new Refused(root.origin(1), "there is no Terraform configuration here"));
    }

    /** The state with the group's own id, by which a rule to the group itself is known. */
    private static TerraformState named(TerraformState state, String groupId, String address, Origin origin) {
        Map<String, Resource> resources = new LinkedHashMap<>(state.resources());
        resources.computeIfAbsent(
                address,
                unused -> new Resource(
                        address,
                        "aws_security_group",
                        Scope.UNKNOWN,
                        new Value.Fields(Map.of("id", new Value.Text(groupId, origin)), origin),
                        origin));
        return new TerraformState(resources, state.tool());
    }

    /**
     * The files that change in two steps.
     *
     * @param standing the rules that the group has
     * @param authorize the rules that come first
     * @param revoke those of {@code standing} that go then
     * @throws Refused if no safe patch was found
     */
    public List<Changed> inTwoSteps(List<Known> standing, List<Known> authorize, List<Known> revoke) {
        PatchSearch search = search(AskedChange.Descriptions.ANY);
        try {
            search.made();
            search.check(standing);
            search.addAll(authorize, revoke);
            Map<String, String> between = search.texts();
            search.made();
            search.removeAll(revoke);
            return changed(between, search.texts());
        } catch (Refused refused) {
            throw refused.with(new ManualChange(before, address, with(standing, authorize), revoke, true));
        }
    }

    /**
     * The change of the text to what is live.
     *
     * @param standing the rules that the text says, and that the group had
     * @param live the rules that it has now, with their ids
     * @throws Refused if no safe patch was found
     */
    public Adoption adopting(List<Known> standing, List<Known> live) {
        PatchSearch search = search(AskedChange.Descriptions.THESE);
        search.made();
        if (PatchSearch.keys(search.group().knownOutbound()).equals(PatchSearch.keys(live))) {
            throw search.refused("the configuration says what is live already: there is nothing to adopt");
        }
        Set<String> old = PatchSearch.keys(standing);
        Set<String> kept = PatchSearch.keys(live);
        List<Known> revoked = standing.stream()
                .filter(rule -> !kept.contains(EditedConfiguration.key(rule)))
                .toList();
        List<Known> added = live.stream()
                .filter(rule -> !old.contains(EditedConfiguration.key(rule)))
                .toList();
        try {
            search.check(standing);
            search.addAll(added, revoked);
            search.removeAll(revoked);
        } catch (Refused refused) {
            throw refused.with(new ManualChange(before, address, added, revoked, false));
        }
        return new Adoption(
                changed(search.texts(), search.texts()),
                new Imports(before, search.now(), address, live).file(root, state));
    }

    private PatchSearch search(AskedChange.Descriptions descriptions) {
        return new PatchSearch(root, state, address, before, descriptions);
    }

    private List<Changed> changed(Map<String, String> between, Map<String, String> after) {
        return new TreeSet<>(after.keySet())
                .stream()
                        .map(name -> {
                            String text = before.text(name).text();
                            String half = between.getOrDefault(name, text);
                            return new Changed(
                                    name, before.folders().path(name), text, half, after.getOrDefault(name, half));
                        })
                        .toList();
    }

    /** The addresses of the groups that are called so. */
    public static List<String> named(InventoryDocument root, String name) {
        List<String> addresses = new ArrayList<>();
        EditedConfiguration.of(root, TerraformState.NONE, Map.of())
                .ifPresent(code -> code.groups().forEach((address, group) -> {
                    if (group.name().equals(name) && code.resource(address).isPresent()) {
                        addresses.add(address);
                    }
                }));
        return addresses;
    }

    /** Whether the configuration revokes rules of the group of this name that it does not list; true where that is not known. */
    public static boolean isExclusive(InventoryDocument root, String name) {
        return EditedConfiguration.of(root, TerraformState.NONE, Map.of())
                .filter(code -> code.exclusives().stream().anyMatch(list -> {
                    List<SecurityGroup> called = code.groups().values().stream()
                            .filter(group -> group.name().equals(name))
                            .toList();
                    return called.isEmpty() || called.stream().anyMatch(list::mayBeOf);
                }))
                .isPresent();
    }

    /** What must be added by hand: where code says no rule at all, those that are live, too, or they would be revoked. */
    private List<Known> with(List<Known> standing, List<Known> authorize) {
        boolean isSilent = before.groups().containsKey(address)
                && before.resource(address).isPresent()
                && before.groups().get(address).outbound().isEmpty();
        return isSilent ? Stream.concat(standing.stream(), authorize.stream()).toList() : authorize;
    }
}
