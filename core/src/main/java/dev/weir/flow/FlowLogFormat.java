package dev.weir.flow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The columns of a flow log: which field stands where.
 *
 * <p>A flow log has any subset of the fields in any order and never changes its format; people delete and recreate it, so
 * one folder holds several. A column whose name is not known is kept by name and skipped by readers.
 *
 * @param columns the names in their order, as AWS writes them
 */
public record FlowLogFormat(List<String> columns) {

    /** AWS's default format, which is version 2. */
    public static final FlowLogFormat DEFAULT = new FlowLogFormat(
            FlowField.defaultFormat().stream().map(FlowField::awsName).toList());

    /** What an object holds that has nothing but Transit Gateway flow logs. */
    public static final String TRANSIT_GATEWAY =
            "Transit Gateway flow logs, taken after the security group and so no evidence";

    /** More columns than this are no flow log. */
    public static final int MOST_COLUMNS = 256;

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^{}]*)\\}");
    /** A name as people write it who know AWS's: {@code DSTPORT}, {@code dstPort}, {@code ${dstport}}. */
    private static final Pattern OTHER_NAME =
            Pattern.compile("\\$\\{([A-Za-z][A-Za-z0-9._-]*)\\}|([A-Za-z][A-Za-z0-9._-]*)");
    /** What stands in records, and is no name. */
    private static final Set<String> OUTCOMES = Set.of("ACCEPT", "REJECT", "OK", "NODATA", "SKIPDATA");

    private static final Pattern BLANKS = Pattern.compile("[\\s,]+");

    /** With every field that makes a reading sure: who began, past which translation, which way, whose it is. */
    public static final FlowLogFormat WANTED = parse("version account-id interface-id srcaddr dstaddr srcport dstport"
            + " protocol packets bytes start end action log-status vpc-id subnet-id instance-id tcp-flags type pkt-srcaddr"
            + " pkt-dstaddr region pkt-src-aws-service pkt-dst-aws-service flow-direction traffic-path");

    public FlowLogFormat {
        columns = List.copyOf(columns);
        if (columns.isEmpty() || columns.size() > MOST_COLUMNS) {
            throw new IllegalArgumentException(
                    "a flow log has 1 to " + MOST_COLUMNS + " columns, found " + columns.size());
        }
        Set<String> seen = new HashSet<>();
        for (String column : columns) {
            if (!seen.add(column)) {
                throw new IllegalArgumentException("column `" + column + "` stands twice in the log format");
            }
        }
    }

    /**
     * Reads a log format that a person gives: {@code ${version} ${account-id} …} as EC2 writes it, or bare names.
     *
     * @throws IllegalArgumentException naming what is not a field name
     */
    public static FlowLogFormat parse(String text) {
        List<String> names = new ArrayList<>();
        Matcher variables = VARIABLE.matcher(text);
        String bare = text;
        if (text.contains("$")) {
            while (variables.find()) {
                names.add(variables.group(1).strip());
            }
            bare = VARIABLE.matcher(text).replaceAll(" ");
        }
        for (String rest : BLANKS.split(bare.strip())) {
            if (!rest.isEmpty()) {
                if (text.contains("$")) {
                    throw new IllegalArgumentException("log format holds `" + rest
                            + "` outside of ${…}: expected field names as in `${version} ${account-id}`");
                }
                names.add(rest);
            }
        }
        if (names.isEmpty()) {
            throw new IllegalArgumentException(
                    "the log format is empty: expected field names as in `${version} ${account-id}`");
        }
        List<String> columns = new ArrayList<>();
        for (String name : names) {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("`" + name + "` is no field name of a flow log: expected names as in"
                        + " `${version} ${account-id}`; help: `aws ec2 describe-flow-logs` prints LogFormat");
            }
            columns.add(name.replace('_', '-'));
        }
        FlowLogFormat format = new FlowLogFormat(columns);
        if (format.fields().isEmpty() && !format.isTransitGateway()) {
            throw new IllegalArgumentException("the log format names no known field, found `"
                    + String.join(" ", columns) + "`; help: `aws ec2 describe-flow-logs` prints LogFormat");
        }
        return format;
    }

    /**
     * The format that a header line names; empty if the line is no header.
     *
     * <p>A header has only words that could be field names, no word twice, and at least two of them known; one that is no word
     * of plain English, or no others at all. Capitals, {@code ${…}} as in a log format and a {@code #} before all are the same
     * header; other hyphens are not, and make another name.
     */
    public static Optional<FlowLogFormat> ofHeader(String line) {
        List<String> columns = namesIn(line);
        if (columns.size() > MOST_COLUMNS || new HashSet<>(columns).size() < columns.size()) {
            return Optional.empty();
        }
        int known = 0;
        boolean telling = false;
        for (String column : columns) {
            Optional<FlowField> field = FlowField.named(column);
            known += field.isPresent() ? 1 : 0;
            telling |= field.filter(FlowField::isOfFlow).isPresent();
        }
        boolean header = known >= 2 && (known == columns.size() || telling);
        return header ? Optional.of(new FlowLogFormat(columns)) : Optional.empty();
    }

    /** How many columns a line names, of which every word may be a name; 0 if some is none, as in every record. */
    static int namedBy(String line) {
        return namesIn(line).size();
    }

    /** The words of a line as AWS would write them; none if one can be no name. */
    private static List<String> namesIn(String line) {
        String bare = line.strip();
        List<String> names = new ArrayList<>();
        for (String word : (bare.startsWith("#") ? bare.substring(1).strip() : bare).split("\\s+")) {
            Matcher name = OTHER_NAME.matcher(word);
            if (!name.matches() || OUTCOMES.contains(word)) {
                return List.of();
            }
            names.add(asAwsWrites(name.group(1) == null ? word : name.group(1)));
        }
        return names;
    }

    private static String asAwsWrites(String name) {
        String low = name.toLowerCase(Locale.ROOT).replace('_', '-');
        return FlowField.named(low).isPresent() ? low : FlowColumns.dashed(name);
    }

    /** The known fields among the columns. */
    public Set<FlowField> fields() {
        Set<FlowField> known = EnumSet.noneOf(FlowField.class);
        columns.forEach(column -> FlowField.named(column).ifPresent(known::add));
        return Collections.unmodifiableSet(known);
    }

    /** Whether these are Transit Gateway flow logs, which are taken after the security group and so are no evidence. */
    public boolean isTransitGateway() {
        return columns.stream()
                .anyMatch(column -> column.startsWith("tgw-")
                        || column.startsWith("packets-lost-")
                        || column.equals("resource-type"));
    }

    /** As EC2 writes it: {@code ${version} ${account-id} …}. */
    @Override
    public String toString() {
        return columns.stream().map("${%s}"::formatted).collect(Collectors.joining(" "));
    }
}
