package dev.weir.finding;

import dev.weir.evaluation.PrefixLists;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.net.IpFamily;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/** The second half of a scan: everything but groups was read, and findings are made. */
final class Judging {

    private static final List<Reading> READINGS = List.of(Reading.values());

    /** Of contradictory groups on one interface, the most combinations of versions that are tried apart. */
    private static final int MOST_COMBINATIONS = 64;

    private static final Attachment ITSELF = new Attachment(OptionalInt.of(1), List.of(), true);

    private final Judge judge;
    private final PrefixLists prefixLists;
    private final Associations associations;
    private final Unread unread;
    private final Suppressions suppressions;
    private final FindingSink findings;
    private final Counts counts;

    Judging(
            Policy policy,
            PrefixLists prefixLists,
            Associations associations,
            Unread unread,
            Suppressions suppressions,
            FindingSink findings,
            Counts counts) {
        this.judge = new Judge(policy, prefixLists);
        this.prefixLists = prefixLists;
        this.associations = associations;
        this.unread = unread;
        this.suppressions = suppressions;
        this.findings = findings;
        this.counts = counts;
    }

    void group(SecurityGroup group) {
        Judgement judgement = judge.judge(group.outbound());
        Attachment attachment = associations.attachment(group);
        Subject.Group subject = new Subject.Group(group);
        emit(
                finding(Reading.ALL_PORTS, subject, judgement, attachment),
                finding(Reading.ANY_PORT, subject, judgement, attachment));
        associations.read(List.of(group));
    }

    private Finding finding(Reading reading, Subject.Group subject, Judgement judgement, Attachment attachment) {
        SecurityGroup group = subject.group();
        InternetPath path = associations.path(group, judgement.families(reading));
        return finding(reading, subject, judgement, group.outbound(), List.of(), attachment, path);
    }

    /** Each reading by the version that is worst under it. */
    void contradictoryGroup(List<SecurityGroup> versions) {
        group(versions, reading -> worst(versions, reading));
    }

    /** Each reading by any version where all agree under it, else by what they have in common. */
    void possibleGroup(List<SecurityGroup> versions) {
        SecurityGroup common = SecurityGroup.commonTo(versions);
        group(versions, reading -> {
            boolean agree = versions.stream()
                            .map(version -> judge.judge(version.outbound()).verdict(reading))
                            .distinct()
                            .count()
                    == 1;
            return agree ? worst(versions, reading) : common;
        });
    }

    private void group(List<SecurityGroup> versions, Function<Reading, SecurityGroup> choice) {
        SecurityGroup underAllPorts = choice.apply(Reading.ALL_PORTS);
        SecurityGroup underAnyPort = choice.apply(Reading.ANY_PORT);
        emit(finding(Reading.ALL_PORTS, underAllPorts), finding(Reading.ANY_PORT, underAnyPort));
        associations.read(versions);
    }

    private Finding finding(Reading reading, SecurityGroup version) {
        Judgement judgement = judge.judge(version.outbound());
        return finding(reading, new Subject.Group(version), judgement, associations.attachment(version));
    }

    /** Hands on what each reading says of a group, and counts the group by both, less what is suppressed. */
    private void emit(Finding ofAllPorts, Finding ofAnyPort) {
        List<Finding> shown = counts.shown(ofAllPorts, ofAnyPort);
        if (shown.isEmpty()) {
            return;
        }
        Verdict allPorts = counted(shown, Reading.ALL_PORTS);
        Verdict anyPort = counted(shown, Reading.ANY_PORT);
        Attachment attachment = ofAllPorts.attachment();
        counts.group(ofAllPorts.subject(), allPorts, anyPort, attachment, shown);
        if (allPorts.worse(anyPort) != Verdict.PASS
                && attachment.answer() == Attachment.Answer.UNATTACHED
                && !associations.isListedToTheLast(ofAllPorts.subject().scope())) {
            counts.unattachedAsListed++;
        }
        for (Finding finding : shown) {
            emit(finding);
        }
    }

    private static Verdict counted(List<Finding> shown, Reading reading) {
        for (Finding finding : shown) {
            if (finding.reading() == reading && finding.suppression().isEmpty()) {
                return finding.verdict();
            }
        }
        return Verdict.PASS;
    }

    private SecurityGroup worst(List<SecurityGroup> versions, Reading reading) {
        SecurityGroup worst = versions.get(0);
        Judgement worstJudgement = judge.judge(worst.outbound());
        for (SecurityGroup version : versions) {
            Judgement judgement = judge.judge(version.outbound());
            if (judgement.isWorseThan(worstJudgement, reading)) {
                worst = version;
                worstJudgement = judgement;
            }
        }
        return worst;
    }

    /** Judges the interfaces whose groups together can be worse than each of them. */
    void interfaces() {
        associations.undecided().forEach(this::networkInterface);
    }

    /** The same in a batch: those that other batches have a say in wait for these. */
    void interfacesOf(Scope batch, AcrossBatches across) {
        for (NetworkInterface one : associations.undecided()) {
            boolean isForeign = !batch.mayHold(one.scope()) || across.knows(one);
            if (isForeign
                    || one.groups().stream()
                            .anyMatch(id -> associations.versionsOf(id).isEmpty())) {
                across.add(one, associations, prefixLists);
            } else {
                networkInterface(one);
            }
        }
    }

    private void networkInterface(NetworkInterface one) {
        networkInterface(one, associations::versionsOf, families -> associations.path(one, families));
    }

    /** Judges an interface by what all batches said. */
    void crossing(AcrossBatches.Crossing crossing) {
        networkInterface(crossing.networkInterface(), crossing::versionsOf, crossing::path);
    }

