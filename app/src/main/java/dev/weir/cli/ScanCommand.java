package dev.weir.cli;

import dev.weir.evaluation.PrefixLists;
import dev.weir.finding.Policy;
import dev.weir.finding.Scan;
import dev.weir.finding.ScanSummary;
import dev.weir.inventory.InventorySource;
import dev.weir.inventory.Problem;
import dev.weir.report.Run;
import dev.weir.report.Uses;
import dev.weir.report.text.Printable;
import java.util.List;
import java.util.Optional;

/** {@code weir scan}: which groups let traffic out to the world. */
final class ScanCommand implements Command {

    private static final int PROBLEMS_SAID = 20;

    private final String version;

    ScanCommand(String version) {
        this.version = version;
    }

    @Override
    public Grammar grammar() {
        return new Grammar(
                "scan",
                "Find security groups whose outbound rules are open to the world.",
                "SOURCE",
                0,
                Grammar.MANY,
                "Files or folders of AWS CLI JSON, or weir snapshots. Without one, the live account.",
                Inventories.withLiveOptions(
                        Format.OPTION, Policies.FAIL_ON, Policies.WORLD_SHARE, Policies.PORTS_SHARE, Traffic.TRAFFIC),
                List.of(
                        new Grammar.Example(
                                "weir scan examples/acme", "Judge an inventory in files; no AWS call is made."),
                        new Grammar.Example(
                                "weir scan --profile audit --region all",
                                "Judge the live account in all of its Regions."),
                        new Grammar.Example(
                                "weir scan --format text --format sarif=weir.sarif inventory.json",
                                "Read the text, and upload the file.")));
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) {
        Policy policy = Policies.of(arguments);
        List<Format> formats = Format.of(arguments);
        List<String> sources = arguments.words();
        boolean besideTraffic = arguments.one(Traffic.TRAFFIC.name()).isPresent();
        InventorySource inventory = besideTraffic
                ? Inventories.of(sources, arguments, surroundings.clock())
                : Inventories.forScan(sources, arguments, surroundings.clock());
        Run run = new Run(version, surroundings.clock().instant(), policy, Inventories.access(sources));
        Progress progress = new Progress(surroundings);
        Lists lists = new Lists();
        Optional<TrafficBeside> traffic = arguments
                .one(Traffic.TRAFFIC.name())
                .map(file -> new TrafficBeside(Traffic.read(Inventories.path(file))));
        Uses uses = traffic.isPresent() ? traffic.get() : Uses.NOT_ASKED;
        try (Outputs outputs = new Outputs(formats, run, surroundings, lists::known, new Suggestions(arguments), uses);
                Relay relay = new Relay(outputs)) {
            Scan scan = new Scan(policy, traffic.isPresent() ? traffic.get() : relay);
            Observed observed = new Observed(traffic.isPresent() ? traffic.get().before(scan) : scan, progress);
            lists.observed = Optional.of(observed);
            inventory.read(observed);
            ScanSummary summary = scan.finish();
            relay.end();
            traffic.ifPresent(beside -> beside.release(outputs));
            progress.end();
            outputs.finish(summary);
            if (!outputs.saysItInText()) {
                sayProblems(summary, surroundings);
            }
            return exitCode(summary);
        }
    }

    /** The prefix lists of what is being read, once it is. */
    private static final class Lists {

        private Optional<Observed> observed = Optional.empty();

        PrefixLists known() {
            return observed.isPresent() ? observed.get().prefixLists() : PrefixLists.NONE;
        }
    }

    private static void sayProblems(ScanSummary summary, Surroundings surroundings) {
        int said = 0;
        for (Problem problem : summary.problems()) {
            if (said++ == PROBLEMS_SAID) {
                surroundings.say("weir: and " + (summary.problems().size() - PROBLEMS_SAID) + " more problems");
                break;
            }
            surroundings.say("weir: " + Printable.of(problem.toString()));
        }
        if (!summary.complete()) {
            surroundings.say("weir: the result is incomplete");
        }
    }

    static int exitCode(ScanSummary summary) {
        if (!summary.complete()) {
            return ExitCode.INCOMPLETE;
        }
        return summary.clean() ? ExitCode.CLEAN : ExitCode.FOUND;
    }
}
