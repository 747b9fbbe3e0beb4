package dev.weir.cli;

import dev.weir.finding.Breakdown;
import dev.weir.finding.ResourceFilter;
import dev.weir.finding.Severity;
import dev.weir.finding.Shown;
import dev.weir.inventory.TagChoice;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which groups a command is about, of those it reads.
 *
 * <p>An account or a Region is one and the same word for what is read of AWS and what is shown of files: only these.
 */
final class Filters {

    static final Grammar.Option ACCOUNT = Grammar.Option.many(
            AccountOptions.ACCOUNT.name(),
            "ID",
            "Only this account: of AWS it is read, in all of its Regions unless --region names some; of files it is"
                    + " shown. May be repeated.");
    static final Grammar.Option REGION = Grammar.Option.many(
            Inventories.REGION.name(),
            "REGION",
            "Only this Region: of AWS it is read (`all`: every one; default: the configured one), of files it is shown."
                    + " May be repeated.");
    private static final Grammar.Option VPC =
            Grammar.Option.many("--vpc", "ID", "Show what lies in this VPC; may be repeated.");
    private static final Grammar.Option TAG = Grammar.Option.many(
            "--tag", "KEY[=VALUE]", "Show what has this tag; may be repeated: one value of each key is enough.");
    private static final Grammar.Option SEVERITY = Grammar.Option.once(
            "--severity",
            "SEVERITY",
            "Show findings at least this severe: low, medium, high, critical.",
            List.of("low", "medium", "high", "critical"));
    private static final Grammar.Option IN_USE =
            Grammar.Option.flag("--in-use", "Show groups that are on a network interface.");
    static final Grammar.Option GROUP_BY = Grammar.Option.once(
            "--group-by",
            "WHAT",
            "Count groups together, too: by tag:KEY, account, region or vpc. In text and JSON.",
            List.of("account", "region", "vpc"));

    private static final List<Grammar.Option> OF_WHAT_IS_SHOWN = List.of(VPC, TAG, SEVERITY, IN_USE);

    /** The filters of a command that reads files alone. */
    static final List<Grammar.Option> OF_FILES = List.of(
            Grammar.Option.many(ACCOUNT.name(), "ID", "Show this account only; may be repeated."),
            Grammar.Option.many(REGION.name(), "REGION", "Show this Region only; may be repeated."),
            VPC,
            TAG,
            SEVERITY,
            IN_USE);

    private static final String BY_NAME = "it is about what is named, and nothing else; help: name what is meant";

    /** Why a command has no such filters, where others have. */
    private static final Map<String, String> REASONS = Map.ofEntries(
            Map.entry(
                    "snapshot",
                    "a snapshot keeps all that it reads, so that what is missing is known not to be there; help: filter what"
                            + " reads it, such as `weir scan`"),
            Map.entry(
                    "observe",
                    "what is observed is kept whole; help: `--group`, `--account`, `--region` and the times choose the records,"
                            + " and `weir scan --traffic` filters groups"),
            Map.entry("explain", BY_NAME),
            Map.entry("review", BY_NAME),
            Map.entry("export", BY_NAME),
            Map.entry("apply", BY_NAME),
            Map.entry("resume", BY_NAME),
            Map.entry("rollback", BY_NAME),
            Map.entry("verify", BY_NAME),
            Map.entry("ranges", "it is about the ranges of the policy; help: take from the policy what is not meant"));

    private Filters() {}

    /** Why the command does not take this word; empty where it is no filter. */
    static Optional<String> whyNot(String command, String option) {
        boolean isFilter = OF_FILES.stream().anyMatch(filter -> filter.name().equals(option));
        return Optional.ofNullable(REASONS.get(command)).filter(reason -> isFilter);
    }

    /** The options of a command that reads live accounts, with these words in their wider meaning. */
    static List<Grammar.Option> among(List<Grammar.Option> options) {
        List<Grammar.Option> all = new ArrayList<>();
        for (Grammar.Option option : options) {
            all.add(
                    option.name().equals(ACCOUNT.name())
                            ? ACCOUNT
                            : option.name().equals(REGION.name()) ? REGION : option);
        }
        all.addAll(OF_WHAT_IS_SHOWN);
        return all;
    }

    /** What is left for the live account: of files, accounts and Regions only say what is shown. */
    static Arguments ofWhatIsRead(Arguments arguments, boolean fromFiles) {
        if (!fromFiles) {
            return arguments;
        }
        if (arguments.all(REGION).contains("all")) {
            throw new UsageException("`--region all` is for the live account, and a source was named: `"
                    + (arguments.words().isEmpty() ? "" : arguments.words().get(0)) + "`");
        }
        return arguments.without(ACCOUNT).without(REGION);
    }

    /**
     * What is meant.
     *
     * @param fromFiles whether accounts and Regions are filters, too; of AWS no others are read
     * @throws UsageException if a value is none
     */
    static ResourceFilter of(Arguments arguments, boolean fromFiles) {
        List<String> accounts = fromFiles ? arguments.all(ACCOUNT) : List.of();
        for (String account : accounts) {
            AccountOptions.checked(account);
        }
        return new ResourceFilter(
                new HashSet<>(accounts),
                fromFiles ? new HashSet<>(arguments.all(REGION)) : Set.of(),
                new HashSet<>(arguments.all(VPC)),
                arguments.readAll(TAG, TagChoice::parse),
                arguments.read(SEVERITY, Severity::parse).orElse(Severity.NONE),
                arguments.has(IN_USE) ? ResourceFilter.Use.IN_USE : ResourceFilter.Use.ANY);
    }

    /** What is shown of a scan. */
    static Shown showing(Arguments arguments, boolean fromFiles) {
        return new Shown(of(arguments, fromFiles), arguments.read(GROUP_BY, Breakdown.By::parse));
    }
}
