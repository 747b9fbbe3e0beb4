package dev.weir.cli;

import dev.weir.inventory.Origin;
import dev.weir.inventory.Scope;
import dev.weir.report.TextReport;
import dev.weir.report.commands.Shell;
import dev.weir.report.text.Printable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What to type after a scan: the same sources or account, the same shares, the worst group. */
final class Suggestions implements TextReport.Advice {

    private static final String LISTING = "describe-network-interfaces.json";
    private static final List<Grammar.Option> KEPT = List.of(
            Inventories.PROFILE,
            Inventories.REGION,
            Inventories.ENDPOINT_URL,
            Policies.WORLD_SHARE,
            Policies.PORTS_SHARE,
            Inventories.TRAFFIC);

    private static final List<Grammar.Option> OF_AN_ACCOUNT = List.of(
            Inventories.PROFILE,
            Inventories.ENDPOINT_URL,
            AccountOptions.ROLE,
            AccountOptions.EXTERNAL_ID,
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
    public List<String> aboutFailing(String groupId, Scope scope) {
        String flows = arguments.has(Inventories.TRAFFIC) ? "" : " --flows <flow logs>";
        return List.of("next: " + command("weir plan", groupId, scope) + flows, why(groupId, scope));
    }

    /** No plan can be made without the interfaces: the call that saves them beside the groups, and the scan that reads both. */
    @Override
    public List<String> aboutUnseen(String groupId, Scope scope, Origin origin) {
        if (origin.address().isPresent()) {
            return aboutUnknown(groupId, scope);
        }
        String first = "no plan can be made of " + groupId + " yet: its network interfaces were not all read";
        if (sources.isEmpty() || origin.isCall()) {
            return List.of(first, "next: weir iam observe", why(groupId, scope));
        }
        Path groups = Inventories.path(origin.place());
        boolean hasNeighbours = isNamed(groups) && Files.isRegularFile(groups); // a pipe, such as /dev/fd/63, has none
        Path file = hasNeighbours ? groups.resolveSibling(LISTING) : Path.of(LISTING);
        CommandLineText scan = new CommandLineText("weir scan");
        sources.forEach(scan::word);
        if (!isNamed(file)) {
            scan.word(file.toString());
        }
        CommandLineText call = new CommandLineText("aws ec2 describe-network-interfaces --include-managed-resources");
        scope.region().ifPresent(name -> call.option("--region", name));
        return List.of(
                first,
                "next: " + call + " > " + Shell.quoted(Printable.of(file.toString())),
                "then: " + scan.options(KEPT, arguments),
                why(groupId, scope));
    }

    /** Whether the file is a source, or in one. */
    private boolean isNamed(Path file) {
        return sources.stream().anyMatch(source -> file.startsWith(Inventories.path(source)));
    }

    @Override
    public List<String> aboutUnknown(String groupId, Scope scope) {
        return List.of(why(groupId, scope));
    }

    private String why(String groupId, Scope scope) {
        return "why: " + command("weir explain", groupId, scope);
    }

    /** Of many accounts the one that is the group's. */
    private String command(String verb, String groupId, Scope scope) {
        CommandLineText line = new CommandLineText(verb).word(groupId);
        sources.forEach(source -> line.option("--inventory", source));
        if (!sources.isEmpty() || !AccountOptions.nameOthers(arguments)) {
            return line.options(KEPT, arguments).toString();
        }
        scope.account().ifPresent(account -> line.option(AccountOptions.ACCOUNT.name(), account));
        scope.region().ifPresent(region -> line.option(Inventories.REGION.name(), region));
        return line.options(OF_AN_ACCOUNT, arguments).toString();
    }
}
