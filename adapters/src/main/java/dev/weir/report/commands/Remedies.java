package dev.weir.report.commands;

import static java.util.stream.Collectors.joining;

import dev.weir.evaluation.PrefixLists;
import dev.weir.finding.Finding;
import dev.weir.finding.Policy;
import dev.weir.finding.Subject;
import dev.weir.finding.Verdict;
import dev.weir.inventory.Destination;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.report.text.Printable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The published remediation of the check, for the group at hand and in the safe order: add what is needed, then remove the
 * broad rules, and nothing that is removed is added again.
 *
 * <p>Published: {@code revoke-security-group-egress}, then {@code authorize-security-group-egress} with the parameters that
 * are needed. Only the owner knows those, so the first command holds a documentation address (RFC 5737) to be replaced. An
 * unknown is settled by reading what was not read.
 */
public final class Remedies {

    private static final int RULES_NAMED = 10;

    private static final String EXAMPLE =
            Shell.quoted("[{\"IpProtocol\":\"tcp\",\"FromPort\":443,\"ToPort\":443,\"IpRanges\":"
                    + "[{\"CidrIp\":\"203.0.113.0/28\",\"Description\":\"EXAMPLE: put what is needed here\"}]}]");
    private static final GroupRemedy READ = inWords("Read what `unresolved` names, and scan again.");
    private static final int MOST_REMEMBERED = 1024;

    private final Policy policy;
    private final Supplier<PrefixLists> prefixLists;
    private final Map<List<SecurityGroupRule.Known>, GroupRemedy> narrowed = new IdentityHashMap<>();
    private final Map<NotRead, GroupRemedy> unread = new HashMap<>();
    private Scope rememberedOf = Scope.UNKNOWN;
    private Optional<PrefixLists> rememberedUnder = Optional.empty();

    /** Remedies under a policy, with the prefix lists that are known by the time that a finding comes. */
    public Remedies(Policy policy, Supplier<PrefixLists> prefixLists) {
        this.policy = policy;
        this.prefixLists = prefixLists;
    }

    /** What to do about a finding; nothing for a pass. */
    public Remediation of(Finding finding) {
        if (finding.verdict() == Verdict.PASS) {
            return Remediation.NONE;
        }
        Subject subject = finding.subject();
        List<SecurityGroup> groups =
                subject.match(group -> List.of(group.group()), networkInterface -> networkInterface.groups());
        List<String> console = new ArrayList<>();
        List<String> awsCli = new ArrayList<>();
        List<String> undo = new ArrayList<>();
        for (SecurityGroup group : groups) {
            Optional<Origin.Address> declared = group.origin().address();
            if (declared.isPresent() && finding.verdict() == Verdict.FAIL) {
                console.addAll(inCode(finding, declared.get()));
                continue;
            }
            Remediation one = ofGroup(
                            group,
                            finding.verdict(),
                            ownedBy(group, groups, finding.opening().rules()))
                    .about(group.id());
            console.addAll(one.console());
            awsCli.addAll(one.awsCli());
            undo.addAll(one.undo());
        }
        return new Remediation(console, awsCli, undo);
    }

    /**
     * What to do about a finding, said of any group that is like its group; empty where that is not to be said, as of groups that
     * code declares. Groups with the same rules are told the very same object, as long as few others come between.
     */
    public Optional<GroupRemedy> shared(Finding finding) {
        if (!(finding.subject() instanceof Subject.Group subject)) {
            return Optional.empty();
        }
        SecurityGroup group = subject.group();
        boolean isInCode =
                finding.verdict() == Verdict.FAIL && group.origin().address().isPresent();
        return isInCode
                ? Optional.empty()
                : Optional.of(
                        ofGroup(group, finding.verdict(), finding.opening().rules()));
    }

    private GroupRemedy ofGroup(SecurityGroup group, Verdict verdict, List<SecurityGroupRule.Known> opening) {
        return switch (verdict) {
            case PASS -> GroupRemedy.NONE;
            case FAIL -> narrow(group.scope(), group.id(), opening);
            case UNKNOWN -> read(group.scope(), group.id(), notRead(group));
        };
    }

    /** What to do about a group that code declares: what is changed beside it comes back, or is lost, with the next apply. */
    private List<String> inCode(Finding finding, Origin.Address address) {
        return List.of(
                "In " + Printable.of(finding.origin().toString()) + ", add a rule to " + Printable.of(address.name())
                        + " for each destination that it needs, and apply.",
                "Once these rules are in place, in a second apply, remove: "
                        + inWords(broad(finding.opening().rules())));
    }

    /** The rules among these that are of this group; all of them where there is no other. */
    private static List<SecurityGroupRule.Known> ownedBy(
            SecurityGroup group, List<SecurityGroup> groups, List<SecurityGroupRule.Known> rules) {
        return groups.size() == 1
                ? rules
                : rules.stream().filter(group.outbound()::contains).toList();
    }

    /** What to do about a group in which these rules open a port to the world; groups with the same rules share the list. */
    GroupRemedy narrow(Scope scope, String groupId, List<SecurityGroupRule.Known> opening) {
        if (opening.isEmpty()) {
            return GroupRemedy.NONE;
        }
        if (!Ids.isSecurityGroup(groupId) || !Ids.hasRegion(scope)) {
            return inWords(
                    "In what defines this group, add a rule for each destination that it needs.",
                    "Then remove: " + inWords(broad(opening)));
        }
        forgetWhatIsOfOthers(scope);
        return narrowed.computeIfAbsent(opening, rules -> narrow(scope, rules));
    }

