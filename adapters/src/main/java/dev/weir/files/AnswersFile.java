package dev.weir.files;

import dev.weir.inventory.Input;
import dev.weir.inventory.Sha256;
import dev.weir.operation.FailureException;
import dev.weir.review.Doubt;
import dev.weir.review.GivenAnswer;
import dev.weir.review.GivenAnswers;
import dev.weir.review.Needed;
import dev.weir.review.TrafficLine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.snakeyaml.engine.v2.schema.JsonSchema;

/**
 * What reviewers answered: YAML, version 1, see docs/formats/answers.md.
 *
 * <p>An unknown key is an error: an answer that is misspelled is none.
 *
 * @param answers what they say
 * @param input the file's name and digest, for the plan
 */
public record AnswersFile(GivenAnswers answers, Input input) {

    private static final int LARGEST = 16;
    private static final String HELP = "; help: `weir review PLANS --out FILE` writes such a file";

    /**
     * Reads a file of answers.
     *
     * @throws FailureException saying what is wrong with it and where
     */
    public static AnswersFile read(Path file) {
        try {
            byte[] bytes = FileBytes.atMost(LARGEST, file, "answers");
            YamlSection top = YamlSection.load(bytes, new JsonSchema(), Set.of("version", "by", "on", "questions"));
            GivenAnswers answers = GivenAnswers.of(top.each("questions", section -> answer(section, top)));
            return new AnswersFile(
                    answers, new Input(file.toString(), Optional.of(Sha256.hex(bytes)), Optional.empty()));
        } catch (IOException failed) {
            throw FileFailure.reading(file, HELP, failed);
        } catch (IllegalArgumentException wrong) {
            throw new FailureException(
                    "the answers in " + FileFailure.name(file) + ": " + wrong.getMessage() + HELP, wrong);
        }
    }

    private static GivenAnswer answer(YamlSection section, YamlSection top) {
        section.only(Set.of("needed", "why", "until", "by", "on", "traffic"));
        Needed needed = value(section, "needed", Needed::parse);
        boolean decides = needed != Needed.UNKNOWN;
        String by = either(section, top, "by");
        String on = either(section, top, "on");
        if (decides && (by.isEmpty() || on.isEmpty())) {
            throw new IllegalArgumentException(section.place + " is answered " + needed.id() + " and says not "
                    + (by.isEmpty() ? "who answers: `by`" : "when: `on`"));
        }
        List<TrafficLine> about = section.texts("traffic").stream()
                .map(line -> inPlace(section, "traffic", line, TrafficLine::parse))
                .toList();
        if (about.isEmpty()) {
            throw new IllegalArgumentException(section.place + " names no `traffic`");
        }
        LocalDate day = on.isEmpty() ? LocalDate.EPOCH : inPlace(section, "on", on, LocalDate::parse);
        Instant until = value(section, "until", Instant::parse);
        if (decides && until.isAfter(lastMoment(day))) {
            throw new IllegalArgumentException(section.place + ": `until` is " + until + ", and it was answered on "
                    + day + ": nobody knows what is seen later; leave `until` as it was asked");
        }
        return new GivenAnswer(needed, by, day, value(section, "why", Doubt.Kind::parse), until, about);
    }

    /** A day later than UTC has it: where the sun sets last, an evening's date is still the day before. */
    private static Instant lastMoment(LocalDate day) {
        return day.plusDays(2).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static String either(YamlSection section, YamlSection top, String key) {
        return section.optional(key)
                .filter(text -> !text.isBlank())
                .orElseGet(() -> top.text(key))
                .strip();
    }

    private static <T> T value(YamlSection section, String key, Function<String, T> parse) {
        if (section.text(key).isBlank()) {
            throw new IllegalArgumentException(section.place + " has no `" + key + "`: leave what was asked as it is");
        }
        return inPlace(section, key, section.text(key).strip(), parse);
    }

    private static <T> T inPlace(YamlSection section, String key, String text, Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (DateTimeException noTime) {
            throw new IllegalArgumentException(
                    "%s: `%s` is `%s`, expected such as %s"
                            .formatted(
                                    section.place, key, text, key.equals("on") ? "2026-11-22" : "2026-11-22T00:00:00Z"),
                    noTime);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(section.place + ": `" + key + "`: " + wrong.getMessage(), wrong);
        }
    }
}
