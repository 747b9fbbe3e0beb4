package dev.weir.report.systems;

import dev.weir.finding.Finding;
import dev.weir.finding.Policy;
import dev.weir.finding.ScanSummary;
import dev.weir.finding.Severity;
import dev.weir.finding.Verdict;
import dev.weir.inventory.Problem;
import dev.weir.report.FindingWords;
import dev.weir.report.Report;
import dev.weir.report.Resources;
import dev.weir.report.Run;
import dev.weir.report.Words;
import dev.weir.report.text.Printable;
import dev.weir.report.text.Timestamp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A scan as JUnit's XML, which every CI system shows: one test suite, one test case per resource and reading.
 *
 * <p>A case fails, or has an error where the verdict is unknown, exactly where the exit code of the scan would say so: at or
 * above the policy's fail-on. Below it, and where a decision in code hides it, the case is skipped, with the reason. What was
 * not read is an error of its own. The counts stand before the cases, so the cases are held until the end: some 300 bytes each.
 */
public final class JunitReport implements Report {

    private final OutputStream out;
    private final Run run;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private final XMLStreamWriter cases;
    private long tests;
    private long failures;
    private long errors;
    private long skipped;

    public JunitReport(OutputStream out, Run run) {
        this.out = out;
        this.run = run;
        this.cases = writer(held);
    }

    private static XMLStreamWriter writer(OutputStream stream) {
        try {
            return XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(stream, StandardCharsets.UTF_8.name());
        } catch (XMLStreamException broken) {
            throw new IllegalStateException(broken);
        }
    }

    @Override
    public void finding(Finding finding) {
        String name = Resources.name(finding.subject());
        String file = finding.origin().isCall() ? "" : finding.origin().place();
        String id = finding.subject().id() + (name.isEmpty() ? "" : " " + name);
        begin(finding.check().id() + "." + finding.reading().id(), id, file);
        Verdict verdict = finding.verdict();
        String sentence = FindingWords.sentence(finding);
        if (finding.suppression().isPresent()) {
            skipped++;
            outcome(
                    "skipped",
                    "suppressed: " + finding.suppression().get().reason().orElse(""),
                    "",
                    finding.fingerprint());
        } else if (verdict != Verdict.PASS && !counts(finding.severity())) {
            skipped++;
            outcome(
                    "skipped",
                    Words.of(finding.severity()) + ", below --fail-on "
                            + Words.of(run.policy().failOn()) + ": " + sentence,
                    "",
                    finding.fingerprint());
        } else if (verdict == Verdict.FAIL) {
            failures++;
            outcome("failure", sentence, Words.of(finding.severity()), details(finding));
        } else if (verdict == Verdict.UNKNOWN) {
            errors++;
            outcome("error", sentence, Words.of(finding.severity()), details(finding));
        }
        end();
    }

    private boolean counts(Severity severity) {
        Policy policy = run.policy();
        return policy.failOn() != Severity.NONE && severity.isAtLeast(policy.failOn());
    }

    private static String details(Finding finding) {
        StringBuilder text = new StringBuilder();
        FindingWords.rules(finding.opening().rules())
                .forEach(rule -> text.append(Printable.of(rule)).append('\n'));
        finding.unresolved().forEach(line -> text.append(Printable.of(line)).append('\n'));
        text.append("at ").append(Printable.of(finding.origin().toString())).append('\n');
        return text.append("fingerprint ").append(finding.fingerprint()).toString();
    }

    @Override
    public void finish(ScanSummary summary) {
        for (Problem problem : summary.problems()) {
            notRead(problem.origin().toString(), problem.message());
        }
        for (ScanSummary.ScopeStatus scope : summary.scopes()) {
            if (scope.status() != ScanSummary.Status.READ) {
                notRead(scope.scope().toString(), scope.status().id());
            }
        }
        written(cases::flush);
        head();
        try {
            held.writeTo(out);
            out.write("\n</testsuite>\n</testsuites>\n".getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void notRead(String where, String message) {
        begin("weir.complete", where, "");
        errors++;
        outcome("error", message, "", "not all was read: what is not listed is not known to be clean");
        end();
    }

    /** Everything before the first case; the elements stay open. */
    private void head() {
        XMLStreamWriter head = writer(out);
        written(() -> {
            head.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
            head.writeCharacters("\n");
            head.writeStartElement("testsuites");
            counts(head);
            head.writeCharacters("\n");
            head.writeStartElement("testsuite");
            counts(head);
            head.writeAttribute("timestamp", Timestamp.iso(run.at()).replace("Z", ""));
            head.writeCharacters("");
            head.flush();
        });
    }

    private void counts(XMLStreamWriter head) throws XMLStreamException {
        head.writeAttribute("name", "weir");
        head.writeAttribute("tests", Long.toString(tests));
        head.writeAttribute("failures", Long.toString(failures));
        head.writeAttribute("errors", Long.toString(errors));
        head.writeAttribute("skipped", Long.toString(skipped));
        head.writeAttribute("time", "0");
    }

    private void begin(String classname, String name, String file) {
        tests++;
        written(() -> {
            cases.writeCharacters("\n");
            cases.writeStartElement("testcase");
            cases.writeAttribute("classname", classname);
            cases.writeAttribute("name", Printable.of(name));
            cases.writeAttribute("time", "0");
            if (!file.isEmpty()) {
                cases.writeAttribute("file", Printable.of(file));
            }
        });
    }

    private void end() {
        written(cases::writeEndElement);
    }

    private void outcome(String element, String message, String type, String text) {
        written(() -> {
            cases.writeStartElement(element);
            cases.writeAttribute("message", Printable.of(message));
            if (!type.isEmpty()) {
                cases.writeAttribute("type", type);
            }
            cases.writeCharacters(text);
            cases.writeEndElement();
        });
    }

    private interface Xml {
        void write() throws XMLStreamException;
    }

    /** What is written is printable text in elements that fit, to memory or to a stream that says itself what fails. */
    private static void written(Xml xml) {
        try {
            xml.write();
        } catch (XMLStreamException failed) {
            throw new UncheckedIOException(new IOException(failed));
        }
    }
}
