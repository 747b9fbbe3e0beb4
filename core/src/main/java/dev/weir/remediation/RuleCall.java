package dev.weir.remediation;

import dev.weir.inventory.SecurityGroupRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One call that changes a security group. */
public sealed interface RuleCall permits RuleCall.Authorize, RuleCall.Revoke {

    /** Answers by kind. */
    <R> R match(Function<Authorize, R> authorize, Function<Revoke, R> revoke);

    /** The rules that it names, in the order of the call. */
    List<SecurityGroupRule.Known> rules();

    /** Whether it names this one rule and no other, so that an answer about "a rule" is about this one. */
    default boolean isSingle() {
        return rules().size() == 1;
    }

    /** The keys of its rules. */
    default Set<RuleKey> keys() {
        return rules().stream().map(RuleKey::of).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * AuthorizeSecurityGroupEgress: all of these rules, or none of them.
     *
     * @param rules without ids; all have the same tags, because the call tags all that it makes alike
     */
    record Authorize(List<SecurityGroupRule.Known> rules) implements RuleCall {
        public Authorize {
            rules = List.copyOf(rules);
            if (rules.stream().map(SecurityGroupRule.Known::tags).distinct().count() != 1) {
                throw new IllegalArgumentException(
                        "a call authorizes one or more rules with the same tags, found " + rules);
            }
        }

        /** The tags that every rule of this call gets. */
        public Map<String, String> tags() {
            return rules.get(0).tags();
        }

        @Override
        public <R> R match(Function<Authorize, R> authorize, Function<Revoke, R> revoke) {
            return authorize.apply(this);
        }
    }

    /**
     * RevokeSecurityGroupEgress by rule ids.
     *
     * @param rules as they were read, each with its id
     */
    record Revoke(List<SecurityGroupRule.Known> rules) implements RuleCall {
        public Revoke {
            rules = List.copyOf(rules);
            if (rules.isEmpty() || rules.stream().anyMatch(rule -> rule.id().isEmpty())) {
                throw new IllegalArgumentException("a call revokes one or more rules by id, found " + rules);
            }
        }

        /** The ids, in the order of the rules. */
        public List<String> ids() {
            return rules.stream().map(rule -> rule.id().orElseThrow()).toList();
        }

        @Override
        public <R> R match(Function<Authorize, R> authorize, Function<Revoke, R> revoke) {
            return revoke.apply(this);
        }
    }
}
