package dev.weir.iac.terraform.patch;

import dev.weir.iac.hcl.Body.Argument;
import dev.weir.iac.hcl.Body.Block;
import dev.weir.iac.hcl.Expression;
import dev.weir.iac.patch.Edit;
import dev.weir.iac.terraform.ResourceAddress;
import dev.weir.iac.terraform.ResourceInstance;
import dev.weir.iac.terraform.TerraformState;
import dev.weir.iac.terraform.patch.GroupPatches.Refused;
import dev.weir.inventory.InventoryDocument;
import dev.weir.inventory.Origin;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.SecurityGroupRule.Known;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The search for edits of one group's text: candidates are put into the text, the whole configuration is evaluated again, and one
 * is taken only if this group has changed as asked and nothing else has.
 */
final class PatchSearch {

    private final InventoryDocument root;
    private final TerraformState state;
    private final String address;
    private final EditedConfiguration before;
    private final AskedChange.Descriptions descriptions;
    private final Map<String, String> texts = new TreeMap<>();
    private final Set<String> made = new TreeSet<>();
    private EditedConfiguration now;

    PatchSearch(
            InventoryDocument root,
            TerraformState state,
            String address,
            EditedConfiguration before,
            AskedChange.Descriptions descriptions) {
        this.root = root;
        this.state = state;
        this.address = address;
        this.before = before;
        this.descriptions = descriptions;
        this.now = before;
    }

    /** The configuration with what was taken so far. */
    EditedConfiguration now() {
        return now;
    }

    /** The files that were changed so far, as they are now. */
    Map<String, String> texts() {
        return Map.copyOf(texts);
    }

    /** From here on these rule resources are there, and are changed as a whole or not at all. */
    void made() {
        group().knownOutbound().forEach(rule -> made.add(RulePlaces.resourceOf(rule)));
        made.remove(address);
    }

    SecurityGroup group() {
        SecurityGroup group = now.groups().get(address);
        if (group == null || now.resource(address).isEmpty()) {
            callNotRead().ifPresent(call -> {
                throw new Refused(
                        call.span().origin(),
                        "the module that makes `" + address
                                + "` is not here, so that what it does with its inputs is not"
                                + " known; help: `terraform init` puts it into `.terraform`, then run the command again");
            });
            throw new Refused(
                    root.origin(1),
                    "there is no group `" + address + "` in this configuration; help: name one with `--address`: "
                            + String.join(", ", now.groups().keySet()));
        }
        return group;
    }

    /** The innermost call of the group's modules that is written, where the module itself was not read. */
    private Optional<Block> callNotRead() {
        for (String module = ResourceAddress.parse(address).module();
                !module.isEmpty();
                module = ResourceAddress.parent(module)) {
            Optional<Block> call = now.call(module);
            if (call.isPresent()) {
                return now.isRead(module) ? Optional.empty() : call;
            }
        }
        return Optional.empty();
    }

    Refused refused(String why) {
        return new Refused(group().origin(), why);
    }

