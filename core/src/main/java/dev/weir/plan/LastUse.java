package dev.weir.plan;

import dev.weir.evaluation.Permissions;
import dev.weir.evaluation.PrefixLists;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.net.TrafficSet;
import dev.weir.traffic.Conversation;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * What was observed of the traffic that one outbound rule permits, whatever other rule permits it, too.
 *
 * @param known whether all that the rule permits is known: not where its prefix list was not read
 * @param connections a lower bound
 * @param days how many days had some
 * @param interfaces how many interfaces began some
 * @param lastSeen the last packet; empty where there was none
 */
public record LastUse(boolean known, long connections, int days, int interfaces, Optional<Instant> lastSeen) {

    /** Of a rule, among what its group's interfaces began. */
    public static LastUse of(Known rule, List<Conversation> conversations, PrefixLists prefixLists) {
        long connections = 0;
        Set<LocalDate> days = new TreeSet<>();
        Set<String> interfaces = new TreeSet<>();
        Optional<Instant> last = Optional.empty();
        for (Conversation one : through(rule, conversations, prefixLists)) {
            connections += one.connections();
            days.addAll(one.days());
            interfaces.addAll(one.interfaces());
            last = Optional.of(
                    last.filter(instant -> instant.isAfter(one.lastSeen())).orElse(one.lastSeen()));
        }
        return new LastUse(isKnown(rule, prefixLists), connections, days.size(), interfaces.size(), last);
    }

    /**
     * How many connections one rule permits and no other rule does; empty where that is not known, because of a rule or a prefix
     * list that was not read whole.
     *
     * @param others the group's other rules
     */
    public static OptionalLong throughNoOther(
            Known rule, List<SecurityGroupRule> others, List<Conversation> conversations, PrefixLists prefixLists) {
        long connections = 0;
        List<Conversation> its = through(rule, conversations, prefixLists);
        for (SecurityGroupRule other : others) {
            if (!(other instanceof Known known) || !isKnown(known, prefixLists)) {
                return OptionalLong.empty();
            }
            TrafficSet permitted = Permissions.of(List.of(known), prefixLists).known();
            its.removeIf(one -> permits(known, permitted, one));
        }
        for (Conversation one : its) {
            connections += one.connections();
        }
        return isKnown(rule, prefixLists) ? OptionalLong.of(connections) : OptionalLong.empty();
    }

    private static List<Conversation> through(Known rule, List<Conversation> conversations, PrefixLists prefixLists) {
        TrafficSet permitted = Permissions.of(List.of(rule), prefixLists).known();
        List<Conversation> its = new ArrayList<>(conversations);
        its.removeIf(one -> !permits(rule, permitted, one));
        return its;
    }

    private static boolean isKnown(Known rule, PrefixLists prefixLists) {
        return rule.destination()
                .match(
                        addresses -> true,
                        list -> prefixLists.contents(list.id()).whole(),
                        group -> true);
    }

    private static boolean permits(Known rule, TrafficSet permitted, Conversation one) {
        return rule.destination()
                .match(
                        addresses -> permitted.reaches(one.service(), one.destination()),
                        list -> permitted.reaches(one.service(), one.destination()),
                        group -> rule.service().covers(one.service())
                                && one.peer().groups().contains(group.id()));
    }
}
