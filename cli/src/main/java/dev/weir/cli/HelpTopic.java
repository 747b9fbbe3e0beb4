package dev.weir.cli;

import dev.weir.report.text.TextLines;
import java.util.List;
import java.util.Optional;

/**
 * A page of help that is about no one command.
 *
 * @param name the word after {@code weir help}
 * @param subject what it is about, as a phrase
 * @param first what it says first
 * @param items what it lists
 * @param last what else is to be known
 */
record HelpTopic(String name, String subject, String first, List<Item> items, List<String> last) {

    /**
     * One thing that a page lists.
     *
     * @param label what is typed, set or returned
     * @param words what it means
     */
    record Item(String label, String words) {}

    static final List<Item> CODES = List.of(
            new Item(
                    "0",
                    "Done, and clean: everything was read, and nothing was found that is as severe as `--fail-on`"
                            + " asks."),
            new Item(
                    "1",
                    "Failed, or incomplete: something could not be read, was malformed or refused, or was not taken by"
                            + " whom it was sent to. What is missing is not known to be clean, so 1 outranks 3."),
            new Item("2", "What was typed cannot be meant: an unknown option, a missing key, a file that is no name."),
            new Item(
                    "3",
                    "Done, and something was found: for `scan` and `triage` a fail or unknown at least as severe as"
                            + " `--fail-on`, for `diff` something that opened or became worse, for `plan` a gate that does"
                            + " not pass, for `verify` traffic that the change denies, for `logs` flow logs that a plan"
                            + " lacks."));

    static final List<Item> VARIABLES = List.of(
            new Item("AWS_PROFILE, AWS_DEFAULT_PROFILE", "The profile, where `--profile` names none."),
            new Item("AWS_REGION, AWS_DEFAULT_REGION", "The Region, where `--region` names none."),
            new Item(
                    "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN",
                    "Credentials, as the AWS CLI takes them; else those of the profile, of a sign-in, or of the"
                            + " instance."),
            new Item("AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE", "Where they lie, as for the AWS SDKs."),
            new Item(
                    "AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_<SERVICE>",
                    "Where calls go, where `--endpoint-url` does not say."),
            new Item("DD_API_KEY", "The key that `--send datadog` needs."),
            new Item(
                    "DD_SITE, DD_URL",
                    "Datadog's site, such as datadoghq.eu (default: datadoghq.com), or another address."),
            new Item("WEIR_WEBHOOK_SECRET", "What `--send webhook=URL` signs with."),
            new Item(
                    "SPARK_HOME, WEIR_SPARK_JAR",
                    "Where Spark is installed, and where the jar of weir's job lies, for `observe --spark`."),
            new Item(
                    "WEIR_TRINO_TOKEN, WEIR_TRINO_PASSWORD",
                    "What `observe --trino` proves with who asks: an access token, or the password of the user."),
            new Item("USER", "Whose statements those are, where `--trino-user` does not say."),
            new Item("NO_COLOR", "Set to anything: no colour. There is none off a terminal, either."),
            new Item("COLUMNS, TERM", "How wide the terminal is, where it does not say, and of which kind."),
            new Item("WEIR_DEBUG", "Set to anything: where something failed, the trace of it, to report a bug with."),
            new Item(
                    "WEIR_JAVA, JAVA_HOME",
                    "Of the launcher: the Java to use, a folder or a program; 17 or later. Default: the one in the"
                            + " archive that weir came in, else the newest that is installed, else the one on the PATH."),
            new Item("WEIR_JAVA_OPTS", "Of the launcher: more options of the Java machine, such as -Xmx4g."),
            new Item(
                    "WEIR_REBUILD",
                    "Of the launcher in a clone: 1 builds first, 0 never does. Default: where HEAD has moved."),
            new Item(
                    "XDG_CACHE_HOME",
                    "Of the launcher: where it keeps what makes it start quickly. Default: ~/.cache."),
            new Item("SOURCE_DATE_EPOCH", "The day that `weir man` writes on its pages, in seconds since 1970."));

    private static final List<HelpTopic> ALL = List.of(
            new HelpTopic(
                    "exit-codes",
                    "what weir's exit code says",
                    "What weir's exit code says:",
                    CODES,
                    List.of(
                            "`--fail-on SEVERITY` says how bad is bad enough for 3: low, medium, high (the default) or"
                                    + " critical; `none` never. It hides nothing: what is less severe is listed all the"
                                    + " same, and an unknown counts as its failure would.",
                            "What is suppressed in code or in weir.yaml, or is in the `--baseline`, does not count; a"
                                    + " suppression that has expired makes the result incomplete, which is 1. With"
                                    + " `--vpc`, `--tag` and the like only what is shown counts.",
                            "In a script: `weir scan account.json.gz --fail-on critical || exit $?`.")),
            new HelpTopic(
                    "environment",
                    "the variables that weir reads",
                    "What weir reads of the environment:",
                    VARIABLES,
                    List.of("Keys and secrets are taken from the environment alone, and never written or shown.")),
            new HelpTopic(
                    "version",
                    "what a version of weir promises",
                    "`weir version` and `weir --version` print `weir` and the version: a release, or the next one with"
                            + " -SNAPSHOT where it was built from a clone.",
                    List.of(),
                    List.of("Formats have versions of their own, such as weir.findings/1: fields may be added, and are"
                            + " never renamed. A file of a version that this weir does not read is refused, never"
                            + " guessed at.")),
            new HelpTopic(
                    "help",
                    "where weir explains itself",
                    "`weir help` lists the commands, `weir help COMMAND` and `weir COMMAND --help` explain one.",
                    List.of(
                            new Item("weir help exit-codes", "what the exit code says, and `--fail-on`"),
                            new Item("weir help environment", "the variables that are read"),
                            new Item("weir help version", "what a version promises"),
                            new Item("weir man COMMAND, weir man exit-codes", "the same as pages for man")),
                    List.of()));

    /** The page of this name. */
    static Optional<HelpTopic> of(String name) {
        return ALL.stream().filter(topic -> topic.name().equals(name)).findFirst();
    }

    static List<String> names() {
        return ALL.stream().map(HelpTopic::name).toList();
    }

    /** The whole page, with a line end. */
    String render(int columns) {
        TextLines text = new TextLines(columns).paragraph(first, 0, 0);
        items.forEach(item -> text.blank().paragraph(item.label(), 2, 2).paragraph(item.words(), 6, 6));
        last.forEach(paragraph -> text.blank().paragraph(paragraph, 0, 0));
        return text.toString();
    }
}