    /** Code and account must agree before, or the first apply would change what nobody planned. */
    void check(List<Known> standing) {
        SecurityGroup group = group();
        now.exclusives().stream()
                .filter(list -> list.mayBeOf(group) && !list.agrees(group))
                .findFirst()
                .ifPresent(list -> {
                    throw new Refused(
                            list.resource().block().span().origin(),
                            "an `" + ExclusiveRules.TYPE
                                    + "` revokes in the same apply every rule whose id it does not list, and which it lists is"
                                    + " not known, or not what the group has; help: take it out of the configuration and the"
                                    + " state first (`removed` with `destroy = false`), and put it back once the patches are"
                                    + " applied");
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
            boolean isByReference = group.knownOutbound().stream()
                    .anyMatch(rule -> RuleText.Kind.of(rule.destination()).isId()
                            && rule.destination().text().contains("."));
            if (written.isEmpty() && !isInline()) {
                throw refused(
                        "`" + address + "` says nothing of its outbound rules, so that Terraform leaves alone what is"
                                + " live, and `terraform plan` shows no difference; help: write what is live into it together with"
                                + " what comes");
            }
            throw refused("code and account differ about " + String.join(", ", differing)
                    + (isByReference
                            ? "; help: name the state with `--state FILE`, by which references are ids"
                            : "; help: `terraform plan` shows it; apply or adopt that first"));
        }
        if (isInline()
                && group.knownOutbound().stream()
                        .anyMatch(rule -> !RulePlaces.resourceOf(rule).equals(address))) {
            throw refused("`" + address + "` has rules in it and beside it, which Terraform takes for a conflict;"
                    + " help: write them in one way first");
        }
    }

    static Set<String> keys(List<Known> rules) {
        return rules.stream().map(EditedConfiguration::key).collect(Collectors.toCollection(TreeSet::new));
    }

    private boolean isInline() {
        return now.resource(address).orElseThrow().writes("egress");
    }

    private RulePlaces places() {
        return new RulePlaces(now, address);
    }

    void addAll(List<Known> authorize, List<Known> revoke) {
        Set<String> there = keys(group().knownOutbound());
        List<Known> missing = authorize.stream()
                .filter(rule -> !there.contains(EditedConfiguration.key(rule)))
                .toList();
        for (List<Known> together : RuleText.together(missing)) {
            boolean isDone = takesFirst(new Additions(places()).of(together, matching(revoke)), together, List.of());
            for (Known one : isDone ? List.<Known>of() : together) {
                if (!takesFirst(new Additions(places()).of(List.of(one), matching(revoke)), List.of(one), List.of())) {
                    throw refused("no place was found where a rule can be added to `" + address
                            + "` and nothing else changes: " + EditedConfiguration.key(one));
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

    void removeAll(List<Known> revoke) {
        for (List<Known> left = matching(revoke); !left.isEmpty(); left = matching(revoke)) {
            List<Known> all = left;
            Removals removals = new Removals(places());
            boolean isDone = left.stream().anyMatch(rule -> takesFirst(removals.of(rule), List.of(), all))
                    || descriptions == AskedChange.Descriptions.THESE
                            && left.stream().anyMatch(rule -> takesFirst(removals.ofRenamed(rule), List.of(), all));
            if (!isDone) {
                Known rule = left.get(0);
                throw new Refused(
                        asWritten(rule),
                        "no change was found that takes " + EditedConfiguration.key(rule) + " away and nothing else"
                                + whyNot(rule));
            }
        }
        keepInline();
    }

    /** Where a rule stands in the text as it is, whatever was put in above it. */
    private Origin asWritten(Known rule) {
        SecurityGroup written = Objects.requireNonNull(before.groups().get(address));
        return written.knownOutbound().stream()
                .filter(one -> EditedConfiguration.key(one).equals(EditedConfiguration.key(rule)))
                .flatMap(one -> one.origin().stream())
                .findFirst()
                .orElse(written.origin());
    }

    private String whyNot(Known rule) {
        if (isShared(rule)) {
            return ": it stands in one `" + RuleText.RULE_OF_TYPE
                    + "` with rules that stay, which Terraform would revoke,"
                    + " too; help: live first, then adopt: `weir apply`, then `weir export JOURNAL`; or give it a resource of"
                    + " its own first";
        }
        String resource = ResourceAddress.parse(RulePlaces.resourceOf(rule)).name();
        return !isInline() && now.names(resource)
                ? ": something else refers to `" + resource + "`, which has to go with it"
                : "";
    }

    /** Whether other rules stand in the same rule resource, which is made. */
    private boolean isShared(Known rule) {
        String resource = RulePlaces.resourceOf(rule);
        return made.contains(resource)
                && group().knownOutbound().stream()
                                .filter(other -> RulePlaces.resourceOf(other).equals(resource))
                                .count()
                        > 1;
    }

    /** Without any block the provider leaves all rules alone, so the last one that goes leaves an empty list behind. */
    private void keepInline() {
        ResourceInstance resource = now.resource(address).orElseThrow();
        Optional<Argument> argument = resource.block().body().argument("egress");
        boolean isWritten = argument.isPresent() && argument.get().value() instanceof Expression.Tuple;
        boolean wasInline = before.resource(address)
                .map(instance -> instance.writes("egress"))
                .orElse(false);
        if (!wasInline || isWritten || !group().knownOutbound().isEmpty()) {
            return;
        }
        if (!takesFirst(new Removals(places()).emptied(), List.of(), List.of())) {
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
            Optional<EditedConfiguration> then =
                    candidate.edits().keySet().stream().allMatch(PatchSearch::isOwn)
                            ? EditedConfiguration.of(root, state, edited)
                            : Optional.empty();
            if (then.isPresent()
                    && new AskedChange(now, address, descriptions, made, added, removable)
                            .isMadeBy(candidate, then.get())) {
                texts.putAll(edited);
                now = then.get();
                return true;
            }
        }
        return false;
    }

    /** Whether a file is somebody's own; a module that was installed is written anew by the next {@code terraform init}. */
    static boolean isOwn(String file) {
        return !("/" + file.replace('\\', '/')).contains("/.terraform/");
    }
}
