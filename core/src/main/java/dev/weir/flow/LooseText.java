package dev.weir.flow;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value of one field as databases, spreadsheets and SDKs write it: {@code 443.0} once a column had a gap, times as
 * instants or milliseconds, accounts without their leading zeros, {@code null}, and the words of OCSF.
 */
final class LooseText {

    private static final int ACCOUNT_DIGITS = 12;

    /** The longest word that says that there is no value. */
    private static final int LONGEST_NOTHING = 4;

    private static final Set<String> NOTHING = Set.of("", "-", "null", "nan", "none", "nat", "<na>", "\\n");

    /** OCSF's captions and numbers of {@code action}, {@code disposition} and {@code direction}. */
    private static final Map<FlowField.Kind, Map<String, String>> WORDS = Map.of(
            FlowField.Kind.ACTION,
            Map.of("allowed", "ACCEPT", "1", "ACCEPT", "denied", "REJECT", "blocked", "REJECT", "2", "REJECT"),
            FlowField.Kind.DIRECTION,
            Map.of("inbound", "ingress", "1", "ingress", "outbound", "egress", "2", "egress"));

    /** That it is not known, or something else than a flow log can say. */
    private static final Set<String> UNKNOWN = Set.of("unknown", "other", "lateral", "0", "3", "99");

    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,12}");

    private static final Pattern TIME = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)"
            + "(?:[T ](\\d\\d:\\d\\d(?::\\d\\d)?)(?:[.,]\\d{1,9})?)? ?(?:Z|z|UTC|([+-]\\d\\d)(?::?(\\d\\d))?)?");

    private LooseText() {}

    /**
     * Puts a value into a field of the record.
     *
     * @return what is wrong with it, or an empty text
     */
    static String read(String text, FlowField field, FlowRecord record) {
        String value = text.strip();
        String lower = value.toLowerCase(Locale.ROOT);
        if (NOTHING.contains(lower)) {
            record.put(field, FlowRecord.ABSENT);
            return "";
        }
        String plain = field == FlowField.ACCOUNT_ID ? account(value) : value;
        String fault = strictly(plain, field, record);
        if (fault.isEmpty()) {
            return fault;
        }
        return switch (field.kind()) {
            case NUMBER -> number(value, field, record).orElse(fault);
            case ACTION, DIRECTION -> word(lower, field, record).orElse(fault);
            case LOG_STATUS ->
                strictly(value.toUpperCase(Locale.ROOT), field, record).isEmpty() ? "" : fault;
            case ADDRESS, TOKEN -> fault;
        };
    }

    /** Puts a text in UTF-8. */
    static String read(byte[] text, int from, int to, FlowField field, FlowRecord record) {
        boolean loose = to - from <= LONGEST_NOTHING || field == FlowField.ACCOUNT_ID;
        if (!loose && FieldText.read(text, from, to, field, record).isEmpty()) {
            return "";
        }
        return read(new String(text, from, to - from, StandardCharsets.UTF_8), field, record);
    }

    /** Puts a whole number; a time in seconds, or in a finer unit if it would be later than the year 9999. */
    static String read(long number, FlowField field, FlowRecord record) {
        if (field.kind() == FlowField.Kind.NUMBER && number >= 0 && number <= field.largest()) {
            record.put(field, number);
            return "";
        }
        return read(BigDecimal.valueOf(number), field, record);
    }

    /** Puts a number that is whole, or a time that may have a fraction. */
    static String read(BigDecimal number, FlowField field, FlowRecord record) {
        if (field.kind() != FlowField.Kind.NUMBER) {
            return read(number.stripTrailingZeros().toPlainString(), field, record);
        }
        boolean time = field == FlowField.START || field == FlowField.END;
        try {
            BigDecimal scaled = time ? seconds(number) : number;
            long value = time
                    ? scaled.setScale(0, RoundingMode.FLOOR).longValueExact()
                    : scaled.stripTrailingZeros().longValueExact();
            return record.putNumber(field, value).orElse("");
        } catch (ArithmeticException broken) {
            record.put(field, FlowRecord.ABSENT);
            return FieldText.fault(number.toString(), field);
        }
    }

    private static String strictly(String value, FlowField field, FlowRecord record) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return FieldText.read(bytes, 0, bytes.length, field, record);
    }

    private static Optional<String> number(String value, FlowField field, FlowRecord record) {
        if (field == FlowField.START || field == FlowField.END) {
            Optional<Long> instant = instant(value);
            if (instant.isPresent()) {
                return Optional.of(record.putNumber(field, instant.get()).orElse(""));
            }
        }
        return decimal(value).map(number -> read(number, field, record));
    }

    /** Seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by their size: no flow is later than 9999. */
    private static BigDecimal seconds(BigDecimal time) {
        BigDecimal seconds = time;
        for (int unit = 0; unit < 3 && seconds.compareTo(BigDecimal.valueOf(FlowField.LATEST_SECOND)) > 0; unit++) {
            seconds = seconds.movePointLeft(3);
        }
        return seconds;
    }

    private static Optional<String> word(String lower, FlowField field, FlowRecord record) {
        String meant = WORDS.getOrDefault(field.kind(), Map.of()).getOrDefault(lower, lower);
        if (UNKNOWN.contains(lower)) {
            record.put(field, FlowRecord.ABSENT);
            return Optional.of("");
        }
        boolean taken = strictly(meant, field, record).isEmpty()
                || strictly(meant.toUpperCase(Locale.ROOT), field, record).isEmpty();
        return taken ? Optional.of("") : Optional.empty();
    }

    /** An account id with the zeros that it lost as a number. */
    private static String account(String value) {
        String digits = DIGITS.matcher(value).matches()
                ? value
                : decimal(value)
                        .map(number -> number.stripTrailingZeros().toPlainString())
                        .orElse(value);
        return DIGITS.matcher(digits).matches() ? "0".repeat(ACCOUNT_DIGITS - digits.length()) + digits : value;
    }

    private static Optional<BigDecimal> decimal(String value) {
        if (value.isEmpty() || value.length() > 40 || !"+-.0123456789".contains(value.substring(0, 1))) {
            return Optional.empty();
        }
        try {
            BigDecimal number = new BigDecimal(value);
            return Math.abs((long) number.scale()) > 40 ? Optional.empty() : Optional.of(number);
        } catch (NumberFormatException text) {
            return Optional.empty();
        }
    }

    private static Optional<Long> instant(String value) {
        Matcher time = TIME.matcher(value);
        if (!time.matches()) {
            return Optional.empty();
        }
        try {
            LocalTime clock =
                    Optional.ofNullable(time.group(2)).map(LocalTime::parse).orElse(LocalTime.MIDNIGHT);
            String zone = Optional.ofNullable(time.group(3))
                    .map(hours ->
                            hours + ":" + Optional.ofNullable(time.group(4)).orElse("00"))
                    .orElse("Z");
            return Optional.of(
                    LocalDateTime.of(LocalDate.parse(time.group(1)), clock).toEpochSecond(ZoneOffset.of(zone)));
        } catch (DateTimeException nonsense) {
            return Optional.empty();
        }
    }
}
