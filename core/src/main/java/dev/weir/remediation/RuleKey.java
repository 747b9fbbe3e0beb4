package dev.weir.remediation;

import dev.weir.inventory.SecurityGroupRule;
import dev.weir.net.Service;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What makes two outbound rules of a group one rule to AWS: protocol, ports and destination.
 *
 * <p>Description, tags and id are annotation: a group never holds two rules with one key, and a rule that is authorized again
 * gets a new id under the same key.
 *
 * @param service protocol and ports
 * @param destination the text that names the far end
 */
public record RuleKey(Service service, String destination) implements Comparable<RuleKey> {

    public static RuleKey of(SecurityGroupRule.Known rule) {
        return new RuleKey(rule.service(), rule.destination().text());
    }

    /** The keys of these rules. */
    public static Set<RuleKey> all(Collection<SecurityGroupRule.Known> rules) {
        return rules.stream().map(RuleKey::of).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public int compareTo(RuleKey other) {
        int byService = service.compareTo(other.service);
        return byService != 0 ? byService : destination.compareTo(other.destination);
    }

    /** {@code tcp 443 203.0.113.0/28}. */
    @Override
    public String toString() {
        return service + " " + destination;
    }
}
