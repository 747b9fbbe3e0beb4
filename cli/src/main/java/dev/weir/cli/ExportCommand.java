package dev.weir.cli;

import dev.weir.backtest.Gate;
import dev.weir.codec.PlanCodec;
import dev.weir.files.OutputFile;
import dev.weir.iac.cloudformation.CdkCalls;
import dev.weir.iac.terraform.patch.GroupPatches;
import dev.weir.operation.FailureException;
import dev.weir.plan.Plan;
import dev.weir.remediation.AppliedChange;
import dev.weir.remediation.JournalEntry.Acceptance;
import dev.weir.remediation.Preflight;
import dev.weir.report.commands.DomainLists;
import dev.weir.report.commands.PlanScripts;
import dev.weir.report.commands.PlanSteps;
import dev.weir.report.commands.Shell;
import dev.weir.report.text.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** {@code weir export}: a plan as AWS CLI scripts, console steps, changes of the code that makes the group, or a list of names. */
final class ExportCommand implements Command {

    private static final String DNS_FIREWALL = "dns-firewall";
    private static final String NETWORK_FIREWALL = "network-firewall";
    private static final List<String> FORMS =
            List.of("aws-cli", "console", "terraform", "cloudformation", "cdk", DNS_FIREWALL, NETWORK_FIREWALL);
    private static final String EXPECTED =
            "aws-cli, console, terraform, cloudformation, cdk, dns-firewall or network-firewall";

    private static final Grammar.Option TO = Grammar.Option.once(
            "--to",
            "FORM",
            "aws-cli: shell scripts that authorize, revoke, apply and roll back. console: the steps that a person"
                    + " clicks. terraform: two patches of the configuration that makes the group; of a journal, the patch after"
                    + " which it says what is live; without --config, new rules to copy. cloudformation: two patches of the template that makes the group. cdk: the calls that"
                    + " come to the same. dns-firewall, network-firewall: the names that the group asked for, of a plan made"
                    + " with --dns, as a list by which AWS filters what no address can be given for.",
            FORMS);
    private static final Grammar.Option OUT =
            Grammar.Option.once("--out", "DIR", "The folder for the files; made where it is not there.");

    static final Grammar.Option CONFIG = Grammar.Option.once(
            "--config",
            "FILE|DIR",
            "The template that makes the group, or the root module; for --to cloudformation and terraform.");
    static final Grammar.Option ADDRESS = Grammar.Option.once(
            "--address",
            "NAME",
            "What the code calls the group, where its name does not tell: the logical id, or the address.");

    @Override
    public Grammar grammar() {
        return new Grammar(
                "export",
                "Write a plan as AWS CLI scripts, console steps, patches of code or a list of names.",
                "PLAN|JOURNAL",
                1,
                Grammar.MANY,
                "Files that `weir plan` wrote, or folders of them; of several, each goes into a folder of its own. For --to"
                        + " terraform also the journal of a change that was made: code then says what is live.",
                List.of(
                        TO,
                        OUT,
                        CONFIG,
                        ADDRESS,
                        TerraformExport.STATE,
                        Inventories.PARAMETERS,
                        Inventories.PARAMETER,
                        Acceptances.ACCEPT,
                        Acceptances.REASON),
                List.of(new Grammar.Example(
                        "weir export web-tier.json --to aws-cli --out web-tier",
                        "Then `sh web-tier/apply.sh` applies it, and `sh web-tier/rollback.sh` undoes it.")));
    }

