package dev.weir.iac.terraform;

import dev.weir.iac.Resource;
import dev.weir.iac.Value;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a resource keeps that is written in the configuration and made already: its id, and the {@code egress} that it was made
 * with, which stays on the group when it is taken out of the text.
 *
 * <p>A group whose rules are resources of their own keeps no {@code egress}: a state that was refreshed repeats them there.
 */
final class KeptByState {

    private static final List<String> MADE = List.of("id", "arn", "security_group_rule_id");

    private final Map<String, Resource> states;
    private final Set<String> withRules = new HashSet<>();
    private final Set<String> written = new HashSet<>();

    KeptByState(Map<String, Resource> states) {
        this.states = states;
        states.values()
                .forEach(
                        resource -> resource.value("security_group_id").scalar().ifPresent(withRules::add));
    }

    /** The resource as it is written, with what it keeps. */
    Resource with(Resource resource) {
        Optional<Resource> state = Optional.ofNullable(states.get(resource.address()));
        written.add(resource.address());
        if (state.isEmpty()) {
            return resource;
        }
        boolean keepsRules =
                !withRules.contains(state.get().value("id").scalar().orElse(""));
        Map<String, Value> kept = new LinkedHashMap<>(state.get().values().members());
        kept.keySet().removeIf(name -> !MADE.contains(name) && !(keepsRules && name.equals("egress")));
        kept.keySet().removeIf(name -> !(resource.value(name) instanceof Value.Nothing));
        return resource.with(resource.values().with(kept).members())
                .orIn(state.get().scope());
    }

    /** Leaves in the map of states what is not written. */
    void forgetWritten() {
        states.keySet().removeAll(written);
    }
}
