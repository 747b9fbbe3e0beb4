package dev.weir.finding;

import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.Suppression;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a report says of a finding, without the inventory that stands behind it: what can be read back, kept and compared.
 *
 * @param reading which meaning of the check
 * @param verdict fail, unknown or pass
 * @param severity none on a pass
 * @param resource what it is about
 * @param rules the rules that open a port to the world, as words; empty on a pass
 * @param openPorts how many ports are open to the world
 * @param exposure how much of the world the known rules permit
 * @param unresolved what could not be read, one sentence each
 * @param suppressed why a decision, in code or in a file of such, hides it; empty where none does; hostile text
 * @param fingerprint its identity
 */
public record ReportedFinding(
        Reading reading,
        Verdict verdict,
        Severity severity,
        ReportedResource resource,
        List<Rule> rules,
        OpenPorts openPorts,
        Exposed exposure,
        List<String> unresolved,
        Optional<String> suppressed,
        String fingerprint) {

    public ReportedFinding {
        rules = List.copyOf(rules);
        unresolved = List.copyOf(unresolved);
    }

    /**
     * A security group or network interface.
     *
     * @param type {@code security-group} or {@code network-interface}
     * @param id its id
     * @param name the group's name or the interface's Name tag; empty where there is none; hostile text
     * @param scope account and Region, as far as known
     * @param vpc its VPC; empty where it is not known
     * @param tags its tags, as read; hostile text
     * @param attachment whether it is in use
     * @param address what code calls it, where it was read in code
     * @param file where it was read, as the user named it; empty for an API call
     * @param line in that file, from 1
     * @param column in that line, from 1
     */
    public record ReportedResource(
            String type,
            String id,
            String name,
            Scope scope,
            Optional<String> vpc,
            Map<String, String> tags,
            Attachment.Answer attachment,
            Optional<String> address,
            Optional<String> file,
            OptionalLong line,
            OptionalLong column) {

        public ReportedResource {
            tags = Map.copyOf(tags);
        }

        public static ReportedResource of(Finding finding) {
            Subject subject = finding.subject();
            Origin origin = finding.origin();
            boolean inFile = !origin.isCall() && !origin.place().isEmpty();
            return new ReportedResource(
                    subject.type(),
                    subject.id(),
                    subject.match(group -> group.group().name(), on -> name(on.networkInterface())),
                    subject.scope(),
                    subject.vpc(),
                    subject.tags(),
                    finding.attachment().answer(),
                    subject.origin().address().map(Origin.Address::name),
                    inFile ? Optional.of(origin.place()) : Optional.empty(),
                    inFile ? origin.line() : OptionalLong.empty(),
                    inFile ? origin.column() : OptionalLong.empty());
        }

        private ReportedResource sharing(ReportedResource other) {
            if (equals(other)) {
                return other;
            }
            return new ReportedResource(
                    type,
                    one(id, other.id),
                    one(name, other.name),
                    one(scope, other.scope),
                    one(vpc, other.vpc),
                    one(tags, other.tags),
                    attachment,
                    one(address, other.address),
                    one(file, other.file),
                    one(line, other.line),
                    one(column, other.column));
        }

        private static String name(NetworkInterface networkInterface) {
            return networkInterface.tags().getOrDefault("Name", "");
        }
    }

    /**
     * A rule as people read it; its id is left out, because sources differ in whether they know it.
     *
     * @param protocol {@code tcp}, {@code -1}
     * @param ports {@code 443}, {@code all}
     * @param destination a CIDR, a prefix list or a group
     */
    public record Rule(String protocol, String ports, String destination) {

        public static Rule of(SecurityGroupRule.Known rule) {
            return new Rule(
                    rule.service().protocol().toString(),
                    rule.service().ports(),
                    rule.destination().text());
        }
    }

    /**
     * How many ports are open to the world, each 0 to 65 536.
     *
     * @param tcp of TCP
     * @param udp of UDP
     */
    public record OpenPorts(int tcp, int udp) {}

    /**
     * The share of the TCP and UDP port x public-address space, per family, as near as a double comes.
     *
     * @param ipv4 0 to 1
     * @param ipv6 0 to 1
     */
    public record Exposed(double ipv4, double ipv6) {

        static Exposed of(Exposure exposure) {
            return new Exposed(exposure.ipv4().toDouble(), exposure.ipv6().toDouble());
        }
    }

    /** What a report says of this finding. */
    public static ReportedFinding of(Finding finding) {
        Opening opening = finding.opening();
        return new ReportedFinding(
                finding.reading(),
                finding.verdict(),
                finding.severity(),
                ReportedResource.of(finding),
                opening.rules().stream().map(Rule::of).toList(),
                new OpenPorts(opening.openTcpPorts(), opening.openUdpPorts()),
                Exposed.of(finding.exposure()),
                finding.unresolved(),
                finding.suppression()
                        .filter(decision -> decision.where() != Suppression.Where.BASELINE)
                        .map(decision -> decision.reason().orElse("")),
                finding.fingerprint());
    }

    /**
     * The same, made of the other's parts where they are equal: of two readings of one group, and of two states of it, most are, and
     * a comparison keeps all of both.
     */
    public ReportedFinding sharing(ReportedFinding other) {
        return new ReportedFinding(
                reading,
                verdict,
                severity,
                resource.sharing(other.resource),
                one(rules, other.rules),
                one(openPorts, other.openPorts),
                one(exposure, other.exposure),
                one(unresolved, other.unresolved),
                suppressed,
                one(fingerprint, other.fingerprint));
    }

    private static <T> T one(T mine, T others) {
        return mine.equals(others) ? others : mine;
    }

    /** The same with this severity, where the verdict has one: a plan tells nothing of interfaces and paths. */
    public ReportedFinding asSevereAs(ReportedFinding other) {
        return verdict == Verdict.PASS || other.verdict == Verdict.PASS
                ? this
                : with(verdict, other.severity, exposure);
    }

    /** The same with another verdict, its severity and what is exposed. */
    public ReportedFinding with(Verdict other, Severity otherSeverity, Exposed otherExposure) {
        return new ReportedFinding(
                reading,
                other,
                otherSeverity,
                resource,
                rules,
                openPorts,
                otherExposure,
                unresolved,
                suppressed,
                fingerprint);
    }

    /** The one with the worse verdict, of equals the first. */
    public static ReportedFinding worse(ReportedFinding one, ReportedFinding other) {
        return other.verdict.isWorseThan(one.verdict) ? other : one;
    }

    /** Whether both say the same: verdict, severity, whether it is suppressed, rules whatever their order, ports and exposure. */
    public boolean saysTheSameAs(ReportedFinding other) {
        return verdict == other.verdict
                && severity == other.severity
                && suppressed.isPresent() == other.suppressed.isPresent()
                && openPorts.equals(other.openPorts)
                && exposure.equals(other.exposure)
                && new HashSet<>(rules).equals(new HashSet<>(other.rules));
    }

    /** Whether this is more severe than the other, opens more of the world in any respect, or is hidden no more. */
    public boolean isWorseThan(ReportedFinding other) {
        return verdict.isWorseThan(other.verdict)
                || other.suppressed.isPresent()
                || severity.compareTo(other.severity) > 0
                || openPorts.tcp > other.openPorts.tcp
                || openPorts.udp > other.openPorts.udp
                || exposure.ipv4 > other.exposure.ipv4
                || exposure.ipv6 > other.exposure.ipv6;
    }
}