    @Override
    public int run(Arguments arguments, ProcessContext surroundings) {
        String form =
                arguments.one(TO).orElseThrow(() -> new UsageException("`--to FORM` is missing; expected " + EXPECTED));
        Path out = Inventories.path(arguments.one(OUT).orElseThrow(() -> new UsageException("`--out DIR` is missing")));
        if (!FORMS.contains(form)) {
            throw new UsageException("`--to`: expected " + EXPECTED + ", found `" + form + "`");
        }
        refuseWhatOnlyCodeNeeds(form, arguments);
        if (form.equals("cloudformation") && !arguments.has(CONFIG)) {
            throw new UsageException("`--config FILE` is missing: the template that makes the group");
        }
        if (form.equals("terraform")) {
            return terraform(arguments, out, surroundings);
        }
        if (form.equals(DNS_FIREWALL) || form.equals(NETWORK_FIREWALL)) {
            return names(arguments, form, out, surroundings);
        }
        List<Acceptance> accepted = Acceptances.of(arguments);
        Map<String, Plan> plans = PlanFiles.byGroup(arguments.words(), surroundings);
        Refusals refusals = refusals(plans.values(), form, accepted);
        if (!refusals.isEmpty()) {
            return nothingWritten(refusals, surroundings);
        }
        boolean isOne = isOne(arguments);
        plans.forEach((id, plan) -> {
            export(plan, accepted, form, arguments, isOne ? out : PlanFiles.folderOf(out, id), surroundings);
            sayNotReady(plan, surroundings);
        });
        return ExitCode.CLEAN;
    }

    private static void refuseWhatOnlyCodeNeeds(String form, Arguments arguments) {
        if (form.equals("terraform") || form.equals("cloudformation")) {
            return;
        }
        arguments.refuse(
                List.of(CONFIG, ADDRESS, TerraformExport.STATE, Inventories.PARAMETERS, Inventories.PARAMETER),
                "is for --to terraform and cloudformation, found `" + form + "`");
    }

    /** No rule changes by a list of names, so no gate of the plan stands in the way. */
    private static int names(Arguments arguments, String form, Path out, ProcessContext surroundings) {
        boolean isOne = isOne(arguments);
        boolean whole = true;
        Map<String, DomainLists> exports = new LinkedHashMap<>();
        PlanFiles.byGroup(arguments.words(), surroundings).forEach((id, plan) -> exports.put(id, domains(plan)));
        for (Map.Entry<String, DomainLists> export : exports.entrySet()) {
            DomainLists lists = export.getValue();
            Path folder = isOne ? out : PlanFiles.folderOf(out, export.getKey());
            write(form.equals(DNS_FIREWALL) ? lists.ofDnsFirewall() : lists.ofNetworkFirewall(), folder);
            surroundings.print(withSteps("a list of names", folder));
            for (String missing : lists.missing()) {
                whole = false;
                surroundings.say("weir: " + Printable.of(export.getKey()) + ": not in the list: " + missing);
            }
        }
        return whole ? ExitCode.CLEAN : ExitCode.INCOMPLETE;
    }

    private static void write(Map<String, String> files, Path folder) {
        OutputFile.folder(folder);
        files.forEach((name, text) -> OutputFile.write(folder.resolve(name), text));
    }

    private static String shown(Path folder) {
        return Shell.quoted(Printable.of(folder.toString()));
    }

    private static String withSteps(String what, Path folder) {
        return "wrote " + what + " to " + shown(folder) + "\nnext: " + shown(folder) + "/steps.md\n";
    }

    private static int nothingWritten(Refusals refusals, ProcessContext surroundings) {
        refusals.say(surroundings);
        surroundings.say("weir: nothing was written");
        return ExitCode.INCOMPLETE;
    }

    private static boolean isOne(Arguments arguments) {
        return arguments.words().size() == 1
                && !Files.isDirectory(Inventories.path(arguments.words().get(0)));
    }

    private static Refusals refusals(Collection<Plan> plans, String form, List<Acceptance> accepted) {
        Refusals refusals = new Refusals();
        // Who manages the group outside of weir is who changes of code are for.
        boolean isCode = form.equals("terraform") || form.equals("cloudformation") || form.equals("cdk");
        plans.forEach(plan -> refusals.add(
                plan,
                Preflight.ofExport(plan, accepted).stream()
                        .filter(refusal -> !isCode || !refusal.gate().equals(Optional.of(Gate.Name.MANAGED_OUTSIDE)))
                        .toList()));
        return refusals;
    }