    private void networkInterface(
            NetworkInterface networkInterface,
            Function<String, Optional<List<SecurityGroup>>> versionsOf,
            Function<Set<IpFamily>, InternetPath> path) {
        List<List<SecurityGroup>> read = new ArrayList<>();
        List<String> notRead = new ArrayList<>();
        if (!networkInterface.groupsRead()) {
            notRead.add(unread.groupsOf(networkInterface));
        }
        Set<String> ids = new LinkedHashSet<>(networkInterface.groups());
        for (String id : ids) {
            Optional<List<SecurityGroup>> versions = versionsOf.apply(id);
            if (versions.isPresent()) {
                read.add(ofTheSameOwner(versions.get(), networkInterface.scope()));
            } else {
                notRead.add(unread.group(id, networkInterface));
            }
        }
        for (Reading reading : READINGS) {
            Verdict worstGroup = read.stream()
                    .flatMap(List::stream)
                    .map(group -> judge.judge(group.outbound()).verdict(reading))
                    .reduce(Verdict.PASS, Verdict::worse);
            if (worstGroup == Verdict.FAIL) {
                continue;
            }
            Together together = worstTogether(read, reading);
            Verdict verdict = verdict(together.judgement(), reading, notRead);
            if (verdict.isWorseThan(worstGroup)) {
                Finding ofInterface = finding(
                        reading,
                        new Subject.Interface(networkInterface, together.groups()),
                        together.judgement(),
                        together.rules(),
                        notRead,
                        ITSELF,
                        path.apply(notRead.isEmpty() ? together.judgement().families(reading) : Judgement.BOTH));
                if (counts.shows(ofInterface)) {
                    emit(ofInterface);
                }
            }
        }
    }

    /** Those of the interface's own account, where there are such: else it is in a shared VPC. */
    private static List<SecurityGroup> ofTheSameOwner(List<SecurityGroup> versions, Scope scope) {
        List<SecurityGroup> own = versions.stream()
                .filter(version -> version.scope().mayHold(scope))
                .toList();
        return own.isEmpty() ? versions : own;
    }

    private Together worstTogether(List<List<SecurityGroup>> read, Reading reading) {
        List<List<SecurityGroup>> combinations = new ArrayList<>();
        combinations.add(List.of());
        for (List<SecurityGroup> versions : read) {
            List<List<SecurityGroup>> longer = new ArrayList<>();
            for (List<SecurityGroup> combination : combinations) {
                boolean apart = combinations.size() * versions.size() <= MOST_COMBINATIONS;
                if (apart) {
                    versions.forEach(version -> longer.add(with(combination, List.of(version))));
                } else {
                    longer.add(with(combination, versions));
                }
            }
            combinations = longer;
        }
        Together worst = together(combinations.get(0));
        for (List<SecurityGroup> combination : combinations.subList(1, combinations.size())) {
            Together other = together(combination);
            worst = other.judgement().isWorseThan(worst.judgement(), reading) ? other : worst;
        }
        return worst;
    }

    private static List<SecurityGroup> with(List<SecurityGroup> some, List<SecurityGroup> more) {
        List<SecurityGroup> all = new ArrayList<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }

    private Together together(List<SecurityGroup> groups) {
        List<SecurityGroupRule> rules =
                groups.stream().flatMap(group -> group.outbound().stream()).toList();
        return new Together(groups, rules, judge.judge(rules));
    }

    private static Verdict verdict(Judgement judgement, Reading reading, List<String> notRead) {
        Verdict verdict = judgement.verdict(reading);
        return notRead.isEmpty() ? verdict : verdict.worse(Verdict.UNKNOWN);
    }

    private Finding finding(
            Reading reading,
            Subject subject,
            Judgement judgement,
            List<SecurityGroupRule> rules,
            List<String> notRead,
            Attachment attachment,
            InternetPath path) {
        Verdict verdict = verdict(judgement, reading, notRead);
        Opening opening = judgement.openings().of(judgement, verdict, rules);
        return suppressions
                .baseline()
                .applied(new Finding(
                        Check.OUTBOUND_ACCESS_RESTRICTED,
                        reading,
                        verdict,
                        verdict == Verdict.PASS ? Severity.NONE : severity(reading, attachment, path),
                        subject,
                        opening,
                        judgement.exposure(),
                        attachment,
                        path,
                        verdict == Verdict.UNKNOWN ? unresolved(judgement, rules, notRead, subject) : List.of(),
                        verdict == Verdict.PASS ? judgement.notices() : List.of(),
                        suppressions.of(subject, reading, verdict, opening.rules())));
    }

    /**
     * One step down where no interface is associated with the group, or none of them has a way out: one reason is enough and
     * two count once. One step up where a public address meets an internet gateway. What is not known moves nothing.
     */
    private static Severity severity(Reading reading, Attachment attachment, InternetPath path) {
        if (attachment.answer() == Attachment.Answer.UNATTACHED || path.answer() == InternetPath.Answer.NO) {
            return reading.base().down();
        }
        return path.publicAddress() ? reading.base().up() : reading.base();
    }

    private List<String> unresolved(
            Judgement judgement, List<SecurityGroupRule> rules, List<String> notRead, Subject subject) {
        List<String> sentences = new ArrayList<>(notRead);
        sentences.addAll(unread.rules(rules, judgement.unresolvedRules(), subject.scope()));
        return sentences;
    }

    private void emit(Finding finding) {
        counts.finding(finding);
        findings.finding(finding);
    }

    /** One choice of versions for all groups of an interface, judged. */
    private record Together(List<SecurityGroup> groups, List<SecurityGroupRule> rules, Judgement judgement) {}
}
