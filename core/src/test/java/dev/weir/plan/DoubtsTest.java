package dev.weir.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.codec.PlanCodec;
import dev.weir.net.Cidr;
import dev.weir.review.Doubt;
import dev.weir.review.GivenAnswer;
import dev.weir.review.GivenAnswers;
import dev.weir.review.Needed;
import dev.weir.review.TrafficLine;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a plan leaves open, and which answers stand. */
class DoubtsTest {

    private static final PlanSettings SETTINGS = PlanSettings.of("1.0", Instant.parse("2026-11-16T06:00:00Z"));
    private static final String END = "2026-11-16T00:00:00Z";

    private static Scene open() {
        return Scene.usual()
                .group("sg-1", "all 0.0.0.0/0")
                .watched("eni-1", "10.0.0.1", day -> true, "sg-1")
                .tcp("eni-1", "10.9.0.1", 5432, day -> true);
    }

    private static GivenAnswers answers(Needed needed, Doubt.Kind kind, String until, String line) {
        return GivenAnswers.of(List.of(new GivenAnswer(
                needed,
                "jane",
                LocalDate.of(2026, 12, 7),
                kind,
                Instant.parse(until),
                List.of(TrafficLine.parse(line + " from sg-1")))));
    }

    private static String refusal(Scene scene, PlanSettings settings) {
        return scene.answer("sg-1", settings).match(plan -> "a plan", sentence -> sentence);
    }

    private static List<String> asked(Plan plan) {
        return plan.learning().reviewed().doubts().stream()
                .map(doubt -> doubt.kind().id() + ": " + doubt.point())
                .toList();
    }

    private static List<String> result(Plan plan) {
        return ByHandTest.texts(plan.result());
    }

    @Test
    void whatIsCertainAndComesBackIsNotAsked() {
        Plan plan = open().plan("sg-1", SETTINGS);

        assertThat(asked(plan)).isEmpty();
        assertThat(new String(PlanCodec.encode(plan), StandardCharsets.UTF_8)).doesNotContain("doubts", "answers");
    }

    @Test
    void eachKindIsAskedForItsReason() {
        Scene scene = open().tcp("eni-1", "10.9.0.2", 6379, day -> day == 12)
                .undecided("eni-1", "10.9.0.77", 1)
                .tcp("eni-1", "203.0.113.7", 443, day -> day == 3 || day == 30);

        assertThat(asked(scene.plan("sg-1", SETTINGS)))
                .anyMatch(text -> text.startsWith("undecided-once: ") && text.endsWith(" to 10.9.0.77"))
                .contains("once: tcp 6379 to 10.9.0.2", "changing: tcp 443 to 203.0.113.7")
                .hasSize(3);
    }

    @Test
    void whatARuleOfOthersPermitsInAnyCaseIsNotAsked() {
        Scene scene = open().group("sg-db")
                .unwatched("eni-db1", "10.9.0.1", "sg-db")
                .unwatched("eni-db2", "10.9.0.2", "sg-db")
                .tcp("eni-1", "10.9.0.2", 5432, day -> day == 12);

        assertThat(asked(scene.plan("sg-1", SETTINGS))).isEmpty();
        assertThat(asked(scene.plan("sg-1", SETTINGS.preferring(PlanSettings.Preference.ADDRESSES))))
                .containsExactly("once: tcp 5432 to 10.9.0.2");
    }

    @Test
    void yesToAllThatKeepsChangingClosesThePort() {
        Scene scene = open().tcp("eni-1", "203.0.113.7", 443, day -> day == 3 || day == 30)
                .tcp("eni-1", "203.0.113.9", 443, day -> day == 20);

        Plan plan = scene.plan(
                "sg-1",
                SETTINGS.answered(
                        answers(Needed.YES, Doubt.Kind.CHANGING, END, "tcp 443 to 203.0.113.7, 203.0.113.9")));

        assertThat(result(scene.plan("sg-1", SETTINGS))).contains("tcp 443 to 0.0.0.0/0");
        assertThat(result(plan)).contains("tcp 443 to 203.0.113.7/32", "tcp 443 to 203.0.113.9/32");
        assertThat(plan.effect().staysOpen()).isEmpty();
        assertThat(plan.learning().reviewed().answers())
                .extracting(Object::toString)
                .containsExactly(
                        "yes: tcp 443 to 203.0.113.7, by jane on 2026-12-07",
                        "yes: tcp 443 to 203.0.113.9, by jane on 2026-12-07");
    }

