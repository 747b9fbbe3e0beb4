package dev.weir.iac.terraform;

import dev.weir.iac.hcl.Body.Argument;
import dev.weir.iac.hcl.Expression;
import dev.weir.iac.patch.Edit;
import dev.weir.inventory.InventoryDocument;
import dev.weir.inventory.Origin;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.SecurityGroupRule.Known;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A change of one group's outbound rules in Terraform's text, in two steps: the new rules come, then the old ones go.
 *
 * <p>In one step it would cut traffic: the provider revokes inline rules before it authorizes others, and destroys rule resources
 * before it creates others. So no step holds both. Where a change may stand is searched for; each candidate is put into the text,
 * the whole configuration is evaluated again, and it is taken only if this group has changed as the step says and nothing
 * else has. Where none fits the change is refused.
 */
public final class GroupPatches {

    /** What revokes whatever is not in its list, so that no rule may come or go without it. */
    private static final String EXCLUSIVE = "aws_vpc_security_group_rules_exclusive";

    private final InventoryDocument root;
    private final String address;
    private final Map<String, String> texts = new TreeMap<>();
    private EditedConfiguration now;

    /**
     * A file whose text changes.
     *
     * @param name as it was read
     * @param path from the root of the repository
     * @param between after the first step
     */
    public record Changed(String name, String path, String before, String between, String after) {}

    /** The change cannot be made safely: where the group stands, and what to write there. */
    public static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1;

