package dev.weir.codec;

import dev.weir.finding.Attachment;
import dev.weir.finding.JudgedExtent;
import dev.weir.finding.Reading;
import dev.weir.finding.ReportedFinding;
import dev.weir.finding.ScanSummary;
import dev.weir.finding.Severity;
import dev.weir.finding.Verdict;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import dev.weir.inventory.Scope;
import dev.weir.json.BrokenJson;
import dev.weir.json.JsonObject;
import dev.weir.json.JsonReader;
import dev.weir.json.JsonValue;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Findings that a scan wrote, {@code weir.findings/1}, read back: the contract's fields in any order, whatever stands beside them.
 *
 * <p>Findings are handed out one by one, so that a report of any size needs no memory of them.
 */
public final class FindingsReader {

    /** The schema that this version of weir writes, and reads. */
    public static final String SCHEMA = "weir.findings/1";

    private static final String SCHEMA_NAME = "weir.findings/";

    private final Map<String, JsonValue> beside = new LinkedHashMap<>();
    private boolean found;

    private FindingsReader() {}

    /** Whether the beginning or the end of a file looks like findings of any version. */
    public static boolean mayBeFindings(String part) {
        return part.contains('"' + SCHEMA_NAME);
    }

    /** Whether a document is findings of any version. */
    public static boolean isFindings(InputStream utf8) {
        try (JsonReader json = JsonReader.ofOthers(utf8)) {
            if (!json.next() || !json.isObject()) {
                return false;
            }
            json.enter();
            while (json.next()) {
                if (json.name().equals("schema")) {
                    return json.text().orElse("").startsWith(SCHEMA_NAME);
                }
            }
            return false;
        } catch (BrokenJson broken) {
            return false;
        }
    }

    /**
     * When the findings were true: when the latest of the inputs was, else when they were made.
     *
     * @throws IllegalArgumentException if it is no report, or damaged; one sentence
     */
    public static Optional<Instant> asOf(InputStream utf8) {
        try (JsonReader json = JsonReader.ofOurs(utf8)) {
            Optional<Instant> made = Optional.empty();
            Optional<Instant> latest = Optional.empty();
            if (json.next() && json.isObject()) {
                json.enter();
                while (json.next()) {
                    if (json.name().equals("generatedAt")) {
                        made = json.text().map(Instant::parse);
                    } else if (json.name().equals("inputs") && json.isArray()) {
                        json.enter();
                        while (json.next()) {
                            Optional<Instant> one =
                                    object(json.value()).optional("asOf").map(Instant::parse);
                            latest =
                                    Stream.concat(latest.stream(), one.stream()).max(Comparator.naturalOrder());
                        }
                    }
                }
            }
            return latest.isPresent() ? latest : made;
        } catch (BrokenJson broken) {
            throw new IllegalArgumentException("line " + broken.line() + ": " + broken.getMessage(), broken);
        } catch (DateTimeException none) {
            throw new IllegalArgumentException("it says no time: " + none.getMessage(), none);
        }
    }

    /**
     * Reads a report.
     *
     * @param findings takes each finding, in the order of the report
     * @throws IllegalArgumentException if it is no report, of another version, cut or damaged; one sentence
     */
    public static JudgedExtent read(InputStream utf8, Consumer<ReportedFinding> findings) {
        try (JsonReader json = JsonReader.ofOurs(utf8)) {
            return new FindingsReader().read(json, findings);
        } catch (BrokenJson broken) {
            throw new IllegalArgumentException(
                    "line " + broken.line() + ": " + broken.getMessage()
                            + "; help: `weir scan --format json=FILE` writes it again",
                    broken);
        }
    }

    private JudgedExtent read(JsonReader json, Consumer<ReportedFinding> findings) {
        if (!json.next() || !json.isObject()) {
            throw new IllegalArgumentException("expected the findings that `weir scan --format json` writes");
        }
        json.enter();
        while (json.next()) {
            if (json.name().equals("findings") && json.isArray()) {
                found = true;
                json.enter();
                while (json.next()) {
                    long line = json.line();
                    findings.accept(at(line, () -> finding(object(json.value()))));
                }
            } else {
                beside.put(json.name(), json.value());
            }
        }
        return at(1, this::extent);
    }

