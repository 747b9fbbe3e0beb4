package dev.weir.report;

import dev.weir.finding.Attachment;
import dev.weir.finding.Exposure;
import dev.weir.finding.Finding;
import dev.weir.finding.Opening;
import dev.weir.finding.Subject;
import dev.weir.finding.Verdict;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.report.commands.Remedies;
import java.util.Optional;

/**
 * One finding as an object of the contract.
 *
 * <p>In a large account most findings repeat: the same rules in thousands of groups, and the two readings of one group. So
 * the encoded resource is kept for the group's second reading, encoded evidence by what it says, and the encoded remediation
 * by its rules, with gaps where the group's id goes.
 */
final class FindingJson {

    private static final byte[] NO_REMEDIATION = JsonText.ascii("{\"console\":[],\"awsCli\":[],\"undo\":[]}");

    private final JsonText json;
    private final Run run;
    private final RemediationJson remediation;
    private final PieceCache<Opening> openings = new PieceCache<>();
    private final PieceCache<Exposure> exposures = new PieceCache<>();
    private Optional<Subject> lastSubject = Optional.empty();
    private byte[] lastResource = {};

    FindingJson(JsonText json, Run run, Remedies remedies) {
        this.json = json;
        this.run = run;
        remediation = new RemediationJson(json, remedies);
    }

    void write(Finding finding) {
        json.beginObject();
        json.name("check").text(finding.check().id());
        json.name("reading").text(finding.reading().id());
        json.name("status").text(Words.of(finding.verdict()));
        json.name("severity").text(Words.of(finding.severity()));
        json.name("resource");
        writeResource(finding.subject());
        json.name("evidence");
        openings.write(json, finding.opening(), this::writeOpening);
        json.name("exposure");
        exposures.write(json, finding.exposure(), this::writeExposure);
        json.name("attached");
        writeAttachment(finding.attachment());
        json.name("internetPath").text(Words.of(finding.internetPath().answer()));
        json.name("via").texts(finding.internetPath().via());
        json.name("unresolved").texts(finding.unresolved());
        json.name("notices").texts(finding.notices());
        json.name("fingerprint").text(finding.fingerprint());
        json.name("remediation");
        if (finding.verdict() == Verdict.PASS) {
            json.piece(NO_REMEDIATION);
        } else {
            remediation.write(finding);
        }
        json.endObject();
    }

    private void writeResource(Subject subject) {
        if (lastSubject.isPresent() && Resources.same(lastSubject.get(), subject)) {
            json.piece(lastResource);
            return;
        }
        int mark = json.mark();
        json.beginObject().name("type").text(subject.type());
        json.name("id").text(subject.id());
        json.name("name").textOrNull(Resources.name(subject));
        json.name("account").textOrNull(subject.scope().account().orElse(""));
        json.name("region").textOrNull(subject.scope().region().orElse(""));
        json.name("vpc").textOrNull(Resources.vpc(subject));
        json.name("arn").textOrNull(Resources.arn(subject));
        json.name("address").nothing();
        boolean inFile = run.access() == Run.Access.OFFLINE;
        json.name("file").textOrNull(inFile ? subject.origin().place() : "");
        json.name("line");
        if (inFile && subject.origin().line().isPresent()) {
            json.number(subject.origin().line().getAsLong());
        } else {
            json.nothing();
        }
        json.endObject();
        lastResource = json.since(mark);
        lastSubject = Optional.of(subject);
    }

    private void writeOpening(Opening opening) {
        json.beginObject().name("rules").beginArray();
        for (SecurityGroupRule.Known rule : opening.rules()) {
            json.beginObject();
            json.name("id").textOrNull(rule.id().orElse(""));
            json.name("protocol").text(rule.service().protocol().toString());
            json.name("ports").text(rule.service().ports());
            json.name("destination").text(rule.destination().text());
            json.endObject();
        }
        json.endArray();
        json.name("openPorts").beginObject();
        json.name("tcp").number(opening.openTcpPorts());
        json.name("udp").number(opening.openUdpPorts()).endObject();
        json.name("worldShare").beginObject();
        json.name("ipv4").number(opening.widestIpv4().toDouble());
        json.name("ipv6").number(opening.widestIpv6().toDouble()).endObject();
        json.endObject();
    }

    private void writeExposure(Exposure exposure) {
        json.beginObject();
        json.name("ipv4").number(exposure.ipv4().toDouble());
        json.name("ipv6").number(exposure.ipv6().toDouble());
        json.endObject();
    }

    private void writeAttachment(Attachment attachment) {
        switch (attachment.answer()) {
            case ATTACHED -> json.yes();
            case UNATTACHED -> json.no();
            case UNKNOWN -> json.nothing();
        }
    }
}
