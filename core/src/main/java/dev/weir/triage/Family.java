package dev.weir.triage;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Groups that are one review: the same rules, of the same owner or module.
 *
 * @param id the same in each run as long as rules and owner stay, such as {@code f-1a2b3c4d}
 * @param owner whose they are, in words; empty where nothing tells
 * @param rules the rules that they have in common, one text each
 * @param usual what most members were sorted by; empty where no two thirds of them agree
 * @param members worst first
 */
public record Family(String id, String owner, List<String> rules, Optional<Usual> usual, List<Member> members) {

    public Family {
        rules = List.copyOf(rules);
        members = List.copyOf(members);
    }

    /**
     * What most members have in common.
     *
     * @param bucket where they belong
     * @param services on which protocols and ports they need rules, one text each
     */
    public record Usual(Bucket bucket, List<String> services) {
        public Usual {
            services = List.copyOf(services);
        }
    }

    /**
     * One member.
     *
     * @param group as it was sorted
     * @param differs in what it differs from the others, in words; empty where it does not
     */
    public record Member(TriagedGroup group, Optional<String> differs) {}

    /** The ids of its groups. */
    public Set<String> ids() {
        return members.stream().map(member -> member.group().group().id()).collect(Collectors.toUnmodifiableSet());
    }

    /** The members that differ from the others. */
    public List<Member> outliers() {
        return members.stream().filter(member -> member.differs().isPresent()).toList();
    }
}
