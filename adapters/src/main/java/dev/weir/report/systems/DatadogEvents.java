package dev.weir.report.systems;

import dev.weir.finding.Check;
import dev.weir.finding.Finding;
import dev.weir.finding.ScanSummary;
import dev.weir.finding.Severity;
import dev.weir.finding.Verdict;
import dev.weir.json.JsonStyle;
import dev.weir.json.JsonWriter;
import dev.weir.report.FindingWords;
import dev.weir.report.Report;
import dev.weir.report.Resources;
import dev.weir.report.Run;
import dev.weir.report.Words;
import dev.weir.report.text.Printable;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What does not pass as Datadog events (API v1), most severe first: one for each resource and reading that is not suppressed, as
 * severe as the policy's fail-on or more.
 *
 * <p>A title has 100 characters at most and a text 4,000; events of one finding gather by its fingerprint.
 *
 * @see <a href="https://docs.datadoghq.com/api/latest/events/#post-an-event">Post an event</a>
 */
public final class DatadogEvents implements Report {

    /** How many are made at most: an account of ten thousand open groups is one thing to know, and not ten thousand. */
    public static final int MOST = 1000;

    private static final int TITLE = 100;
    private static final int TEXT = 4000;
    private static final int TAG = 200;
    private static final int TAGS = 50;

    private final Run run;
    private final List<Finding> findings = new ArrayList<>();

    public DatadogEvents(Run run) {
        this.run = run;
    }

    @Override
    public void finding(Finding finding) {
        Severity least = run.policy().failOn();
        if (finding.verdict() != Verdict.PASS
                && finding.suppression().isEmpty()
                && least != Severity.NONE
                && finding.severity().isAtLeast(least)) {
            findings.add(finding);
        }
    }

    @Override
    public void finish(ScanSummary summary) {
        findings.sort(Comparator.comparing(Finding::severity).reversed());
    }

    /** How many are left out, none of them more severe than those that are not. */
    public int left() {
        return Math.max(0, findings.size() - MOST);
    }

    /** The bodies of the calls, one an event. */
    public List<byte[]> bodies() {
        return findings.stream().limit(MOST).map(this::body).toList();
    }

    private byte[] body(Finding finding) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        JsonWriter json = new JsonWriter(bytes, JsonStyle.ASCII);
        String id = finding.subject().id();
        String name = Resources.name(finding.subject());
        json.beginObject();
        json.text(
                "title",
                Printable.cut(
                        Printable.of(id + (name.isEmpty() ? "" : " " + name)) + " is open to the world ("
                                + finding.reading().id() + ")",
                        TITLE));
        json.text("text", Printable.cut(Printable.of(FindingWords.sentence(finding)), TEXT));
        json.text("alert_type", finding.severity().isAtLeast(Severity.HIGH) ? "error" : "warning");
        json.text("priority", finding.severity().isAtLeast(Severity.MEDIUM) ? "normal" : "low");
        json.text("aggregation_key", finding.fingerprint());
        json.number("date_happened", run.at().getEpochSecond());
        json.texts("tags", tags(finding));
        json.endObject().finish();
        return bytes.toByteArray();
    }

    private static List<String> tags(Finding finding) {
        List<String> tags = new ArrayList<>();
        tags.add("source:weir");
        tags.add("check:" + Check.OUTBOUND_ACCESS_RESTRICTED.id());
        tags.add("reading:" + finding.reading().id());
        tags.add("status:" + Words.of(finding.verdict()));
        tags.add("severity:" + Words.of(finding.severity()));
        tags.add(finding.subject().type() + ":" + finding.subject().id());
        finding.subject().scope().account().ifPresent(account -> tags.add("aws_account:" + account));
        finding.subject().scope().region().ifPresent(region -> tags.add("region:" + region));
        finding.subject().vpc().ifPresent(vpc -> tags.add("vpc:" + vpc));
        for (Map.Entry<String, String> tag : finding.subject().tags().entrySet()) {
            if (tags.size() < TAGS) {
                tags.add(Printable.cut(Printable.of(tag.getKey() + ":" + tag.getValue()), TAG));
            }
        }
        return tags;
    }
}
