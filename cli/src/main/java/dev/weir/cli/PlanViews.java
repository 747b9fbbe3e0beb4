package dev.weir.cli;

import dev.weir.codec.PlanCodec;
import dev.weir.evaluation.PrefixLists;
import dev.weir.files.OutputFile;
import dev.weir.iac.cloudformation.CdkCalls;
import dev.weir.iac.cloudformation.EgressLists;
import dev.weir.iac.terraform.patch.StandaloneRules;
import dev.weir.operation.SeenTraffic;
import dev.weir.plan.Authorization;
import dev.weir.plan.Plan;
import dev.weir.plan.PlanAnswer;
import dev.weir.report.PlanMarkdown;
import dev.weir.report.PlanSummary;
import dev.weir.report.PlanText;
import dev.weir.report.html.PlanPage;
import dev.weir.report.text.Printable;
import dev.weir.report.text.TextLines;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What came of each group that was planned: shown, written, and summed up in the exit code.
 *
 * <p>A few plans are shown whole; of more, text on standard output has a row each, and all of it where that is asked for.
 */
final class PlanViews {

    private static final int SHOWN_WHOLE = 3;

    private final ProcessContext surroundings;
    private final List<Format<Format.OfPlans>> formats;
    private final boolean many;
    private final boolean verbose;
    private final Optional<Path> out;
    private final List<ByteArrayOutputStream> shown = new ArrayList<>();
    private final PlanPage page = new PlanPage();
    private final PlanSummary summary = new PlanSummary();
    private final Refusals refusals = new Refusals();
    private final List<Path> ready = new ArrayList<>();
    private final List<Path> notReady = new ArrayList<>();
    private int made;
    private int madeReady;

    PlanViews(Arguments arguments, ProcessContext surroundings, List<Format<Format.OfPlans>> formats) {
        this.surroundings = surroundings;
        this.formats = formats;
        many = arguments.words().size() != 1;
        verbose = arguments.has(PlanCommand.VERBOSE);
        Optional<Path> place = arguments.one(PlanCommand.OUT).map(Inventories::path);
        this.out = many ? place.map(OutputFile::folder) : place;
        formats.forEach(format -> shown.add(new ByteArrayOutputStream()));
    }

    void add(String group, PlanAnswer answer, Supplier<Optional<SeenTraffic>> seen, PrefixLists prefixLists) {
        answer.match(plan -> made(plan, seen, prefixLists), sentence -> refused(group, sentence));
    }

    private boolean refused(String group, String sentence) {
        refusals.add(group, sentence);
        summary.refused(group);
        page.refused(group, sentence);
        return false;
    }

    private boolean made(Plan plan, Supplier<Optional<SeenTraffic>> seen, PrefixLists prefixLists) {
        made++;
        madeReady += plan.isReady() ? 1 : 0;
        boolean folder = out.isPresent() && (many || Files.isDirectory(out.get()));
        Optional<Path> file =
                folder ? out.map(place -> PlanFiles.in(place, plan.group().id())) : out;
        file.ifPresent(path -> PlanFiles.write(plan, path));
        file.ifPresent((plan.isReady() ? ready : notReady)::add);
        summary.made(plan, file.map(path -> Printable.of(path.toString())).orElse(""));
        for (int i = 0; i < formats.size(); i++) {
            boolean first = shown.get(i).size() == 0;
            shown.get(i).writeBytes(rendered(plan, formats.get(i), first));
        }
        if (formats.stream().anyMatch(format -> format.kind() == Format.OfPlans.HTML)) {
            page.add(plan, seen.get(), prefixLists, code(plan));
        }
        return true;
    }

    /** The new rules as code, by what it is for, in files by name. */
    private static Map<String, Map<String, String>> code(Plan plan) {
        Map<String, Map<String, String>> code = new LinkedHashMap<>();
        code.put(
                "Terraform",
                Map.of(
                        "The new rules as resources of their own:",
                        new StandaloneRules(
                                        plan.group().id(),
                                        plan.authorize().stream()
                                                .map(Authorization::rule)
                                                .toList())
                                .text()));
        code.put("CloudFormation", EgressLists.of(plan.change()).asTemplate());
        code.put("CDK", CdkCalls.files(plan.change()));
        return code;
    }

    private byte[] rendered(Plan plan, Format<Format.OfPlans> format, boolean first) {
        return switch (format.kind()) {
            case TEXT ->
                Outputs.bytes((first ? "" : "\n") + new PlanText(plan, format.terminal(surroundings)).render());
            case MARKDOWN -> Outputs.bytes((first ? "" : "\n") + new PlanMarkdown(plan).render());
            case HTML -> new byte[0]; // one page of all, in the end
            case JSON -> {
                byte[] json = PlanCodec.encode(plan);
                if (!many) {
                    yield json;
                }
                ByteArrayOutputStream element = new ByteArrayOutputStream();
                element.writeBytes(Outputs.bytes(first ? "[\n" : ",\n"));
                element.write(json, 0, json.length - 1);
                yield element.toByteArray();
            }
        };
    }

    void finish() {
        refusals.say(surroundings);
        for (int i = 0; i < formats.size(); i++) {
            Format<Format.OfPlans> format = formats.get(i);
            ByteArrayOutputStream bytes = shown.get(i);
            if (format.kind() == Format.OfPlans.TEXT && many) {
                sumUp(format, bytes);
            }
            if (format.kind() == Format.OfPlans.JSON && many) {
                bytes.writeBytes(Outputs.bytes(bytes.size() == 0 ? "[]\n" : "\n]\n"));
            }
            if (format.kind() == Format.OfPlans.HTML) {
                page.write(bytes);
            }
            if (format.file().isEmpty() || bytes.size() > 0) {
                Outputs.write(format, bytes.toByteArray(), surroundings);
            }
        }
    }

    private void sumUp(Format<Format.OfPlans> format, ByteArrayOutputStream bytes) {
        boolean toOut = format.file().isEmpty();
        boolean inShort = toOut && made > SHOWN_WHOLE && !verbose;
        if (inShort) {
            bytes.reset();
        }
        TextLines text = new TextLines().add(bytes.size() == 0 ? "" : "\n");
        text.add(summary.render(format.terminal(surroundings)));
        if (inShort && out.isEmpty()) {
            text.line("each plan whole: run again with --verbose, or with --out DIR for a file each");
        }
        if (toOut && !ready.isEmpty()) {
            Path place = notReady.isEmpty() ? out.orElseThrow() : ready.get(0);
            text.line("next: " + new CommandLineText("weir apply").word(place.toString()) + " --dry-run");
        }
        if (toOut && !notReady.isEmpty()) {
            text.line("why: "
                    + new CommandLineText("weir explain").word(notReady.get(0).toString()));
        }
        bytes.writeBytes(Outputs.bytes(text.toString()));
    }

    int exitCode() {
        if (!refusals.isEmpty()) {
            return ExitCode.INCOMPLETE;
        }
        return madeReady < made ? ExitCode.FOUND : ExitCode.CLEAN;
    }
}
