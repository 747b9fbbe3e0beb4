package dev.weir.flow;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a flow-log object says about its content, by AWS's S3 key layout, plain or Hive style.
 *
 * <pre>
 * AWSLogs/111122223333/vpcflowlogs/eu-west-1/2026/11/21/[06/]
 * AWSLogs/aws-account-id=…/aws-service=vpcflowlogs/aws-region=…/year=2026/month=11/day=21/[hour=06/]
 * 111122223333_vpcflowlogs_eu-west-1_fl-0a1b_20261121T0620Z_1a2b3c4d.log.gz
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

    private static final Duration SLOT = Duration.ofMinutes(5);

    private static final Pattern FILE = Pattern.compile(
            "(\\d{12})_vpcflowlogs_([a-z0-9-]{1,32})_(fl-[0-9a-zA-Z]{1,64})_(\\d{4})(\\d\\d)(\\d\\d)T(\\d\\d)(\\d\\d)Z_[^/]*");

    private static final Pattern PLAIN = Pattern.compile(
            "(?:^|.*/)AWSLogs/(\\d{12})/vpcflowlogs/([a-z0-9-]{1,32})/(\\d{4})/(\\d\\d)/(\\d\\d)/(?:(\\d\\d)/)?[^/]*");

    private static final Pattern HIVE = Pattern.compile(
            "(?:^|.*/)AWSLogs/aws-account-id=(\\d{12})/aws-service=vpcflowlogs/aws-region=([a-z0-9-]{1,32})"
                    + "/year=(\\d{4})/month=(\\d\\d)/day=(\\d\\d)/(?:hour=(\\d\\d)/)?[^/]*");

    /** Reads a key or a path; separators are {@code /} or {@code \}. */
    public static FlowKey parse(String name) {
        String path = name.replace('\\', '/');
        String file = path.substring(path.lastIndexOf('/') + 1);
        Matcher named = FILE.matcher(file);
        if (named.matches()) {
            Optional<Instant> from = instant(named, 4, named.group(7), named.group(8));
            return new FlowKey(
                    Optional.of(named.group(3)),
                    Optional.of(named.group(1)),
                    Optional.of(named.group(2)),
                    from,
                    from.map(start -> start.plus(SLOT)));
        }
        for (Pattern layout : new Pattern[] {PLAIN, HIVE}) {
            Matcher folders = layout.matcher(path);
            if (folders.matches()) {
                Optional<String> hour = Optional.ofNullable(folders.group(6));
                Optional<Instant> from = instant(folders, 3, hour.orElse("00"), "00");
                Duration length = hour.isPresent() ? Duration.ofHours(1) : Duration.ofDays(1);
                return new FlowKey(
                        Optional.empty(),
                        Optional.of(folders.group(1)),
                        Optional.of(folders.group(2)),
                        from,
                        from.map(start -> start.plus(length)));
            }
        }
        return UNKNOWN;
    }

    /** An instant from three groups for the date and two texts for the time; empty if there is no such day or hour. */
    private static Optional<Instant> instant(Matcher matcher, int year, String hour, String minute) {
        try {
            LocalDate date = LocalDate.of(
                    Integer.parseInt(matcher.group(year)),
                    Integer.parseInt(matcher.group(year + 1)),
                    Integer.parseInt(matcher.group(year + 2)));
            LocalTime time = LocalTime.of(Integer.parseInt(hour), Integer.parseInt(minute));
            return Optional.of(date.atTime(time).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException nonsense) {
            return Optional.empty();
        }
    }
}
