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
import dev.weir.report.TextReport;
import dev.weir.report.commands.Remedies;
import dev.weir.report.html.ScanPage;
import dev.weir.report.systems.AsffReport;
import dev.weir.report.systems.CsvReport;
import dev.weir.report.systems.JunitReport;
import dev.weir.report.systems.OcsfReport;
import dev.weir.report.systems.OpenMetricsReport;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Every report of one run: findings go to each, and the files are kept when all are whole. */
final class Outputs implements Report, AutoCloseable {

    private final List<OutputFile> files = new ArrayList<>();
    private final List<Report> reports = new ArrayList<>();

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
            case TEXT -> new TextReport(stream, run, format.terminal(surroundings), next, uses);
        };
    }

    /** Writes what is rendered already: to its file, whole or not at all, or to standard output. */
    static void write(Format<?> format, byte[] bytes, ProcessContext surroundings) {
        format.file().ifPresentOrElse(file -> OutputFile.write(file, bytes), () -> surroundings.print(bytes));
    }

    /** What {@code write} writes. */
    static byte[] bytes(Consumer<OutputStream> write) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        write.accept(bytes);
        return bytes.toByteArray();
    }

    /** The bytes of a text. */
    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
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
