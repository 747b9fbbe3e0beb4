package dev.weir.flow;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** Log events and query results as the AWS CLI prints them when it is not asked for JSON; their lines are no flow log's. */
enum CliOutput {
    TEXT("text", "\\A(?:EVENTS|RESULTS|RESULTSET|ROWS|DATA|SEARCHEDLOGSTREAMS|STATISTICS)\\t"),
    YAML(
            "YAML",
            "\\A-? ?(?:events|results|ResultSet|queryLanguage|nextForwardToken|searchedLogStreams|eventId|field):"),
    TABLE("a table", "\\A(?:-{8,}\\s*\\z|\\|\\s*(?:FilterLogEvents|GetLogEvents|GetQueryResults)\\s*\\|)"),
    /** What {@code --query 'events[].message' --output text} makes of them. */
    ONE_LINE("text, all of it in one line", "\\A(?:\\S+ ){9,}\\S+\\t\\S");

    /** How much of a line is looked at. */
    static final int HEAD = 1024;

    private final String form;
    private final Pattern beginning;

    CliOutput(String form, String beginning) {
        this.form = form;
        this.beginning = Pattern.compile(beginning);
    }

    /** What the first line of an object tells that it is, and what to do. */
    static Optional<String> sentence(String line) {
        return Arrays.stream(values())
                .filter(output -> output.beginning.matcher(line).find())
                .findFirst()
                .map(output -> "is an answer that the AWS CLI wrote as " + output.form
                        + ", which weir does not read; help: save it with `--output json`");
    }
}
