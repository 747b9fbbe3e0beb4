package dev.weir.spark;

import dev.weir.flow.FlowLogFormat;
import dev.weir.flow.FlowSelection;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the job is asked for, as words: its options are those of {@code weir observe} that need no inventory. Each machine takes the
 * same words apart.
 *
 * @param flows files and folders, a URI of the cluster or a path that every machine sees
 * @param out the profile to write or to add to
 * @param selection which records are taken
 * @param formats of lines without a header
 * @param interfaces a file with a network interface in each line, whose records alone are taken
 * @param account a local file for how the reading went, for the command that submitted the job
 */
record JobRequest(
        List<String> flows,
        String out,
        FlowSelection selection,
        List<FlowLogFormat> formats,
        Optional<String> interfaces,
        Optional<String> account) {

    static final String USAGE =
            "spark-submit --class dev.weir.spark.ObserveJob weir-spark.jar FLOWS... --out FILE [--from TIME] [--to TIME]"
                    + " [--account ID]... [--region REGION]... [--log-format FORMAT]... [--interfaces FILE]";

    JobRequest {
        flows = List.copyOf(flows);
        formats = List.copyOf(formats);
    }

    /**
     * The request in these words.
     *
     * @throws IllegalArgumentException naming the word that is wrong, and what was expected
     */
    static JobRequest of(List<String> words) {
        List<String> flows = new ArrayList<>();
        List<FlowLogFormat> formats = new ArrayList<>();
        Set<String> accounts = new HashSet<>();
        Set<String> regions = new HashSet<>();
        Optional<String> out = Optional.empty();
        Optional<Instant> from = Optional.empty();
        Optional<Instant> to = Optional.empty();
        Optional<String> interfaces = Optional.empty();
        Optional<String> account = Optional.empty();
        for (int at = 0; at < words.size(); at++) {
            String word = words.get(at);
            if (!word.startsWith("--")) {
                flows.add(place(word));
                continue;
            }
            if (++at == words.size()) {
                throw new IllegalArgumentException("`" + word + "` needs a value");
            }
            String value = words.get(at);
            switch (word) {
                case "--out" -> out = Optional.of(value);
                case "--from" -> from = Optional.of(instant(word, value, 0));
                case "--to" -> to = Optional.of(instant(word, value, 1));
                case "--account" -> accounts.add(account(value));
                case "--region" -> regions.add(value);
                case "--log-format" -> formats.add(FlowLogFormat.parse(value));
                case "--interfaces" -> interfaces = Optional.of(value);
                case "--reading" -> account = Optional.of(value);
                default -> throw new IllegalArgumentException("there is no option `" + word + "`");
            }
        }
        if (flows.isEmpty()) {
            throw new IllegalArgumentException("FLOWS is missing: name folders of flow logs");
        }
        return new JobRequest(
                flows,
                out.orElseThrow(() -> new IllegalArgumentException("`--out FILE` is missing")),
                new FlowSelection(from, to, accounts, regions),
                formats,
                interfaces,
                account);
    }

    private static String place(String word) {
        if (word.equals("-") || word.startsWith("arn:") || word.startsWith("s3://arn:")) {
            throw new IllegalArgumentException("`" + word
                    + "` cannot be read by a cluster; help: name files or folders that all of its machines see");
        }
        return word;
    }

    private static String account(String text) {
        if (text.matches("[0-9]{12}")) {
            return text;
        }
        throw new IllegalArgumentException("`--account`: expected twelve digits, found `" + text + "`");
    }

    private static Instant instant(String option, String text, int daysLater) {
        try {
            return text.length() == 10
                    ? LocalDate.parse(text)
                            .plusDays(daysLater)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException wrong) {
            throw new IllegalArgumentException(
                    "`" + option + "`: expected a day such as 2026-10-23 or a time such as 2026-10-23T06:00Z, found `"
                            + text + "`",
                    wrong);
        }
    }
}
