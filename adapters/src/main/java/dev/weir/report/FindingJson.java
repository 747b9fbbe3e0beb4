package dev.weir.report;

import dev.weir.finding.Attachment;
import dev.weir.finding.Check;
import dev.weir.finding.Finding;
import dev.weir.finding.InternetPath;
import dev.weir.finding.Reading;
import dev.weir.finding.Severity;
import dev.weir.finding.Subject;
import dev.weir.finding.Verdict;
import dev.weir.operation.FindingTraffic;
import dev.weir.operation.Uses;
import dev.weir.report.commands.Remedies;
import java.util.List;
import java.util.Optional;

/**
 * One finding as an object of the contract.
 *
 * <p>In a large account most of what findings say repeats: the same rules in thousands of groups, the same resource in both
 * readings. Measured on a million groups, encoding all of it anew takes three times as long as judging. So whatever repeats is
 * written once and copied from then on: the head by its three enums, the evidence by what was judged, resource and remediation
 * from the finding before. What is left to encode sits in methods of its own: inlined into the common path, it keeps the
 * compiler of the JVM busy for longer than it runs.
 */
final class FindingJson {

    private static final byte[] NOTHING_TO_SAY = JsonText.ascii("\"unresolved\":[],\"notices\":[]");
    private static final byte[] FINGERPRINT = JsonText.ascii("\"fingerprint\":");
    private static final byte[] REMEDIATION = JsonText.ascii("\"remediation\":");
    private static final byte[] NO_REMEDIATION = JsonText.ascii("{\"console\":[],\"awsCli\":[],\"undo\":[]}");

    private final JsonText json;
    private final ResourceJson resources;
    private final EvidenceJson evidence;
    private final RemediationJson remediation;
    private final Uses uses;
    private final byte[][] heads = heads();
    private byte[] reach = {};
    private Attachment.Answer reachAttachment = Attachment.Answer.UNKNOWN;
    private InternetPath reachPath = InternetPath.UNKNOWN;

    FindingJson(JsonText json, Run run, Remedies remedies, Uses uses) {
        this.uses = uses;
        this.json = json;
        resources = new ResourceJson(json, run);
        evidence = new EvidenceJson(json);
        remediation = new RemediationJson(json, remedies);
    }

    /** Everything before the resource, for each reading, verdict and severity. */
    private static byte[][] heads() {
        byte[][] heads = new byte[Reading.values().length * Verdict.values().length * Severity.values().length][];
        for (Reading reading : Reading.values()) {
            for (Verdict verdict : Verdict.values()) {
                for (Severity severity : Severity.values()) {
                    heads[head(reading, verdict, severity)] = JsonText.ascii("{\"check\":\""
                            + Check.OUTBOUND_ACCESS_RESTRICTED.id()
                            + "\",\"reading\":\"" + reading.id()
                            + "\",\"status\":\"" + Words.of(verdict)
                            + "\",\"severity\":\"" + Words.of(severity)
                            + "\",\"resource\":");
                }
            }
        }
        return heads;
    }

    private static int head(Reading reading, Verdict verdict, Severity severity) {
        return (reading.ordinal() * Verdict.values().length + verdict.ordinal()) * Severity.values().length
                + severity.ordinal();
    }

    void write(Finding finding) {
        Subject subject = finding.subject();
        json.piece(heads[head(finding.reading(), finding.verdict(), finding.severity())]);
        resources.write(subject);
        evidence.write(finding);
        writeReach(finding.attachment(), finding.internetPath());
        writeSentences(finding.unresolved(), finding.notices());
        json.piece(FINGERPRINT).text(finding.fingerprint());
        json.piece(REMEDIATION);
        if (finding.verdict() == Verdict.PASS) {
            json.piece(NO_REMEDIATION);
        } else {
            remediation.write(finding);
        }
        if (uses.asked()) {
            writeTraffic(finding);
        }
        json.endObject();
    }

    private void writeTraffic(Finding finding) {
        json.name("traffic");
        Optional<FindingTraffic.Use> use = uses.of(finding);
        if (use.isEmpty()) {
            json.nothing();
            return;
        }
        json.beginObject();
        json.name("from").text(use.get().from().toString());
        json.name("to").text(use.get().to().toString());
        json.name("connections").number(use.get().connections());
        json.name("destinations").number(use.get().destinations()).endObject();
    }

    private void writeSentences(List<String> unresolved, List<String> notices) {
        if (unresolved.isEmpty() && notices.isEmpty()) {
            json.piece(NOTHING_TO_SAY);
            return;
        }
        json.name("unresolved").texts(unresolved);
        json.name("notices").texts(notices);
    }

    private void writeReach(Attachment attachment, InternetPath path) {
        Attachment.Answer answer = attachment.answer();
        boolean repeats = reach.length > 0
                && answer == reachAttachment
                && path.answer() == reachPath.answer()
                && path.via().equals(reachPath.via());
        if (!repeats) {
            encodeReach(attachment, path);
            return;
        }
        json.piece(reach);
    }

    private void encodeReach(Attachment attachment, InternetPath path) {
        Attachment.Answer answer = attachment.answer();
        int mark = json.mark();
        json.name("attached");
        switch (answer) {
            case ATTACHED -> json.yes();
            case UNATTACHED -> json.no();
            case UNKNOWN -> json.nothing();
        }
        json.name("internetPath").text(Words.of(path.answer()));
        json.name("via").texts(path.via());
        reach = json.since(mark);
        reachAttachment = answer;
        reachPath = path;
    }
}
