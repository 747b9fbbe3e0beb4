package dev.weir.cli;

import dev.weir.inventory.Scope;
import dev.weir.plan.OutsideManager;
import dev.weir.report.text.Printable;
import dev.weir.report.triage.NextSteps;
import dev.weir.triage.Bucket;
import dev.weir.triage.Family;
import dev.weir.triage.InUse;
import dev.weir.triage.TriagedGroup;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What to type about each bucket after a triage: the same sources or account, the bucket, or its worst group. */
final class TriageNext implements NextSteps {

    private static final Pattern CALL = Pattern.compile("`(aws [^`]+)`");
    private static final Pattern ACTION = Pattern.compile("allow `([a-z0-9]+:[A-Za-z]+)`, see `weir iam read`");
    private static final Pattern LIST = Pattern.compile("\\bpl-[0-9a-f]+\\b");
    private static final int MOST_CALLS = 24;
    private static final String FOLDER = "plans";

    private final Arguments arguments;
    private final Suggestions suggestions;

    TriageNext(Arguments arguments) {
        this.arguments = arguments;
        suggestions = new Suggestions(arguments);
    }

    @Override
    public List<String> about(Bucket bucket, List<TriagedGroup> groups) {
        TriagedGroup worst = groups.get(0);
        String id = worst.group().id();
        Scope scope = worst.group().scope();
        List<String> why = suggestions.aboutUnknown(id, scope);
        return switch (bucket) {
            case INITIATES_NOTHING, PRIVATE_ONLY, STABLE_PUBLIC, PORT_LEFT_OPEN ->
                List.of(
                        "next: " + plans(bucket),
                        "then: " + new CommandLineText("weir apply").word(FOLDER) + " --dry-run");
            case UNUSED -> List.of("next: " + delete(id, scope), why.get(0));
            case MANAGED_IN_CODE -> inCode(worst, why);
            case LOGS_MISSING -> logs(why);
            case UNKNOWN -> unread(groups, why);
            case DEFAULT_GROUP, MANAGED_BY_CONTROLLER, ATTENTION -> why;
        };
    }

    @Override
    public List<String> about(Family family) {
        String line = triage().option(TriageCommand.FAMILY.name(), family.id()).toString();
        return List.of(
                !arguments.has(TriageCommand.FAMILY)
                        ? "why: " + line
                        : "next: " + new CommandLineText(line).option(TriageCommand.PLANS.name(), FOLDER));
    }

    private CommandLineText triage() {
        CommandLineText line = new CommandLineText("weir triage");
        arguments.words().forEach(line::word);
        return line.options(Inventories.withAccountOptions(), arguments)
                .option(Policies.WORLD_SHARE, arguments)
                .option(Policies.PORTS_SHARE, arguments)
                .option(Inventories.TRAFFIC, arguments);
    }

    private String plans(Bucket bucket) {
        return triage().option(TriageCommand.BUCKET.name(), bucket.id())
                .option(TriageCommand.PLANS.name(), FOLDER)
                .toString();
    }

    private static String delete(String id, Scope scope) {
        CommandLineText line = new CommandLineText("aws ec2 delete-security-group --dry-run").option("--group-id", id);
        scope.region().ifPresent(region -> line.option("--region", region));
        return line.toString();
    }

    private List<String> inCode(TriagedGroup worst, List<String> why) {
        Optional<String> words = worst.facts().manager().flatMap(OutsideManager::export);
        boolean canPlan = worst.after().isPresent();
        if (words.isEmpty() || !canPlan) {
            return why;
        }
        String plan = FOLDER + "/" + worst.group().id() + ".json";
        return List.of(
                "next: " + plans(Bucket.MANAGED_IN_CODE),
                "then: " + new CommandLineText("weir export").word(plan) + " " + words.get() + " --out OUT");
    }

    private List<String> logs(List<String> why) {
        if (arguments.has(Inventories.TRAFFIC)) {
            return why;
        }
        CommandLineText observe = new CommandLineText("weir observe <flow logs>");
        arguments.words().forEach(source -> observe.option("--inventory", source));
        return List.of(
                "next: " + observe.options(Inventories.withAccountOptions(), arguments) + " --out traffic.profile",
                "then: " + triage() + " --traffic traffic.profile");
    }

    /** The calls that read what was not read, as the reasons name them. */
    private static List<String> unread(List<TriagedGroup> groups, List<String> why) {
        Set<String> lines = new LinkedHashSet<>();
        Set<String> refused = new TreeSet<>();
        for (TriagedGroup group : groups) {
            InUse use = group.facts().use();
            boolean ofUse = group.facts().unreadRules().isEmpty() && use.answer() == InUse.Answer.NOT_KNOWN;
            for (String reason : ofUse ? use.reasons() : List.of(group.place().reason())) {
                Matcher action = ACTION.matcher(reason);
                while (action.find()) {
                    refused.add(Printable.of(action.group(1)));
                }
                Matcher call = CALL.matcher(reason);
                while (call.find() && lines.size() < MOST_CALLS) {
                    lines.add("next: " + Printable.of(whole(call.group(1), reason)));
                }
            }
        }
        List<String> all = new ArrayList<>();
        if (!refused.isEmpty()) {
            all.add("next: weir iam read, and allow " + String.join(", ", refused));
        }
        all.addAll(lines);
        all.addAll(why);
        return List.copyOf(all);
    }

    /** A call for the entries of a list, with the list. */
    private static String whole(String call, String reason) {
        Matcher list = LIST.matcher(reason);
        return call.endsWith("--prefix-list-id") && list.find() ? call + " " + list.group() : call;
    }
}
