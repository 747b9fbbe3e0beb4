package dev.weir.iac.terraform;

import dev.weir.iac.Declarations;
import dev.weir.iac.Resource;
import dev.weir.iac.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A rule resource of which it is not known whether it is there, or which group of several it belongs to: each of these groups
 * may have it.
 *
 * @param resource the rule
 * @param uncertain why it is not known whether it is there
 */
record RuleOfOneOf(Resource resource, Optional<String> uncertain) {

    private static final String GROUP = "security_group_id";

    void declare(Declarations into) {
        Value group = resource.value(GROUP);
        if (group instanceof Value.OneOf oneOf) {
            String why = "which group it belongs to depends on `" + oneOf.condition() + "`, which is not known";
            for (Value branch : oneOf.branches()) {
                new RuleOfOneOf(with(branch), Optional.of(uncertain.orElse(why))).declare(into);
            }
        } else if (group instanceof Value.Maybe maybe) {
            new RuleOfOneOf(with(maybe.value()), Optional.of(maybe.why())).declare(into);
        } else if (uncertain.isPresent()) {
            ProviderResources.declarePerhaps(resource, uncertain.get(), into);
        } else {
            ProviderResources.declare(resource, into);
        }
    }

    private Resource with(Value group) {
        Map<String, Value> values = new LinkedHashMap<>(resource.values().members());
        values.put(GROUP, group);
        return resource.with(values);
    }
}
