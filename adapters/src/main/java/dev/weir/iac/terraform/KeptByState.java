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
        Map<String, Value> members = new LinkedHashMap<>(resource.values().members());
        for (String name : MADE) {
            keep(name, state.get(), members);
        }
        if (!withRules.contains(state.get().value("id").scalar().orElse(""))) {
            keep("egress", state.get(), members);
        }
        return resource.with(members).orIn(state.get().scope());
    }

    private static void keep(String name, Resource state, Map<String, Value> members) {
        Value value = members.get(name);
        if ((value == null || value instanceof Value.Nothing)
                && state.values().members().containsKey(name)) {
            members.put(name, state.value(name));
        }
    }

    /** Leaves in the map of states what is not written. */
    void forgetWritten() {
        states.keySet().removeAll(written);
    }
}
