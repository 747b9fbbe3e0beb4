package dev.weir.iac.terraform.patch;

import dev.weir.iac.terraform.ResourceAddress;
import dev.weir.inventory.Origin;
import dev.weir.inventory.SecurityGroupRule.Known;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A change that a person has to write, because no patch is safe: every value of it, and the places where it belongs.
 *
 * @param code as it stands
 * @param address the group's
 * @param added the rules that come
 * @param gone the rules that go
 * @param isInTwo whether those that go must go in a later apply
 */
record ManualChange(EditedConfiguration code, String address, List<Known> added, List<Known> gone, boolean isInTwo) {

    /** In words, without full stop; empty where nothing changes. */
    String text() {
        List<String> parts = new ArrayList<>();
        if (!added.isEmpty()) {
            parts.add("add "
                    + String.join(", ", added.stream().map(ManualChange::words).toList()) + besides());
        }
        if (!gone.isEmpty()) {
            parts.add((isInTwo && !added.isEmpty() ? "in a second apply " : "") + "take away "
                    + String.join(", ", gone.stream().map(this::withPlaces).toList()));
        }
        return String.join("; ", parts);
    }

    private static String words(Known rule) {
        return EditedConfiguration.key(rule)
                + rule.description()
                        .filter(text -> !text.isEmpty())
                        .map(text -> " (description " + RuleText.quoted(text) + ")")
                        .orElse("");
    }

    /** Where new rules belong: beside the last one of the group. */
    private String besides() {
        List<Origin> all =
                rules().stream().flatMap(rule -> rule.origin().stream()).toList();
        Optional<Origin> beside = all.isEmpty()
                ? Optional.ofNullable(code.groups().get(address)).map(group -> group.origin())
                : Optional.of(all.get(all.size() - 1));
        boolean isInModule = !ResourceAddress.parse(address).module().isEmpty();
        Optional<Origin> given = isInModule && code.resource(address).isPresent() ? given() : Optional.empty();
        return given.or(() -> beside)
                .map(this::own)
                .map(place -> ", at " + place)
                .orElse("");
    }

    /** Where a module is given the values of what goes, which it shares with nobody. */
    private Optional<Origin> given() {
        RulePlaces places = new RulePlaces(code, address);
        String own = places.group().block().span().source().name();
        List<String> going = gone.stream().map(EditedConfiguration::key).toList();
        return rules().stream()
                .filter(rule -> going.contains(EditedConfiguration.key(rule)))
                .flatMap(rule -> places.literals(rule).stream())
                .map(literal -> literal.origin())
                .filter(origin -> !origin.place().equals(own))
                .findFirst();
    }

    private List<Known> rules() {
        return code.rulesOf(address);
    }

    private String withPlaces(Known rule) {
        Set<String> places = new LinkedHashSet<>();
        for (Known written : rules()) {
            if (EditedConfiguration.key(written).equals(EditedConfiguration.key(rule))) {
                written.origin().map(this::own).map(Origin::toString).ifPresent(places::add);
                if (code.resource(address).isPresent()) {
                    new RulePlaces(code, address)
                            .literals(written)
                            .forEach(literal -> places.add(own(literal.origin()).toString()));
                }
            }
        }
        return EditedConfiguration.key(rule) + (places.isEmpty() ? "" : " (" + String.join(", ", places) + ")");
    }

    /** The place, or, of a module that was installed, where it is called. */
    private Origin own(Origin place) {
        Origin shown = place;
        for (String module = ResourceAddress.parse(address).module();
                !PatchSearch.isOwn(shown.place()) && !module.isEmpty();
                module = ResourceAddress.parent(module)) {
            shown = code.call(module).map(call -> call.span().origin()).orElse(shown);
        }
        return shown;
    }
}