        Refused(Origin where, String why) {
            super(where + ": " + why);
        }
    }

    private GroupPatches(InventoryDocument root, EditedConfiguration before, String address) {
        this.root = root;
        this.now = before;
        this.address = address;
    }

    /**
     * The files that change.
     *
     * @param root a document of the root module
     * @param address the group's
     * @param standing the rules that the group has
     * @param authorize the rules that come first
     * @param revoke those of {@code standing} that go then
     * @throws Refused if no safe patch was found
     */
    public static List<Changed> of(
            InventoryDocument root, String address, List<Known> standing, List<Known> authorize, List<Known> revoke) {
        EditedConfiguration before = EditedConfiguration.of(root, Map.of())
                .orElseThrow(() -> new Refused(root.origin(1), "there is no Terraform configuration here"));
        GroupPatches patches = new GroupPatches(root, before, address);
        patches.check(standing);
        patches.addAll(authorize, revoke);
        Map<String, String> between = Map.copyOf(patches.texts);
        patches.removeAll(revoke);
        Set<String> names = new TreeSet<>(patches.texts.keySet());
        return names.stream()
                .map(name -> {
                    String text = before.text(name).text();
                    String half = between.getOrDefault(name, text);
                    return new Changed(
                            name, before.folders().path(name), text, half, patches.texts.getOrDefault(name, half));
                })
                .toList();
    }

    /** The addresses of the groups that are called so. */
    public static List<String> named(InventoryDocument root, String name) {
        List<String> addresses = new ArrayList<>();
        EditedConfiguration.of(root, Map.of())
                .ifPresent(code -> code.groups().forEach((address, group) -> {
                    if (group.name().equals(name) && code.resource(address).isPresent()) {
                        addresses.add(address);
                    }
                }));
        return addresses;
    }

    private SecurityGroup group() {
        SecurityGroup group = now.groups().get(address);
        if (group == null || now.resource(address).isEmpty()) {
            throw new Refused(
                    root.origin(1),
                    "there is no group `" + address + "` in this configuration; help: name one with `--address`: "
                            + String.join(", ", now.groups().keySet()));
        }
        return group;
    }

    private Refused refused(String why) {
        return new Refused(group().origin(), why);
    }

    /** Code and account must agree before, or the first apply would change what nobody planned. */
    private void check(List<Known> standing) {
        SecurityGroup group = group();
        now.folders().bodies().values().stream()
                .flatMap(body -> body.blocks("resource").stream())
                .filter(block -> block.labels().contains(EXCLUSIVE))
                .findFirst()
                .ifPresent(block -> {
                    throw new Refused(
                            block.span().origin(),
                            "an `" + EXCLUSIVE
                                    + "` revokes in the same apply every rule whose id it does not list; help: take it"
                                    + " out of the configuration and the state first (`removed` with `destroy = false`), and put it"
                                    + " back once both patches are applied");
                });
        for (SecurityGroupRule rule : group.outbound()) {
            if (rule instanceof SecurityGroupRule.Unresolved unresolved) {
                throw refused("`" + address + "` has a rule that is not known from the text (" + unresolved.reason()
                        + "), so that no patch is safe");
            }
        }
        Set<String> written = keys(group.knownOutbound());
        Set<String> live = keys(standing);
        if (!written.equals(live)) {
            Set<String> differing = new TreeSet<>(written);
            differing.addAll(live);
            differing.removeIf(key -> written.contains(key) && live.contains(key));
            throw refused("code and account differ about " + String.join(", ", differing)
                    + "; help: `terraform plan` shows it; apply or adopt that first");
        }
        boolean isInline = isInline();
        if (isInline
                && group.knownOutbound().stream()
                        .anyMatch(rule -> !resourceOf(rule).equals(address))) {
            throw refused("`" + address + "` has rules in it and beside it, which Terraform takes for a conflict;"
                    + " help: write them in one way first");
        }
    }

    private static Set<String> keys(List<Known> rules) {
        return rules.stream().map(EditedConfiguration::key).collect(Collectors.toCollection(TreeSet::new));
    }

    static String resourceOf(SecurityGroupRule rule) {
        return rule.origin().flatMap(Origin::address).map(Origin.Address::name).orElse("");
    }

    private boolean isInline() {
        ResourceInstance resource = now.resource(address).orElseThrow();
        return resource.block().body().argument("egress").isPresent() || resource.writes("egress");
    }

    private void addAll(List<Known> authorize, List<Known> revoke) {
        Set<String> there = keys(group().knownOutbound());
        List<Known> missing = authorize.stream()
                .filter(rule -> !there.contains(EditedConfiguration.key(rule)))
                .toList();
        for (List<Known> together : RuleText.together(missing)) {
            PatchPlaces places = new PatchPlaces(now, address, group().knownOutbound());
            boolean isDone = takesFirst(places.additions(together, matching(revoke), isInline()), together, List.of());
            for (Known one : isDone ? List.<Known>of() : together) {
                PatchPlaces again = new PatchPlaces(now, address, group().knownOutbound());
                if (!takesFirst(again.additions(List.of(one), matching(revoke), isInline()), List.of(one), List.of())) {
                    throw refused("no place was found where a rule can be added to `" + address
                            + "` and nothing else changes; help: write it by hand where its values come from: "
                            + EditedConfiguration.key(one));
                }
            }
        }
    }

    /** The rules of code that these are. */
    private List<Known> matching(List<Known> rules) {
        Set<String> keys = keys(rules);
        return group().knownOutbound().stream()
                .filter(rule -> keys.contains(EditedConfiguration.key(rule)))
                .toList();
    }

    private void removeAll(List<Known> revoke) {
        for (List<Known> left = matching(revoke); !left.isEmpty(); left = matching(revoke)) {
            PatchPlaces places = new PatchPlaces(now, address, group().knownOutbound());
            if (!takesFirst(places.removals(left.get(0)), List.of(), left)) {
                Known rule = left.get(0);
                throw new Refused(
                        rule.origin().orElse(group().origin()),
                        "no change was found that takes this rule away and nothing else; help: take it away by hand, in a"
                                + " second apply: " + EditedConfiguration.key(rule));
            }
        }
        keepInline();
    }

    /** Without any block the provider leaves all rules alone, so the last one that goes leaves an empty list behind. */
    private void keepInline() {
        ResourceInstance resource = now.resource(address).orElseThrow();
        Optional<Argument> argument = resource.block().body().argument("egress");
        boolean isWritten = argument.isPresent() && argument.get().value() instanceof Expression.Tuple;
        boolean wasInline = EditedConfiguration.of(root, Map.of())
                .flatMap(before -> before.resource(address))
                .map(before -> before.writes("egress"))
                .orElse(false);
        if (!wasInline || isWritten || !group().knownOutbound().isEmpty()) {
            return;
        }
        PatchPlaces places = new PatchPlaces(now, address, List.of());
        if (!takesFirst(places.emptied(), List.of(), List.of())) {
            throw refused("nothing would be left of its outbound rules in code, and what is left out is left alone;"
                    + " help: write `egress = []`");
        }
    }

    /** Takes the first candidate after which the group has changed so, and nothing else has. */
    private boolean takesFirst(List<Candidate> candidates, List<Known> added, List<Known> removable) {
        for (Candidate candidate : candidates) {
            Map<String, String> edited = new TreeMap<>(texts);
            candidate
                    .edits()
                    .forEach((file, edits) ->
                            edited.put(file, Edit.applied(now.text(file).text(), edits)));
            Optional<EditedConfiguration> then = EditedConfiguration.of(root, edited);
            if (then.isPresent() && isRight(then.get(), added, removable)) {
                texts.putAll(edited);
                now = then.get();
                return true;
            }
        }
        return false;
    }

    /** Edits of files that may be the change. */
    record Candidate(Map<String, List<Edit>> edits) {
        static Candidate of(String file, Edit edit) {
            return new Candidate(Map.of(file, List.of(edit)));
        }
    }

    private boolean isRight(EditedConfiguration then, List<Known> added, List<Known> removable) {
        Map<String, List<String>> before = new TreeMap<>(now.sayings());
        Map<String, List<String>> after = new TreeMap<>(then.sayings());
        List<String> mine = before.remove(address + " >");
        List<String> theirs = after.remove(address + " >");
        if (mine == null
                || theirs == null
                || !before.equals(after)
                || then.problems().size() != now.problems().size()) {
            return false;
        }
        List<String> came = new ArrayList<>(theirs);
        mine.forEach(came::remove);
        List<String> went = new ArrayList<>(mine);
        theirs.forEach(went::remove);
        Set<String> mayGo = removable.stream().map(EditedConfiguration::saying).collect(Collectors.toSet());
        boolean isAsked = removable.isEmpty() ? went.isEmpty() : !went.isEmpty() && mayGo.containsAll(went);
        SecurityGroup become = then.groups().get(address);
        if (become == null) {
            return false;
        }
        Set<String> newKeys = keys(become.knownOutbound());
        newKeys.removeAll(keys(group().knownOutbound()));
        return isAsked && came.size() == added.size() && newKeys.equals(keys(added));
    }
}