    private static JsonObject object(JsonValue value) {
        if (value instanceof JsonObject object) {
            return object;
        }
        throw new IllegalArgumentException("expected a finding, found " + value.kind());
    }

    private static <T> T at(long line, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(
                    "line " + line + ": these findings cannot be read: " + wrong.getMessage()
                            + "; help: `weir scan --format json=FILE` writes them again",
                    wrong);
        }
    }

    private JudgedExtent extent() {
        JsonObject report = JsonObject.of(beside, 1);
        String schema = report.text("schema");
        if (!schema.equals(SCHEMA)) {
            throw new IllegalArgumentException("found schema `" + schema + "`, expected `" + SCHEMA + "`");
        }
        if (!found) {
            throw new IllegalArgumentException("expected a list in `findings`");
        }
        JsonObject policy = report.object("policy");
        JsonObject summary = report.object("summary");
        List<Problem> problems = new ArrayList<>(report.objects("errors", FindingsReader::problem));
        if (report.has("shown")) {
            JsonObject shown = report.object("shown");
            problems.add(new Problem(
                    Origin.of("the findings"),
                    "they are those of " + shown.number("securityGroups") + " of " + shown.number("of") + " groups, "
                            + shown.text("filter") + "; help: scan without it"));
        }
        return new JudgedExtent(
                PlanReader.policy(policy),
                report.is("complete") && !report.has("shown"),
                report.objects("scope", FindingsReader::scope),
                problems,
                summary.number("securityGroups"),
                summary.number("networkInterfaces"));
    }

    private static ScanSummary.ScopeStatus scope(JsonObject tree) {
        return new ScanSummary.ScopeStatus(
                new Scope(tree.optional("account"), tree.optional("region")),
                tree.oneOf("status", ScanSummary.Status.values(), ScanSummary.Status::id, "status of a scope"),
                tree.number("securityGroups"));
    }

    private static Problem problem(JsonObject tree) {
        return new Problem(Origin.of(tree.text("where")), tree.text("message"));
    }

    private static ReportedFinding finding(JsonObject tree) {
        JsonObject evidence = tree.object("evidence");
        JsonObject ports = evidence.object("openPorts");
        JsonObject exposure = tree.object("exposure");
        Verdict verdict = tree.oneOf("status", Verdict.values(), Verdict::toString, "status");
        return new ReportedFinding(
                tree.oneOf("reading", Reading.values(), Reading::id, "reading"),
                verdict,
                verdict == Verdict.PASS ? Severity.NONE : Severity.parse(tree.text("severity")),
                resource(tree.object("resource"), attachment(tree)),
                evidence.objects("rules", FindingsReader::rule),
                new ReportedFinding.OpenPorts(ports.small("tcp"), ports.small("udp")),
                new ReportedFinding.Exposed(exposure.fraction("ipv4"), exposure.fraction("ipv6")),
                tree.texts("unresolved"),
                tree.has("suppressed")
                        ? tree.object("suppressed").optional("reason").or(() -> Optional.of(""))
                        : Optional.empty(),
                tree.text("fingerprint"));
    }

    private static ReportedFinding.ReportedResource resource(JsonObject tree, Attachment.Answer attachment) {
        return new ReportedFinding.ReportedResource(
                tree.text("type"),
                tree.text("id"),
                tree.optional("name").orElse(""),
                new Scope(tree.optional("account"), tree.optional("region")),
                tree.optional("vpc"),
                tree.textMap("tags"),
                attachment,
                tree.optional("address"),
                tree.optional("file"),
                tree.optionalNumber("line"),
                tree.optionalNumber("column"));
    }

    private static Attachment.Answer attachment(JsonObject finding) {
        if (!finding.has("attached")) {
            return Attachment.Answer.UNKNOWN;
        }
        return finding.is("attached") ? Attachment.Answer.ATTACHED : Attachment.Answer.UNATTACHED;
    }

    private static ReportedFinding.Rule rule(JsonObject tree) {
        return new ReportedFinding.Rule(tree.text("protocol"), tree.text("ports"), tree.text("destination"));
    }
}