    private GroupRemedy narrow(Scope scope, List<SecurityGroupRule.Known> opening) {
        List<SecurityGroupRule.Known> broad = broad(opening);
        return new GroupRemedy(
                List.of(
                        opened(scope),
                        GroupText.of("Choose the Outbound rules tab, then Edit outbound rules."),
                        GroupText.of(
                                "Choose Add rule for each destination that the group needs, with its protocol and port;"
                                        + " then Save rules."),
                        GroupText.of(
                                "See that what the group serves still works; then choose Edit outbound rules again."),
                        GroupText.of("Choose Delete beside: " + inWords(broad)),
                        GroupText.of("Choose Save rules.")),
                List.of(AwsCli.authorize(scope, EXAMPLE), AwsCli.revoke(scope, AwsCli.revoked(broad))),
                List.of(AwsCli.authorize(scope, Shell.quoted(IpPermissions.toAuthorize(broad)))));
    }

    /** What to do about a group of which this was not read. */
    private GroupRemedy read(Scope scope, String groupId, NotRead notRead) {
        if (!Ids.isSecurityGroup(groupId) || !Ids.hasRegion(scope)) {
            return READ;
        }
        forgetWhatIsOfOthers(scope);
        return unread.computeIfAbsent(notRead, same -> read(scope, same));
    }

    private static GroupRemedy read(Scope scope, NotRead notRead) {
        List<GroupText> awsCli = new ArrayList<>();
        for (String list : notRead.prefixLists()) {
            awsCli.add(GroupText.of(AwsCli.entries(scope, list)));
        }
        if (notRead.rules() || awsCli.isEmpty()) {
            awsCli.add(AwsCli.describe(scope));
        }
        List<GroupText> console = List.of(
                opened(scope),
                GroupText.of("Choose the Outbound rules tab, and look at what `unresolved` names."),
                GroupText.of("Read it with the commands beside this, and scan it together with the rest."));
        return new GroupRemedy(console, awsCli, List.of());
    }

    private static GroupRemedy inWords(String... steps) {
        return new GroupRemedy(Stream.of(steps).map(GroupText::of).toList(), List.of(), List.of());
    }

    /** What is remembered is of one account and Region, and of prefix lists that were read by then. */
    @SuppressWarnings("ReferenceEquality") // what was read later makes other prefix lists
    private void forgetWhatIsOfOthers(Scope scope) {
        PrefixLists lists = prefixLists.get();
        boolean isOfOthers = rememberedUnder.isEmpty() || rememberedUnder.get() != lists || !rememberedOf.equals(scope);
        if (isOfOthers || narrowed.size() + unread.size() >= MOST_REMEMBERED) {
            narrowed.clear();
            unread.clear();
            rememberedUnder = Optional.of(lists);
            rememberedOf = scope;
        }
    }

    /** What was not read of a group: prefix lists that its rules name, and rules of its own. */
    private NotRead notRead(SecurityGroup group) {
        List<SecurityGroupRule> rules = group.outbound();
        PrefixLists known = prefixLists.get();
        List<String> lists = new ArrayList<>(1);
        boolean itself = false;
        for (int i = 0; i < rules.size(); i++) {
            Optional<Destination> destination = Optional.empty();
            if (rules.get(i) instanceof SecurityGroupRule.Known rule) {
                if (rule.destination() instanceof Destination.PrefixList list) {
                    destination = Optional.of(list);
                }
            } else if (rules.get(i) instanceof SecurityGroupRule.Unresolved rule) {
                itself = true;
                destination = rule.bound().destination();
            }
            if (destination.isPresent() && destination.get() instanceof Destination.PrefixList list) {
                boolean missing = Ids.isPrefixList(list.id())
                        && !known.contents(list.id()).whole();
                if (missing && !lists.contains(list.id())) {
                    lists.add(list.id());
                }
            }
        }
        return new NotRead(lists, itself);
    }

    private static GroupText opened(Scope scope) {
        return GroupText.of(
                ConsoleLink.securityGroup(scope, "")
                        .map(link -> "Open " + link)
                        .orElse("Open the EC2 console, choose Security Groups, and choose "),
                "");
    }

    /** The broad ones of these rules, which are to be removed. */
    private List<SecurityGroupRule.Known> broad(List<SecurityGroupRule.Known> opening) {
        return new BroadRules(policy, prefixLists.get()).among(opening);
    }

    private static String inWords(List<SecurityGroupRule.Known> rules) {
        String named = rules.stream().limit(RULES_NAMED).map(Remedies::inWords).collect(joining("; "));
        return rules.size() > RULES_NAMED ? named + "; and " + (rules.size() - RULES_NAMED) + " more." : named + ".";
    }

    /** {@code all traffic to 0.0.0.0/0}, as short as the console's own row. */
    static String inWords(SecurityGroupRule.Known rule) {
        return rule.service() + " to " + Printable.of(rule.destination().text());
    }
}
