package dev.weir.cli;

import dev.weir.evaluation.PrefixLists;
import dev.weir.files.OutputFile;
import dev.weir.finding.Finding;
import dev.weir.finding.ScanSummary;
import dev.weir.operation.FailureException;
import dev.weir.operation.Uses;
import dev.weir.report.JsonReport;
import dev.weir.report.MarkdownReport;
import dev.weir.report.Report;
import dev.weir.report.Run;
import dev.weir.report.SarifReport;
import dev.weir.report.Terminal;
import dev.weir.report.TextReport;
import dev.weir.report.commands.Remedies;
import dev.weir.report.html.ScanPage;
import dev.weir.report.systems.AsffReport;
import dev.weir.report.systems.CsvReport;
import dev.weir.report.systems.JunitReport;
import dev.weir.report.systems.OcsfReport;
import dev.weir.report.systems.OpenMetricsReport;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Every report of one run: findings go to each, and the files are kept when all are whole. */
final class Outputs implements Report, AutoCloseable {

    private final List<OutputFile> files = new ArrayList<>();
    private final List<Report> reports = new ArrayList<>();
    private boolean textToOut;

    Outputs(
            List<Format<Format.OfFindings>> formats,
            Run run,
            ProcessContext surroundings,
            Supplier<PrefixLists> prefixLists,
            TextReport.Advice next,
            Uses uses) {
        try {
            for (Format<Format.OfFindings> format : formats) {
                OutputStream stream = surroundings.out();
                if (format.file().isPresent()) {
                    OutputFile file = OutputFile.at(format.file().get());
                    files.add(file);
                    stream = file.stream();
                }
                boolean toOut = format.file().isEmpty();
                textToOut |= toOut && format.kind() == Format.OfFindings.TEXT;
                reports.add(report(format, stream, run, surroundings, prefixLists, next, uses));
            }
        } catch (FailureException failed) {
            close();
            throw failed;
        }
    }

    private static Report report(
            Format<Format.OfFindings> format,
            OutputStream stream,
            Run run,
            ProcessContext surroundings,
            Supplier<PrefixLists> prefixLists,
            TextReport.Advice next,
            Uses uses) {
        return switch (format.kind()) {
            case JSON -> new JsonReport(stream, run, new Remedies(run.policy(), prefixLists), uses);
            case SARIF -> new SarifReport(stream, run, uses, surroundings::say);
            case MARKDOWN -> new MarkdownReport(stream, run);
            case CSV -> new CsvReport(stream);
            case JUNIT -> new JunitReport(stream, run);
            case OCSF -> new OcsfReport(stream, run, new Remedies(run.policy(), prefixLists));
            case ASFF -> new AsffReport(stream, run, surroundings::say);
            case OPENMETRICS -> new OpenMetricsReport(stream, run);
            case HTML -> new ScanPage(stream, run, new Remedies(run.policy(), prefixLists), prefixLists, uses);
            case TEXT -> {
                Terminal terminal = format.terminal(surroundings);
                yield new TextReport(stream, run, terminal, next, uses);
            }
        };
    }

    /** Writes what is rendered already: to its file, whole or not at all, or to standard output. */
    static void write(Format<?> format, byte[] bytes, ProcessContext surroundings) {
        if (format.file().isPresent()) {
            OutputFile.write(format.file().get(), bytes);
            return;
        }
        try {
            surroundings.out().write(bytes);
            surroundings.out().flush();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Whether a person reads the text on standard output. */
    boolean saysItInText() {
        return textToOut;
    }

    @Override
    public void finding(Finding finding) {
        for (Report report : reports) {
            report.finding(finding);
        }
    }

    @Override
    public void finish(ScanSummary summary) {
        for (Report report : reports) {
            report.finish(summary);
        }
        for (OutputFile file : files) {
            file.keep();
        }
    }

    @Override
    public void close() {
        files.forEach(OutputFile::close);
    }
}
