package dev.weir.cli;

import dev.weir.report.TextReport;
import java.util.List;

/** What to type after a scan: the same sources or account, the same shares, the worst group. */
final class Suggestions implements TextReport.NextStep {

    private static final List<Grammar.Option> KEPT = List.of(
            Inventories.PROFILE,
            Inventories.REGION,
            Inventories.ENDPOINT_URL,
            Policies.WORLD_SHARE,
            Policies.PORTS_SHARE,
            Inventories.TRAFFIC);

    private final List<String> sources;
    private final Arguments arguments;

    /** Suggestions after a scan with these arguments. */
    Suggestions(Arguments arguments) {
        sources = arguments.words();
        this.arguments = arguments;
    }

    @Override
    public List<String> aboutFailing(String groupId) {
        String flows = arguments.one(Inventories.TRAFFIC.name()).isPresent() ? "" : " --flows <flow logs>";
        return List.of("next: " + command("weir plan", groupId) + flows, why(groupId));
    }

    @Override
    public List<String> aboutUnknown(String groupId) {
        return List.of(why(groupId));
    }

    private String why(String groupId) {
        return "why: " + command("weir explain", groupId);
    }

    private String command(String verb, String groupId) {
        CommandLineText line = new CommandLineText(verb).word(groupId);
        sources.forEach(source -> line.option("--inventory", source));
        return line.options(KEPT, arguments).toString();
    }
}
