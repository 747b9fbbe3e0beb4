package dev.weir.cli;

import dev.weir.codec.PlanCodec;
import dev.weir.files.OutputFile;
import dev.weir.plan.Plan;
import dev.weir.plan.PlanAnswer;
import dev.weir.report.PlanHtml;
import dev.weir.report.PlanMarkdown;
import dev.weir.report.PlanText;
import dev.weir.report.Terminal;
import dev.weir.report.text.Printable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What came of each group that was planned: shown, written, and summed up in the exit code. */
final class PlanViews {

    private final Surroundings surroundings;
    private final List<PlanFormat> formats;
    private final boolean many;
    private final Optional<Path> out;
    private final List<ByteArrayOutputStream> shown = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();
    private boolean notReady;

    PlanViews(Arguments arguments, Surroundings surroundings, List<PlanFormat> formats) {
        this.surroundings = surroundings;
        this.formats = formats;
        many = arguments.words().size() != 1;
        Optional<Path> place = arguments.one(PlanCommand.OUT.name()).map(Inventories::path);
        this.out = many ? place.map(OutputFile::folder) : place;
        formats.forEach(format -> shown.add(new ByteArrayOutputStream()));
    }

    void add(String group, PlanAnswer answer) {
        answer.match(this::made, this::refused);
    }

    private boolean refused(String sentence) {
        refusals.add(sentence);
        return false;
    }

    private boolean made(Plan plan) {
        notReady |= !plan.isReady();
        if (out.isPresent()) {
            boolean folder = many || Files.isDirectory(out.get());
            PlanFiles.write(plan, folder ? PlanFiles.in(out.get(), plan.group().id()) : out.get());
        }
        for (int i = 0; i < formats.size(); i++) {
            boolean first = shown.get(i).size() == 0;
            shown.get(i).writeBytes(rendered(plan, formats.get(i), first));
        }
        return true;
    }

    private byte[] rendered(Plan plan, PlanFormat format, boolean first) {
        return switch (format.kind()) {
            case TEXT -> {
                Terminal terminal = format.file().isPresent()
                        ? Terminal.NONE
                        : surroundings.terminal().get();
                yield ((first ? "" : "\n") + new PlanText(plan, terminal).render()).getBytes(StandardCharsets.UTF_8);
            }
            case MARKDOWN -> ((first ? "" : "\n") + new PlanMarkdown(plan).render()).getBytes(StandardCharsets.UTF_8);
            case HTML ->
                ((first ? PlanHtml.head() : "") + new PlanHtml(plan).section()).getBytes(StandardCharsets.UTF_8);
            case JSON -> {
                byte[] json = PlanCodec.encode(plan);
                if (!many) {
                    yield json;
                }
                ByteArrayOutputStream element = new ByteArrayOutputStream();
                element.writeBytes((first ? "[\n" : ",\n").getBytes(StandardCharsets.US_ASCII));
                element.write(json, 0, json.length - 1);
                yield element.toByteArray();
            }
        };
    }

    void finish() {
        refusals.forEach(sentence -> surroundings.say("weir: " + Printable.of(sentence)));
        for (int i = 0; i < formats.size(); i++) {
            PlanFormat format = formats.get(i);
            ByteArrayOutputStream bytes = shown.get(i);
            if (format.kind() == PlanFormat.Kind.JSON && many) {
                bytes.writeBytes((bytes.size() == 0 ? "[]\n" : "\n]\n").getBytes(StandardCharsets.US_ASCII));
            }
            if (format.kind() == PlanFormat.Kind.HTML && bytes.size() > 0) {
                bytes.writeBytes(PlanHtml.foot().getBytes(StandardCharsets.US_ASCII));
            }
            try {
                if (format.file().isEmpty()) {
                    bytes.writeTo(surroundings.out());
                    surroundings.out().flush();
                } else if (bytes.size() > 0) {
                    OutputFile.write(format.file().get(), bytes.toByteArray());
                }
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    int exitCode() {
        if (!refusals.isEmpty()) {
            return ExitCode.INCOMPLETE;
        }
        return notReady ? ExitCode.FOUND : ExitCode.CLEAN;
    }
}
