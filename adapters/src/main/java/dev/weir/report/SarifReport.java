package dev.weir.report;

import dev.weir.finding.Check;
import dev.weir.finding.Finding;
import dev.weir.finding.Reading;
import dev.weir.finding.ScanSummary;
import dev.weir.finding.Severity;
import dev.weir.finding.Subject;
import dev.weir.finding.Verdict;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import dev.weir.inventory.Suppression;
import dev.weir.json.JsonStyle;
import dev.weir.json.JsonWriter;
import dev.weir.operation.FindingTraffic;
import dev.weir.operation.Uses;
import dev.weir.report.text.Counted;
import dev.weir.report.text.GzipSize;
import dev.weir.report.text.PercentEncoded;
import dev.weir.report.text.Printable;
import dev.weir.report.text.Timestamp;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * SARIF 2.1.0, one run, results most severe first: suppressed ones last, passes after what does not pass.
 *
 * <p>Each reading is a rule of its own. A pass has the kind {@code pass}; an unknown the kind {@code open}, which SARIF defines
 * as not enough information to decide (section 3.27.9), and whose level must be {@code none}. Cloud resources are logical
 * locations by ARN; a file they were read from is the physical one, and of a group that was read in none a name that is the same
 * from run to run: GitHub takes no result without. What was not read makes the run not successful.
 *
 * <p>GitHub takes 25,000 results of a run, shows 5,000 of them, and takes 10 MB with gzip. What is beyond is left out, the least
 * severe first, and how much that is stands in a notification, in a property and on standard error.
 *
 * @see <a href="https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support">limits</a>
 */
public final class SarifReport implements Report {

    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    /** How many results GitHub takes, and shows. */
    static final int MOST = 25_000;

    static final int SHOWN = 5_000;

    /** Below GitHub's 10 MB by what the notifications and the buffers may still take. */
    private static final long MOST_BYTES = 9_500_000;

    private static final int NOTIFICATIONS = 1_000;

    private static final Comparator<Held> WORST_FIRST = Comparator.comparing(
                    (Held held) -> held.finding().suppression().isPresent())
            .thenComparing(held -> held.finding().severity(), Comparator.reverseOrder())
            .thenComparing(held -> held.finding().verdict() != Verdict.FAIL)
            .thenComparing(Held::number);

    private final GzipSize size;
    private final JsonWriter json;
    private final Run run;
    private final Uses uses;
    private final Consumer<String> notices;
    private final WorstRows<Held> results = new WorstRows<>(MOST, WORST_FIRST);
    private long number;

    /** A finding that waits for its place, and what uses it, which is asked when it comes. */
    private record Held(long number, Finding finding, Optional<FindingTraffic.Use> use) {}

    /** @param notices takes the sentence about what was left out */
    public SarifReport(OutputStream out, Run run, Uses uses, Consumer<String> notices) {
        this.uses = uses;
        this.size = new GzipSize(out);
        this.json = new JsonWriter(size, JsonStyle.ASCII);
        this.run = run;
        this.notices = notices;
    }

    private void begin() {
        json.beginObject().text("$schema", SCHEMA).text("version", "2.1.0");
        json.name("runs").beginArray().beginObject();
        json.name("tool").beginObject().name("driver").beginObject();
        json.text("name", "weir").text("version", run.version());
        json.name("rules").beginArray();
        for (Reading reading : Reading.values()) {
            writeRule(reading);
        }
        json.endArray().endObject().endObject();
        json.text("columnKind", "utf16CodeUnits");
        json.name("results").beginArray();
    }

    private static String ruleId(Reading reading) {
        return Check.OUTBOUND_ACCESS_RESTRICTED.id() + "/" + reading.id();
    }

    private void writeRule(Reading reading) {
        Check check = Check.OUTBOUND_ACCESS_RESTRICTED;
        json.newLine().beginObject().text("id", ruleId(reading));
        json.text("name", reading == Reading.ALL_PORTS ? "OutboundAccessOnAllPorts" : "OutboundAccessOnAnyPort");
        message("shortDescription", check.title() + " (" + reading.id() + ")");
        message("fullDescription", CheckPage.section("Description"));
        json.name("help").beginObject();
        json.text("text", sarifText(help()));
        json.text("markdown", help()).endObject();
        json.name("defaultConfiguration").beginObject();
        json.text("level", level(reading.base())).endObject();
        json.name("properties").beginObject();
        json.texts("tags", List.of("security", "aws", "ec2", "network"));
        json.text("precision", "very-high");
        json.text("problem.severity", level(reading.base()));
        json.text("security-severity", score(reading.base())).endObject();
        json.endObject();
    }

