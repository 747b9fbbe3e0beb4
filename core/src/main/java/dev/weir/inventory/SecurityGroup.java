package dev.weir.inventory;

import dev.weir.json.Quoted;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A security group as read: its rules in the order of the source, and who owns it.
 *
 * <p>Name, description and tags are written by others and are hostile text. Rules that were not read stand in the lists as
 * {@link SecurityGroupRule.Unresolved}; an empty list means that the group has no such rule.
 *
 * @param scope owner account and Region, as far as known
 * @param id such as {@code sg-0a1b2c3d}; for infrastructure as code the logical id or address
 * @param name GroupName; empty where the source has none
 * @param description the group's own description; empty where the source has none
 * @param vpc the VPC it was made in, where known
 * @param arn as the source gives it
 * @param outbound the outbound rules (API: IpPermissionsEgress)
 * @param inbound the inbound rules (API: IpPermissions)
 * @param tags the group's tags
 * @param origin where it was read
 */
public record SecurityGroup(
        Scope scope,
        String id,
        String name,
        String description,
        Optional<String> vpc,
        Optional<String> arn,
        List<SecurityGroupRule> outbound,
        List<SecurityGroupRule> inbound,
        Map<String, String> tags,
        Origin origin) {

    public SecurityGroup {
        outbound = List.copyOf(outbound);
        inbound = List.copyOf(inbound);
        tags = tags.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(tags));
    }

    /** The same with other rules. */
    public SecurityGroup with(List<SecurityGroupRule> otherOutbound, List<SecurityGroupRule> otherInbound) {
        return new SecurityGroup(scope, id, name, description, vpc, arn, otherOutbound, otherInbound, tags, origin);
    }

    /** The same, as it was read in another place. */
    public SecurityGroup at(Origin place) {
        return new SecurityGroup(scope, id, name, description, vpc, arn, outbound, inbound, tags, place);
    }

    /** What is certain of a group that is one of these: the rules of all of them; those of some may be there. */
    public static SecurityGroup commonTo(List<SecurityGroup> versions) {
        SecurityGroup first = versions.get(0);
        return first.with(
                commonTo(versions.stream().map(SecurityGroup::outbound).toList(), first.id),
                commonTo(versions.stream().map(SecurityGroup::inbound).toList(), first.id));
    }

    /**
     * The readings of one id, those together that may be of one group.
     *
     * <p>Two owners, or two Regions, have two groups, whatever their ids; what does not say whose it is may be any of them, and
     * then all that it may be stand together.
     */
    public static List<List<SecurityGroup>> apart(List<SecurityGroup> readings) {
        List<List<SecurityGroup>> groups = new ArrayList<>();
        for (SecurityGroup reading : readings) {
            List<SecurityGroup> one = new ArrayList<>();
            groups.removeIf(other -> {
                boolean mayBeOne = other.stream().anyMatch(member -> member.scope.mayHold(reading.scope));
                return mayBeOne && one.addAll(other);
            });
            one.add(reading);
            groups.add(one);
        }
        return groups;
    }

    /** In what several readings of one id contradict each other, to be said after its name; empty where there is one reading. */
    public static Optional<String> contradiction(List<SecurityGroup> readings) {
        if (readings.size() < 2) {
            return Optional.empty();
        }
        List<List<SecurityGroup>> groups = apart(readings);
        return Optional.of(
                groups.size() > 1
                        ? "is the id of %d groups, such as of %s and of %s"
                                .formatted(
                                        groups.size(),
                                        groups.get(0).get(0).scope,
                                        groups.get(1).get(0).scope)
                        : "was read %d times with different contents, such as in %s and in %s"
                                .formatted(readings.size(), readings.get(0).origin, readings.get(1).origin));
    }

    private static List<SecurityGroupRule> commonTo(List<List<SecurityGroupRule>> versions, String id) {
        Set<SecurityGroupRule> common = new LinkedHashSet<>();
        for (List<SecurityGroupRule> version : versions) {
            for (SecurityGroupRule rule : version) {
                boolean isEverywhere = versions.stream().allMatch(other -> other.contains(rule));
                common.add(
                        isEverywhere ? rule : rule.perhaps("whether " + Quoted.of(id) + " has this rule is not known"));
            }
        }
        return List.copyOf(common);
    }

    /** The outbound rules that were read, without those of which a part is not known. */
    public List<SecurityGroupRule.Known> knownOutbound() {
        return SecurityGroupRule.known(outbound);
    }

    /** Whether it is the group that AWS makes with each VPC, which cannot be deleted. */
    public boolean isDefault() {
        return name.equals("default");
    }
}