    private static int terraform(Arguments arguments, Path out, ProcessContext surroundings) {
        TerraformExport export = new TerraformExport(arguments);
        List<Acceptance> accepted = Acceptances.of(arguments);
        List<String> journals =
                arguments.words().stream().filter(PlanFiles::isJournal).toList();
        Map<String, Plan> plans = PlanFiles.byGroup(
                arguments.words().stream()
                        .filter(word -> !journals.contains(word))
                        .toList(),
                surroundings);
        Refusals refusals = refusals(plans.values(), "terraform", accepted);
        if (!refusals.isEmpty()) {
            return nothingWritten(refusals, surroundings);
        }
        boolean isOne = isOne(arguments);
        Map<String, Function<Path, Map<String, String>>> exports = new LinkedHashMap<>();
        plans.forEach((id, plan) -> exports.put(id, folder -> export.files(plan, accepted, folder)));
        for (String word : journals) {
            AppliedChange change = PlanFiles.change(Inventories.path(word));
            exports.put(change.group().id(), folder -> export.files(change, folder));
        }
        exports.forEach((id, files) -> {
            Path folder = isOne ? out : PlanFiles.folderOf(out, id);
            try {
                Map<String, String> written = files.apply(folder);
                write(written, folder);
                surroundings.print(withSteps(what(written), folder));
                Optional.ofNullable(plans.get(id)).ifPresent(plan -> sayNotReady(plan, surroundings));
            } catch (GroupPatches.Refused refused) {
                refusals.add(id, String.valueOf(refused.getMessage()));
            }
        });
        if (refusals.isEmpty()) {
            return ExitCode.CLEAN;
        }
        refusals.say(surroundings);
        return ExitCode.INCOMPLETE;
    }

    private static String what(Map<String, String> files) {
        if (files.containsKey(TerraformSteps.NEW)) {
            return "rules of their own";
        }
        return files.containsKey(TerraformSteps.ADOPT) ? "the change of the code" : "two changes of the code";
    }

    private static void sayNotReady(Plan plan, ProcessContext surroundings) {
        plan.gates().stream()
                .filter(Gate::fails)
                .forEach(gate ->
                        surroundings.say("weir: " + Printable.of(plan.group().id()) + ": the plan is not ready: "
                                + gate.name().id() + ": " + Printable.of(gate.reason())));
    }

    private static void export(
            Plan plan,
            List<Acceptance> accepted,
            String form,
            Arguments arguments,
            Path out,
            ProcessContext surroundings) {
        Map<String, String> files = switch (form) {
            case "console" -> Map.of("console.txt", PlanSteps.text(plan, accepted));
            case "cloudformation" ->
                TemplateExport.files(
                        plan,
                        Inventories.path(arguments.one(CONFIG).orElseThrow()),
                        arguments.one(ADDRESS),
                        Inventories.given(arguments));
            case "cdk" -> CdkCalls.files(plan.change());
            default -> scripts(plan, accepted);
        };
        write(files, out);
        files.keySet().stream().filter(name -> name.endsWith(".sh")).forEach(name -> makeExecutable(out.resolve(name)));
        String shown = shown(out);
        surroundings.print(
                switch (form) {
                    case "console" -> "wrote the steps to " + shown + "/console.txt\n";
                    case "cloudformation", "cdk" -> withSteps("two changes of the code", out);
                    default ->
                        "wrote four scripts to " + shown + "\napply: sh " + shown + "/apply.sh     undo: sh " + shown
                                + "/rollback.sh\n";
                });
    }

    private static DomainLists domains(Plan plan) {
        try {
            return new DomainLists(plan, PlanCodec.digest(plan));
        } catch (IllegalArgumentException nothing) {
            throw new FailureException(String.valueOf(nothing.getMessage()), nothing);
        }
    }

    private static Map<String, String> scripts(Plan plan, List<Acceptance> accepted) {
        try {
            return new PlanScripts(plan, PlanCodec.digest(plan), accepted).files();
        } catch (IllegalArgumentException hostile) {
            throw new FailureException(String.valueOf(hostile.getMessage()), hostile);
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