    private static String help() {
        return CheckPage.section("Rationale")
                + "\n\n"
                + CheckPage.section("Two readings")
                + "\n\n"
                + CheckPage.section("Remediation from the console")
                + "\n\n"
                + CheckPage.section("Remediation from the command line");
    }

    private void message(String name, String text) {
        json.name(name).beginObject().text("text", sarifText(text)).endObject();
    }

    /**
     * Text that SARIF reads nothing into: in a message, brackets make links (section 3.11.6) and braces placeholders
     * (3.11.5).
     */
    private static String sarifText(String text) {
        StringBuilder plain = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            switch (character) {
                case '[', ']', '\\' -> plain.append('\\').append(character);
                case '{', '}' -> plain.append(character).append(character);
                default -> plain.append(character);
            }
        }
        return plain.toString();
    }

    @Override
    public void finding(Finding finding) {
        results.add(new Held(number++, finding, uses.asked() ? uses.of(finding) : Optional.empty()));
    }

    private void result(Held held) {
        Finding finding = held.finding();
        json.newLine().beginObject();
        json.text("ruleId", ruleId(finding.reading()));
        json.number("ruleIndex", finding.reading().ordinal());
        json.text("kind", kind(finding.verdict()));
        json.text("level", finding.verdict() == Verdict.FAIL ? level(finding.severity()) : "none");
        message("message", Printable.of(FindingWords.sentence(finding)));
        json.name("locations").beginArray();
        writeLocation(finding.subject(), finding.origin());
        json.endArray();
        json.name("partialFingerprints").beginObject();
        json.text("weirFingerprint/v1", finding.fingerprint()).endObject();
        finding.suppression().ifPresent(this::writeSuppression);
        json.name("properties").beginObject();
        json.text("status", Words.of(finding.verdict()));
        json.text("severity", Words.of(finding.severity()));
        json.text("security-severity", score(finding.severity()));
        json.text("name", Resources.name(finding.subject()));
        json.text("account", finding.subject().scope().account().orElse(""));
        json.text("region", finding.subject().scope().region().orElse(""));
        json.text("internetPath", Words.of(finding.internetPath().answer()));
        json.number("exposureIpv4", finding.exposure().ipv4().toDouble());
        json.number("exposureIpv6", finding.exposure().ipv6().toDouble());
        if (!finding.unresolved().isEmpty()) {
            json.texts("unresolved", finding.unresolved());
        }
        if (!finding.notices().isEmpty()) {
            json.texts("notices", finding.notices());
        }
        held.use().ifPresent(this::writeTraffic);
        json.endObject().endObject();
    }

    /** A decision in code is one in source (section 3.35.2), any other one outside of it; each is accepted as long as it holds. */
    private void writeSuppression(Suppression decision) {
        boolean inCode = decision.where() == Suppression.Where.IN_CODE;
        if (decision.where() == Suppression.Where.BASELINE) {
            json.text("baselineState", "unchanged");
        }
        json.name("suppressions").beginArray().beginObject();
        json.text("kind", inCode ? "inSource" : "external").text("status", "accepted");
        String until = decision.until().map(day -> " (until " + day + ")").orElse("");
        String owner = decision.owner().map(name -> ", " + name).orElse("");
        json.text("justification", Printable.of(decision.reason().orElse("") + until + owner));
        json.name("location").beginObject().name("physicalLocation");
        writeFile(decision.origin());
        json.endObject().endObject().endArray();
    }

    private void writeTraffic(FindingTraffic.Use use) {
        json.text("trafficFrom", use.from().toString());
        json.text("trafficTo", use.to().toString());
        json.number("trafficConnections", use.connections());
        json.number("trafficDestinations", use.destinations());
    }

    private void writeLocation(Subject subject, Origin origin) {
        json.beginObject();
        json.name("physicalLocation");
        writeFile(run.access() != Run.Access.LIVE && !origin.isCall() ? origin : Origin.of(artefact(subject), 1));
        json.name("logicalLocations").beginArray().beginObject();
        json.text("name", subject.id());
        String arn = Resources.arn(subject);
        String address = subject.origin().address().map(Origin.Address::name).orElse(subject.id());
        json.text("fullyQualifiedName", arn.isEmpty() ? address : arn);
        json.text("kind", "resource").endObject().endArray();
        json.endObject();
    }

    /** What stands for a group that no file holds: the same name as long as the group is. */
    private static String artefact(Subject subject) {
        return "aws/" + subject.scope().account().orElse("unknown-account") + "/"
                + subject.scope().region().orElse("unknown-region") + "/" + subject.id();
    }

    private void writeFile(Origin origin) {
        json.beginObject().name("artifactLocation").beginObject();
        json.text("uri", uri(origin.place())).endObject();
        if (origin.line().isPresent() && origin.line().getAsLong() > 0) {
            json.name("region").beginObject();
            json.number("startLine", origin.line().getAsLong());
            if (origin.column().isPresent()) {
                json.number("startColumn", origin.column().getAsLong());
            }
            json.endObject();
        }
        json.endObject();
    }

    /** A relative path as a relative reference from the folder that was scanned from, an absolute one as a file URI. */
    static String uri(String named) {
        String path = named.startsWith("./") ? named.substring(2) : named;
        return (path.startsWith("/") ? "file://" : "") + PercentEncoded.of(path, "-._~/");
    }

    private static String kind(Verdict verdict) {
        return switch (verdict) {
            case FAIL -> "fail";
            case UNKNOWN -> "open";
            case PASS -> "pass";
        };
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case CRITICAL, HIGH -> "error";
            case MEDIUM -> "warning";
            case LOW -> "note";
            case NONE -> "none";
        };
    }

    /** The middle of the band that GitHub code scanning gives the severity. */
    private static String score(Severity severity) {
        return switch (severity) {
            case CRITICAL -> "9.5";
            case HIGH -> "8.0";
            case MEDIUM -> "5.5";
            case LOW -> "2.0";
            case NONE -> "0.0";
        };
    }

    @Override
    public void finish(ScanSummary summary) {
        begin();
        long left = results.left() + writeResults();
        json.endArray().newLine();
        String cut = cut(left);
        json.name("invocations").beginArray().beginObject();
        json.truth("executionSuccessful", summary.complete());
        json.text("endTimeUtc", Timestamp.iso(run.at()));
        json.name("toolExecutionNotifications").beginArray();
        if (!cut.isEmpty()) {
            json.newLine().beginObject().text("level", "warning");
            message("message", cut);
            json.endObject();
            notices.accept("weir: sarif: " + cut);
        }
        for (Problem problem : first(summary.problems())) {
            json.newLine().beginObject().text("level", "error");
            message("message", Printable.of(problem.message()));
            writeWhere(problem.origin());
            json.endObject();
        }
        for (ScanSummary.ScopeStatus scope : summary.scopes()) {
            if (scope.status() != ScanSummary.Status.READ) {
                json.newLine().beginObject().text("level", "error");
                message(
                        "message",
                        Printable.of(scope.scope().toString()) + " "
                                + scope.status().id());
                json.endObject();
            }
        }
        json.endArray().endObject().endArray();
        if (left > 0) {
            json.object("properties", left, count -> json.number("resultsLeftOut", count));
        }
        json.endObject().endArray().endObject();
        json.finish();
        size.end();
    }

    /** Problems may be many, and must not take the place of results: the first ones, and how many more. */
    private static List<Problem> first(List<Problem> problems) {
        if (problems.size() <= NOTIFICATIONS) {
            return problems;
        }
        List<Problem> first = new ArrayList<>(problems.subList(0, NOTIFICATIONS));
        int more = problems.size() - NOTIFICATIONS;
        first.add(new Problem(problems.get(NOTIFICATIONS).origin(), "and " + Counted.of(more, "more problem")));
        return first;
    }

    /** Writes the results until they are too large; how many are left. */
    private long writeResults() {
        List<Held> all = results.worstFirst();
        for (int i = 0; i < all.size(); i++) {
            if (i % 64 == 0) {
                json.flush();
                if (size.soFar() > MOST_BYTES) {
                    return (long) all.size() - i;
                }
            }
            result(all.get(i));
        }
        return 0;
    }

    private String cut(long left) {
        long written = number - left;
        String shows = written <= SHOWN
                ? ""
                : "GitHub shows " + Counted.number(SHOWN) + " of " + Counted.of(written, "result")
                        + ", the most severe";
        if (left == 0) {
            return shows;
        }
        return Counted.of(left, "result is", "results are")
                + " left out, none of them more severe than those that are not:"
                + " GitHub takes " + Counted.number(MOST) + " in a run, and 10 MB with gzip"
                + (shows.isEmpty() ? "" : "; " + shows)
                + "; help: filter, as with --severity or --account, or use json";
    }

    private void writeWhere(Origin origin) {
        json.name("locations").beginArray().beginObject();
        if (run.access() != Run.Access.LIVE) {
            json.name("physicalLocation");
            writeFile(origin);
        } else {
            json.name("logicalLocations").beginArray().beginObject();
            json.text("fullyQualifiedName", origin.toString());
            json.endObject().endArray();
        }
        json.endObject().endArray();
    }
}
