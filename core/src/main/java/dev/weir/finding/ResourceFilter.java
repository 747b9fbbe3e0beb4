package dev.weir.finding;

import dev.weir.inventory.Scope;
import dev.weir.inventory.TagChoice;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which groups and interfaces, and which of their findings, are meant: those for which every part holds. Of accounts, Regions and
 * VPCs one is enough; of tags one of each key.
 *
 * <p>What is not known of a resource may be what is meant: it is shown, and counted apart. Unknown is never hidden.
 *
 * @param accounts twelve digits each; empty for all
 * @param regions empty for all
 * @param vpcs ids; empty for all
 * @param tags empty for all
 * @param atLeast how severe a finding must be; {@code NONE} for all, passes too
 * @param use whether only those that are in use are meant
 */
public record ResourceFilter(
        Set<String> accounts, Set<String> regions, Set<String> vpcs, List<TagChoice> tags, Severity atLeast, Use use) {

    /** Everything is meant. */
    public static final ResourceFilter ALL =
            new ResourceFilter(Set.of(), Set.of(), Set.of(), List.of(), Severity.NONE, Use.ANY);

    /** Whether a group must be associated with an interface. */
    public enum Use {
        ANY,
        IN_USE
    }

    /** Whether a resource is meant. */
    public enum Answer {
        NO,
        /** Something that is asked is not known of it. */
        MAY_BE,
        YES;

        Answer and(Answer other) {
            return compareTo(other) <= 0 ? this : other;
        }
    }

    public ResourceFilter {
        accounts = Set.copyOf(accounts);
        regions = Set.copyOf(regions);
        vpcs = Set.copyOf(vpcs);
        tags = List.copyOf(tags);
    }

    /** Whether everything is meant. */
    public boolean isAll() {
        return accounts.isEmpty()
                && regions.isEmpty()
                && vpcs.isEmpty()
                && tags.isEmpty()
                && atLeast == Severity.NONE
                && use == Use.ANY;
    }

    Answer of(Finding finding) {
        Subject subject = finding.subject();
        return of(
                finding.severity(),
                subject.scope(),
                subject.vpc(),
                subject.tags(),
                finding.attachment().answer());
    }

    /** Whether a finding that was read back is meant. */
    public Answer of(ReportedFinding finding) {
        ReportedFinding.ReportedResource resource = finding.resource();
        return of(finding.severity(), resource.scope(), resource.vpc(), resource.tags(), resource.attachment());
    }

    private Answer of(
            Severity severity,
            Scope scope,
            Optional<String> vpc,
            Map<String, String> found,
            Attachment.Answer attachment) {
        if (!severity.isAtLeast(atLeast)) {
            return Answer.NO;
        }
        return of(accounts, scope.account())
                .and(of(regions, scope.region()))
                .and(of(vpcs, vpc))
                .and(tagged(found) ? Answer.YES : Answer.NO)
                .and(use == Use.ANY ? Answer.YES : used(attachment));
    }

    /** Whether a VPC is where something that is meant may lie. */
    public boolean mayLieIn(Scope scope, String vpc) {
        return of(accounts, scope.account()).and(of(regions, scope.region())).and(of(vpcs, Optional.of(vpc)))
                != Answer.NO;
    }

    /** Whether more is asked of a group than where it lies. */
    public boolean asksOfGroups() {
        return !tags.isEmpty() || atLeast != Severity.NONE || use != Use.ANY;
    }

    private static Answer of(Set<String> meant, Optional<String> found) {
        if (meant.isEmpty()) {
            return Answer.YES;
        }
        return found.map(text -> meant.contains(text) ? Answer.YES : Answer.NO).orElse(Answer.MAY_BE);
    }

    private static Answer used(Attachment.Answer attachment) {
        return switch (attachment) {
            case ATTACHED -> Answer.YES;
            case UNATTACHED -> Answer.NO;
            case UNKNOWN -> Answer.MAY_BE;
        };
    }

    private boolean tagged(Map<String, String> found) {
        Set<String> missing = new HashSet<>();
        tags.forEach(tag -> missing.add(tag.key()));
        tags.stream().filter(tag -> tag.holds(found)).forEach(tag -> missing.remove(tag.key()));
        return missing.isEmpty();
    }

    /** As it is typed: {@code --vpc vpc-1 --severity high}; hostile text. */
    @Override
    public String toString() {
        List<String> words = new ArrayList<>();
        accounts.stream().sorted().forEach(account -> words.add("--account " + account));
        regions.stream().sorted().forEach(region -> words.add("--region " + region));
        vpcs.stream().sorted().forEach(vpc -> words.add("--vpc " + vpc));
        tags.forEach(tag -> words.add("--tag " + tag));
        if (atLeast != Severity.NONE) {
            words.add("--severity " + atLeast);
        }
        if (use == Use.IN_USE) {
            words.add("--in-use");
        }
        return String.join(" ", words);
    }
}
