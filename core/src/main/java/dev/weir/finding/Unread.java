package dev.weir.finding;

import dev.weir.evaluation.PrefixLists;
import dev.weir.inventory.Destination;
import dev.weir.inventory.Listing;
import dev.weir.inventory.Listings;
import dev.weir.inventory.ManagedPrefixList;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroupRule;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Says what was not read, why, and the next step: one sentence each. */
final class Unread {

    private static final int MOST_SENTENCES = 1000;
    private static final Pattern PLAIN_ID = Pattern.compile("[A-Za-z0-9-]{1,64}");

    private final PrefixLists prefixLists;
    private final Listings listings;
    private final Map<Destination, String> sentences = new HashMap<>();
    private Scope sentencesOf = Scope.UNKNOWN;

    Unread(PrefixLists prefixLists, Listings listings) {
        this.prefixLists = prefixLists;
        this.listings = listings;
    }

    /** The sentences for the rules at these places, each once. */
    List<String> rules(List<SecurityGroupRule> rules, List<Integer> places, Scope scope) {
        if (places.isEmpty()) {
            return List.of();
        }
        if (places.size() == 1) {
            return List.of(sentence(rules.get(places.get(0)), scope));
        }
        Set<String> each = new LinkedHashSet<>();
        for (int place : places) {
            each.add(sentence(rules.get(place), scope));
        }
        return List.copyOf(each);
    }

    private String sentence(SecurityGroupRule rule, Scope scope) {
        return rule.match(known -> destination(known.destination(), scope), SecurityGroupRule.Unresolved::reason);
    }

    /** The sentence about a destination, of which a fleet has few. */
    private String destination(Destination destination, Scope scope) {
        if (!scope.equals(sentencesOf) || sentences.size() > MOST_SENTENCES) {
            sentences.clear();
            sentencesOf = scope;
        }
        return sentences.computeIfAbsent(destination, same -> sentence(same, scope));
    }

    private String sentence(Destination destination, Scope scope) {
        String id = destination.text();
        String help = PLAIN_ID.matcher(id).matches()
                ? "; help: read its entries with `aws ec2 get-managed-prefix-list-entries --prefix-list-id " + id + "`"
                : "; help: read its entries";
        Optional<ManagedPrefixList> list = prefixLists.find(id);
        Optional<String> why = list.flatMap(ManagedPrefixList::problem)
                .filter(problem -> !problem.isEmpty())
                .or(() -> listings.problem(Listing.Kind.PREFIX_LIST_ENTRIES, scope))
                .or(() -> listings.problem(Listing.Kind.PREFIX_LISTS, scope));
        boolean inPart = list.isPresent() && list.get().reading() == ManagedPrefixList.Extent.IN_PART;
        return "prefix list `" + id + (inPart ? "` was read in part" : "` was not read")
                + why.map(problem -> ": " + problem).orElse("")
                + (why.filter(problem -> problem.contains("; help: ")).isPresent() ? "" : help);
    }

    /** The sentence for a group that an interface is associated with. */
    String group(String id, NetworkInterface networkInterface) {
        String help = PLAIN_ID.matcher(id).matches()
                ? "; help: read it with `aws ec2 describe-security-groups --group-ids " + id + "`"
                : "; help: read it";
        return "security group `" + id + "`, which the interface is associated with, was not read"
                + listings.problem(Listing.Kind.SECURITY_GROUPS, networkInterface.scope())
                        .map(problem -> ": " + problem)
                        .orElse("")
                + help;
    }

    /** The sentence for an interface whose list of groups was not read. */
    String groupsOf(NetworkInterface networkInterface) {
        return "the security groups of `" + networkInterface.id()
                + "` were not read; help: read the interface again with its `Groups`";
    }
}
