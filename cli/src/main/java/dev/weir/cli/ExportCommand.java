package dev.weir.cli;

import dev.weir.codec.PlanCodec;
import dev.weir.operation.FailureException;
import dev.weir.plan.Plan;
import dev.weir.report.commands.PlanScripts;
import dev.weir.report.commands.PlanSteps;
import dev.weir.report.commands.Shell;
import dev.weir.report.text.Printable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/** {@code weir export}: a plan as AWS CLI scripts, or as steps in the console. */
final class ExportCommand implements Command {

    private static final Grammar.Option TO = new Grammar.Option(
            "--to",
            "FORM",
            Grammar.Times.ONCE,
            "aws-cli: shell scripts that authorize, revoke, apply and roll back. console: the steps that a person"
                    + " clicks.");
    private static final Grammar.Option OUT = new Grammar.Option(
            "--out", "DIR", Grammar.Times.ONCE, "The folder for the files; made where it is not there.");

    @Override
    public Grammar grammar() {
        return new Grammar(
                "export",
                "Write a plan as AWS CLI scripts or as console steps.",
                "PLAN",
                1,
                1,
                "A plan that `weir plan` wrote.",
                List.of(TO, OUT),
                List.of(new Grammar.Example(
                        "weir export web-tier.json --to aws-cli --out web-tier",
                        "Then `sh web-tier/apply.sh` applies it, and `sh web-tier/rollback.sh` undoes it.")));
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) {
        String form = arguments
                .one(TO.name())
                .orElseThrow(() -> new UsageException("`--to FORM` is missing; expected aws-cli or console"));
        Path out = Inventories.path(
                arguments.one(OUT.name()).orElseThrow(() -> new UsageException("`--out DIR` is missing")));
        if (!form.equals("aws-cli") && !form.equals("console")) {
            throw new UsageException("`--to`: expected aws-cli or console, found `" + Printable.of(form) + "`");
        }
        Path file = Inventories.path(arguments.words().get(0));
        Plan plan = PlanFiles.read(file);
        if (!plan.proof().holds()) {
            throw new FailureException("`" + Printable.of(file.toString())
                    + "` is not proven, and is not exported; help: run `weir plan` again");
        }
        if (!plan.intermediate().isEmpty()) {
            throw new FailureException("`" + Printable.of(file.toString())
                    + "` goes through intermediate rules, because old and new rules do not fit the quota together, and"
                    + " is not exported; help: `weir apply` makes both steps; with a larger quota (L-0EA8095F) and"
                    + " `weir plan --quota N` there is one");
        }
        Path folder = PlanFiles.folder(out);
        String shown = Shell.quoted(Printable.of(folder.toString()));
        if (form.equals("console")) {
            write(folder.resolve("console.txt"), PlanSteps.text(plan));
            surroundings.print("wrote the steps to " + shown + "/console.txt\n");
            return ExitCode.CLEAN;
        }
        for (Map.Entry<String, String> script : scripts(plan).entrySet()) {
            Path place = folder.resolve(script.getKey());
            write(place, script.getValue());
            makeExecutable(place);
        }
        surroundings.print("wrote four scripts to " + shown + "\napply: sh " + shown + "/apply.sh     undo: sh " + shown
                + "/rollback.sh\n");
        plan.gates().stream()
                .filter(gate -> gate.fails())
                .forEach(gate -> surroundings.say(
                        "weir: the plan is not ready: " + gate.name().id() + ": " + Printable.of(gate.reason())));
        return ExitCode.CLEAN;
    }

    private static Map<String, String> scripts(Plan plan) {
        try {
            return new PlanScripts(plan, PlanCodec.digest(plan)).files();
        } catch (IllegalArgumentException hostile) {
            throw new FailureException(Printable.of(String.valueOf(hostile.getMessage())), hostile);
        }
    }

    private static void write(Path file, String text) {
        try (OutputFile output = OutputFile.at(file)) {
            output.stream().write(text.getBytes(StandardCharsets.UTF_8));
            output.keep();
        } catch (IOException failed) {
            throw new FailureException(
                    "`" + Printable.of(file.toString()) + "` cannot be written: "
                            + Printable.of(String.valueOf(failed.getMessage())),
                    failed);
        }
    }

    private static void makeExecutable(Path file) {
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException | UnsupportedOperationException noPosix) {
            // `sh FILE` runs it all the same, and that is what the scripts and messages say.
            return;
        }
    }
}
