package dev.weir.report;

import dev.weir.codec.RuleJson;
import dev.weir.finding.Check;
import dev.weir.finding.Exposure;
import dev.weir.finding.Finding;
import dev.weir.finding.Opening;
import dev.weir.finding.Subject;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.Suppression;
import dev.weir.json.JsonPiece;
import dev.weir.json.JsonWriter;
import dev.weir.net.Ratio;
import dev.weir.operation.FindingTraffic;
import dev.weir.operation.Uses;
import dev.weir.report.commands.GroupRemedy;
import dev.weir.report.commands.GroupText;
import dev.weir.report.commands.Remediation;
import dev.weir.report.commands.Remedies;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** One finding as an object of the contract. What is not known is null. */
final class FindingJson {

    private final JsonWriter json;
    private final Run.Access access;
    private final Remedies remedies;
    private final Uses uses;
    private final Pieces<Opening> evidence;
    private final Pieces<Exposure> exposure;
    private final Pieces<GroupRemedy> sharedRemedies;
    private Optional<Finding> last = Optional.empty();
    private JsonPiece resource;

    FindingJson(JsonWriter json, Run run, Remedies remedies, Uses uses) {
        this.json = json;
        this.access = run.access();
        this.remedies = remedies;
        this.uses = uses;
        evidence = new Pieces<>(json, this::evidence);
        exposure = new Pieces<>(json, this::exposure);
        sharedRemedies = new Pieces<>(json, this::remedy);
        resource = json.piece(Remediation.NONE, this::remediation);
    }

    void write(Finding finding) {
        json.beginObject()
                .text("check", Check.OUTBOUND_ACCESS_RESTRICTED.id())
                .text("reading", finding.reading().id())
                .text("status", Words.of(finding.verdict()))
                .text("severity", Words.of(finding.severity()))
                .piece("resource", resource(finding))
                .piece("evidence", evidence.of(finding.opening()))
                .piece("exposure", exposure.of(finding.exposure()))
                .truth("attached", attached(finding))
                .text("internetPath", Words.of(finding.internetPath().answer()))
                .texts("via", finding.internetPath().via())
                .texts("unresolved", finding.unresolved())
                .texts("notices", finding.notices())
                .text("fingerprint", finding.fingerprint());
        remedy(finding);
        finding.suppression().ifPresent(this::suppression);
        if (uses.asked()) {
            json.optional("traffic", uses.of(finding), this::traffic);
        }
        json.endObject();
    }

    /** Both readings of a resource come one after the other, and mostly stand in one place. */
    @SuppressWarnings("ReferenceEquality") // the cheapest proof that it is one
    private JsonPiece resource(Finding finding) {
        boolean isSame = last.isPresent()
                && Resources.same(last.get().subject(), finding.subject())
                && last.get().origin() == finding.origin();
        if (!isSame) {
            resource = json.piece(finding, this::writeResource);
        }
        last = Optional.of(finding);
        return resource;
    }

    private void writeResource(Finding finding) {
        Subject subject = finding.subject();
        Scope scope = subject.scope();
        Origin origin = finding.origin();
        boolean inFile = access != Run.Access.LIVE;
        json.text("type", subject instanceof Subject.Group ? "security-group" : "network-interface")
                .text("id", subject.id())
                .text("name", known(Resources.name(subject)))
                .text("account", scope.account())
                .text("region", scope.region())
                .text("vpc", subject.vpc())
                .text("arn", known(Resources.arn(subject)))
                .text("address", subject.origin().address().map(Origin.Address::name))
                .text("file", inFile && !origin.isCall() ? known(origin.place()) : Optional.empty())
                .number("line", inFile ? origin.line() : OptionalLong.empty());
        column(origin);
        if (subject instanceof Subject.Interface on) {
            json.objects(
                    "securityGroups",
                    on.groups(),
                    group -> json.text("id", group.id()).text("name", known(group.name())));
        }
        Map<String, String> tags = subject.tags();
        if (!tags.isEmpty()) {
            json.texts("tags", tags);
        }
    }

    private void suppression(Suppression decision) {
        if (decision.where() == Suppression.Where.BASELINE) {
            json.text("baseline", "unchanged");
            return;
        }
        json.name("suppressed")
                .beginObject()
                .text("reason", decision.reason())
                .text("until", decision.until().map(LocalDate::toString))
                .text("file", decision.origin().place())
                .number("line", decision.origin().line());
        decision.owner().ifPresent(owner -> json.text("owner", owner));
        json.endObject();
    }

    private void column(Origin origin) {
        origin.column().ifPresent(column -> json.number("column", column));
    }

    /** A rule, and where it stands by itself in code. */
    private void rule(SecurityGroupRule.Known rule) {
        RuleJson.writeInWords(json, rule);
        rule.origin().ifPresent(origin -> {
            origin.address().ifPresent(address -> json.text("address", address.name()));
            json.text("file", origin.place());
            origin.line().ifPresent(line -> json.number("line", line));
            column(origin);
        });
    }

    private static Optional<String> known(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private void evidence(Opening opening) {
        json.objects("rules", opening.rules(), this::rule)
                .name("openPorts")
                .beginObject()
                .number("tcp", opening.openTcpPorts())
                .number("udp", opening.openUdpPorts())
                .endObject()
                .name("worldShare")
                .beginObject();
        shares(opening.widestIpv4(), opening.widestIpv6());
        json.endObject();
    }

    private void exposure(Exposure exposure) {
        shares(exposure.ipv4(), exposure.ipv6());
    }

    private void shares(Ratio ipv4, Ratio ipv6) {
        json.number("ipv4", ipv4.toDouble()).number("ipv6", ipv6.toDouble());
    }

    private static Optional<Boolean> attached(Finding finding) {
        return switch (finding.attachment().answer()) {
            case ATTACHED -> Optional.of(true);
            case UNATTACHED -> Optional.of(false);
            case UNKNOWN -> Optional.empty();
        };
    }

    private void remedy(Finding finding) {
        Optional<GroupRemedy> shared = remedies.shared(finding);
        if (shared.isPresent()) {
            json.piece(
                    "remediation",
                    sharedRemedies.of(shared.get()),
                    finding.subject().id());
        } else {
            json.object("remediation", remedies.of(finding), this::remediation);
        }
    }

    private void remedy(GroupRemedy remedy) {
        texts("console", remedy.console());
        texts("awsCli", remedy.awsCli());
        texts("undo", remedy.undo());
    }

    private void texts(String name, List<GroupText> texts) {
        json.name(name).beginArray();
        for (GroupText text : texts) {
            json.text(text.parts());
        }
        json.endArray();
    }

    private void remediation(Remediation remediation) {
        json.texts("console", remediation.console())
                .texts("awsCli", remediation.awsCli())
                .texts("undo", remediation.undo());
    }

    private void traffic(FindingTraffic.Use use) {
        json.text("from", use.from().toString())
                .text("to", use.to().toString())
                .number("connections", use.connections())
                .number("destinations", use.destinations());
    }
}