    @Test
    void whoBeganItIsDecidedByTheAnswer() {
        Scene scene = open().undecided("eni-1", "10.9.0.77", 30);
        String asked = asked(scene.plan("sg-1", SETTINGS)).get(0);
        String line = asked.substring(asked.indexOf(": ") + 2).replaceFirst("udp [0-9]+", "udp 1024-65535");

        Plan no = scene.plan("sg-1", SETTINGS.answered(answers(Needed.NO, Doubt.Kind.UNDECIDED, END, line)));
        Plan yes = scene.plan("sg-1", SETTINGS.answered(answers(Needed.YES, Doubt.Kind.UNDECIDED, END, line)));

        assertThat(result(no)).noneMatch(rule -> rule.contains("10.9.0.77"));
        assertThat(result(yes)).anyMatch(rule -> rule.contains("10.9.0.77"));
        assertThat(gate(scene.plan("sg-1", SETTINGS))).isEqualTo("fail");
        assertThat(gate(no)).isEqualTo("pass");
        assertThat(gate(yes)).isEqualTo("pass");
    }

    private static String gate(Plan plan) {
        return plan.gates().stream()
                .filter(gate -> gate.name().id().equals("ambiguous"))
                .map(gate -> gate.status().id())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void noToWhatIsCertainIsRefusedAndNamed() {
        assertThat(refusal(
                        open(),
                        SETTINGS.answered(answers(Needed.NO, Doubt.Kind.UNDECIDED, END, "tcp 5432 to 10.9.0.1"))))
                .contains(
                        "the answer `no` of jane to `tcp 5432 to 10.9.0.1 from sg-1`",
                        "it is certain that `sg-1` began it",
                        "35 days",
                        "help: ");
    }

    @Test
    void noToWhatWasSeenAgainSinceIsRefused() {
        Scene scene = open().tcp("eni-1", "203.0.113.7", 443, day -> day == 3 || day == 30);

        assertThat(refusal(
                        scene,
                        SETTINGS.answered(answers(
                                Needed.NO, Doubt.Kind.CHANGING, "2026-11-01T00:00:00Z", "tcp 443 to 203.0.113.7"))))
                .contains("`tcp 443 to 203.0.113.7 from sg-1`", "after what the answer knew");
        assertThat(refusal(
                        scene,
                        SETTINGS.answered(answers(Needed.NO, Doubt.Kind.CHANGING, END, "tcp 443 to 203.0.113.7"))))
                .isEqualTo("a plan");
    }

    @Test
    void yesToWhatThePolicyForbidsIsRefused() {
        Scene scene = open().tcp("eni-1", "10.9.0.2", 6379, day -> day == 12);
        OrganisationPolicy forbidding = new OrganisationPolicy(
                List.of(),
                List.of(),
                List.of(new OrganisationPolicy.NamedRange("staging", List.of(Cidr.parse("10.9.0.2/32")))),
                0,
                0,
                List.of());
        PlanSettings settings = SETTINGS.under(forbidding);

        assertThat(refusal(scene, settings.answered(answers(Needed.YES, Doubt.Kind.ONCE, END, "tcp 6379 to 10.9.0.2"))))
                .contains("the answer `yes` of jane to `tcp 6379 to 10.9.0.2 from sg-1`", "the zone `staging`");
        assertThat(refusal(scene, settings.answered(answers(Needed.NO, Doubt.Kind.ONCE, END, "tcp 6379 to 10.9.0.2"))))
                .isEqualTo("a plan");
    }

    @Test
    void whatOthersNeedStaysPermittedAndThePlanSaysSo() {
        Scene scene = open().tcp("eni-1", "10.9.0.2", 5432, day -> day == 12);
        PlanSettings settings = SETTINGS.keeping(List.of("all::0.0.0.0/0"));

        Optional<String> hint = scene
                .plan("sg-1", settings.answered(answers(Needed.NO, Doubt.Kind.ONCE, END, "tcp 5432 to 10.9.0.2")))
                .hints()
                .stream()
                .filter(text -> text.contains("answered no"))
                .findFirst();

        assertThat(hint).hasValueSatisfying(text -> assertThat(text).contains("tcp 5432 to 10.9.0.2"));
    }

    @Test
    void anAnswerAboutWhatWasNotSeenDecidesNothing() {
        Plan plan =
                open().plan("sg-1", SETTINGS.answered(answers(Needed.NO, Doubt.Kind.ONCE, END, "tcp 1 to 192.0.2.1")));

        assertThat(plan.learning().reviewed().answers()).isEmpty();
        assertThat(result(plan)).isEqualTo(result(open().plan("sg-1", SETTINGS)));
    }
}
