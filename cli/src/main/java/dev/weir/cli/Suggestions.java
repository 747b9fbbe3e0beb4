package dev.weir.cli;

import dev.weir.report.TextReport;
import dev.weir.report.commands.Shell;
import dev.weir.report.text.Printable;
import java.util.List;

/** What to type after a scan: the same sources or account, the same shares, the worst group. */
final class Suggestions implements TextReport.NextStep {

    private static final List<Grammar.Option> KEPT = List.of(
            Inventories.PROFILE,
            Inventories.REGION,
            Inventories.ENDPOINT_URL,
            Policies.WORLD_SHARE,
            Policies.PORTS_SHARE,
            Traffic.TRAFFIC);

    private final List<String> sources;
    private final Arguments arguments;

    /** Suggestions after a scan with these arguments. */
    Suggestions(Arguments arguments) {
        sources = arguments.words();
        this.arguments = arguments;
    }

    @Override
    public List<String> aboutFailing(String groupId) {
        String flows = arguments.one(Traffic.TRAFFIC.name()).isPresent() ? "" : " --flows <flow logs>";
        return List.of("next: " + command("weir plan ", groupId) + flows, why(groupId));
    }

    @Override
    public List<String> aboutUnknown(String groupId) {
        return List.of(why(groupId));
    }

    private String why(String groupId) {
        return "why: " + command("weir explain ", groupId);
    }

    private String command(String verb, String groupId) {
        StringBuilder line = new StringBuilder(verb).append(Shell.quoted(Printable.of(groupId)));
        for (String source : sources) {
            line.append(" --inventory ").append(Shell.quoted(Printable.of(source)));
        }
        for (Grammar.Option option : KEPT) {
            for (String value : arguments.all(option.name())) {
                line.append(' ').append(option.name()).append(' ').append(Shell.quoted(Printable.of(value)));
            }
        }
        return line.toString();
    }
}
