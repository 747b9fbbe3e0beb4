package dev.weir.report;

import dev.weir.finding.InternetPath;
import dev.weir.finding.Severity;
import dev.weir.finding.Verdict;
import java.util.Locale;

/** The contract's words for our enums, without making a new text for each finding. */
public final class Words {

    private static final String[] SEVERITIES = words(Severity.values());
    private static final String[] VERDICTS = words(Verdict.values());
    private static final String[] PATHS = words(InternetPath.Answer.values());

    private Words() {}

    public static String of(Severity severity) {
        return SEVERITIES[severity.ordinal()];
    }

    public static String of(Verdict verdict) {
        return VERDICTS[verdict.ordinal()];
    }

    public static String of(InternetPath.Answer answer) {
        return PATHS[answer.ordinal()];
    }

    /** {@code NOT_KNOWN} as {@code not-known}. */
    public static String dashed(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String[] words(Enum<?>[] values) {
        String[] words = new String[values.length];
        for (int i = 0; i < values.length; i++) {
            words[i] = values[i].toString();
        }
        return words;
    }
}
