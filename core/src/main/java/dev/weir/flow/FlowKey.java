package dev.weir.flow;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the name of a flow-log object says about its content, by AWS's S3 key layout, plain or Hive style.
 *
 * <pre>
 * AWSLogs/111122223333/vpcflowlogs/eu-west-1/2026/11/21/[06/]
 * AWSLogs/aws-account-id=…/aws-service=vpcflowlogs/aws-region=…/year=2026/month=11/day=21/[hour=06/]
 * 111122223333_vpcflowlogs_eu-west-1_fl-0a1b_20261121T0620Z_1a2b3c4d.log.gz
 * AWSLogs/111122223333/vpcdnsquerylogs/vpc-0a1b/2026/11/21/
 * vpc-0a1b_vpcdnsquerylogs_111122223333_20261121T0620Z_1a2b3c4d.log.gz
 * </pre>
 *
 * <p>The file name wins over the folders, because files are copied about. An object holds the records whose <em>end</em>
 * lies in its slot: five minutes for a file name, an hour or a day for folders alone. What a name does not say is empty.
 *
 * @param flowLog such as {@code fl-0a1b}
 * @param account twelve digits
 * @param region such as {@code eu-west-1}
 * @param from the first instant of the slot
 * @param to the first instant after the slot
 */
public record FlowKey(
        Optional<String> flowLog,
        Optional<String> account,
        Optional<String> region,
        Optional<Instant> from,
        Optional<Instant> to) {

    /** A name that says nothing. */
    public static final FlowKey UNKNOWN =
            new FlowKey(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** What says only when its records ended: from the first instant to before the second. */
    public static FlowKey between(Instant from, Instant to) {
        return new FlowKey(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(from), Optional.of(to));
    }

    /** Whether the same records may be of both, as far as these tell. */
    public boolean mayShare(FlowKey other) {
        return isNotBehind(other)
                && other.isNotBehind(this)
                && agree(account, other.account)
                && agree(region, other.region)
                && agree(flowLog, other.flowLog);
    }

    private boolean isNotBehind(FlowKey other) {
        return from.isEmpty() || other.to.isEmpty() || from.get().isBefore(other.to.get());
    }

    private static boolean agree(Optional<String> one, Optional<String> other) {
        return one.isEmpty() || other.isEmpty() || one.equals(other);
    }

    private static final Duration SLOT = Duration.ofMinutes(5);

    private static final Pattern FILE = Pattern.compile(
            "(\\d{12})_vpcflowlogs_([a-z0-9-]{1,32})_(fl-[0-9a-zA-Z]{1,64})_(\\d{4})(\\d\\d)(\\d\\d)T(\\d\\d)(\\d\\d)Z_[^/]*");

    /** As {@link #FILE}, without a Region and a flow log, whose groups match nothing. */
    private static final Pattern QUERIES_FILE = Pattern.compile(
            "vpc-[0-9a-z]{1,32}_vpcdnsquerylogs_(\\d{12})_((?!))?((?!))?(\\d{4})(\\d\\d)(\\d\\d)T(\\d\\d)(\\d\\d)Z_[^/]*");

    private static final Pattern QUERIES_FOLDER =
            Pattern.compile("(?:|.*/)AWSLogs/(\\d{12})/vpcdnsquerylogs/(?:vpc-[0-9a-z]{1,32}/((?!))?"
                    + "(?:(\\d{4})/(?:(\\d\\d)/(?:(\\d\\d)/(?:(\\d\\d)/)?)?)?)?)?");

    /** The folders of both layouts, each part of the way down. */
    private static final Pattern PLAIN_FOLDER = Pattern.compile("(?:|.*/)AWSLogs/(?:(\\d{12})/(?:vpcflowlogs/"
            + "(?:([a-z0-9-]{1,32})/(?:(\\d{4})/(?:(\\d\\d)/(?:(\\d\\d)/(?:(\\d\\d)/)?)?)?)?)?)?)?");

    private static final Pattern HIVE_FOLDER =
            Pattern.compile("(?:|.*/)AWSLogs/aws-account-id=(\\d{12})/(?:aws-service=vpcflowlogs/"
                    + "(?:aws-region=([a-z0-9-]{1,32})/(?:year=(\\d{4})/(?:month=(\\d\\d)/"
                    + "(?:day=(\\d\\d)/(?:hour=(\\d\\d)/)?)?)?)?)?)?");

    /**
     * What a folder of one of the layouts says about all that lies in it; empty for another folder.
     *
     * @param folder up to and with its last slash
     */
    public static Optional<FlowKey> ofFolder(String folder) {
        return layout(folder).map(FlowKey::of);
    }

    private static Optional<Matcher> layout(String folder) {
        return Stream.of(PLAIN_FOLDER, HIVE_FOLDER, QUERIES_FOLDER)
                .map(pattern -> pattern.matcher(folder))
                .filter(Matcher::matches)
                .findFirst();
    }

    private static FlowKey of(Matcher parts) {
        Optional<Instant> from = Optional.ofNullable(parts.group(3)).flatMap(year -> begin(parts, 3));
        return new FlowKey(
                Optional.empty(),
                Optional.ofNullable(parts.group(1)),
                Optional.ofNullable(parts.group(2)),
                from,
                from.map(start -> end(start, parts)));
    }

    /** The instant of five groups from this one on: year to minute; empty if there is no such day or hour. */
    private static Optional<Instant> begin(Matcher parts, int year) {
        try {
            return Optional.of(
                    LocalDate.of(number(parts, year, 0), number(parts, year + 1, 1), number(parts, year + 2, 1))
                            .atTime(number(parts, year + 3, 0), number(parts, year + 4, 0))
                            .toInstant(ZoneOffset.UTC));
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    private static Instant end(Instant from, Matcher parts) {
        OffsetDateTime start = from.atOffset(ZoneOffset.UTC);
        if (parts.group(4) == null) {
            return start.plusYears(1).toInstant();
        }
        if (parts.group(5) == null) {
            return start.plusMonths(1).toInstant();
        }
        return (parts.group(6) == null ? start.plusDays(1) : start.plusHours(1)).toInstant();
    }

    private static int number(Matcher parts, int group, int otherwise) {
        String text = group > parts.groupCount() ? null : parts.group(group);
        return text == null ? otherwise : Integer.parseInt(text);
    }

    /** Reads a key or a path; separators are {@code /} or {@code \}. */
    public static FlowKey parse(String name) {
        String path = name.replace('\\', '/');
        String file = path.substring(path.lastIndexOf('/') + 1);
        Matcher flows = FILE.matcher(file);
        Matcher named = flows.matches() ? flows : QUERIES_FILE.matcher(file);
        if (named.matches()) {
            Optional<Instant> from = begin(named, 4);
            return new FlowKey(
                    Optional.ofNullable(named.group(3)),
                    Optional.of(named.group(1)),
                    Optional.ofNullable(named.group(2)),
                    from,
                    from.map(start -> start.plus(SLOT)));
        }
        return layout(path.substring(0, path.length() - file.length()))
                .filter(parts -> parts.group(5) != null)
                .map(FlowKey::of)
                .orElse(UNKNOWN);
    }
}
