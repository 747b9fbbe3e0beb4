package dev.weir.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.world.EstateMaker;
import dev.weir.world.FlowLog;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Of everything that the interfaces of generated estates begin nothing is missing in their plans, and hardly a rule serves
 * nobody: none where the logs have flags, and where they have none at most two of thirteen groups' rules, all flagged.
 */
class WorldSurveyTest {

    private static final int DAYS = 28;
    private static final int MOST_WITHOUT_FLAGS = 2;
    /** A connection whose SYN was in a lost interval is one without flags. */
    private static final int MOST_WHERE_SYNS_ARE_LOST = 2;

    private static final List<FlowLog> WITH_FLAGS = List.of(
            FlowLog.version5("fl-5", 60),
            FlowLog.version5("fl-5", 600),
            FlowLog.version3("fl-3", 60),
            FlowLog.version3("fl-3", 600));
    private static final List<FlowLog> WITHOUT_FLAGS = List.of(
            FlowLog.version2("fl-2", 600),
            FlowLog.version2("fl-2", 60),
            FlowLog.version2("fl-2", 60).and(List.of("flow-direction")));

    /** Of every thirty intervals one is lost. */
    private static List<FlowLog> losing(List<FlowLog> kinds) {
        return kinds.stream().map(kind -> kind.losing(30)).toList();
    }

    private static EstateMaker rareAndFree(EstateMaker maker) {
        return maker.withWhatOnlyFlagsTell().withRarities();
    }

    private static List<WorldSurvey.Figures> survey(
            List<FlowLog> kinds, UnaryOperator<EstateMaker> shapes, int first, int last) {
        return IntStream.rangeClosed(first, last)
                .parallel()
                .mapToObj(seed -> {
                    EstateMaker maker = EstateMaker.of(seed, DAYS).watchedBy(kinds.get(seed % kinds.size()));
                    return WorldSurvey.of(seed, shapes.apply(maker).make());
                })
                .toList();
    }

    /** Fewer questions than these decide thirteen groups. */
    private static final int QUESTIONS = 30;

    private static List<WorldSurvey.Figures> answering(UnaryOperator<EstateMaker> shapes, int first, int last) {
        return IntStream.rangeClosed(first, last)
                .parallel()
                .mapToObj(seed -> {
                    EstateMaker maker =
                            EstateMaker.of(seed, DAYS).watchedBy(WITHOUT_FLAGS.get(seed % WITHOUT_FLAGS.size()));
                    return WorldSurvey.answering(seed, shapes.apply(maker).make());
                })
                .toList();
    }

    private static void assertDecided(List<WorldSurvey.Figures> worlds) {
        assertWorth(worlds, 0);
        for (WorldSurvey.Figures one : worlds) {
            assertThat(one.asked()).as("questions, seed %d", one.seed()).isLessThan(QUESTIONS);
        }
    }

    private static void assertWorth(List<WorldSurvey.Figures> worlds, int mostResponses) {
        for (WorldSurvey.Figures one : worlds) {
            assertThat(one.recall()).as("recall, seed %d", one.seed()).isOne();
            assertThat(one.responses().size())
                    .as("rules that serve nobody, seed %d: %s", one.seed(), one.responses())
                    .isLessThanOrEqualTo(mostResponses);
            assertThat(one.unflagged()).as("not flagged, seed %d", one.seed()).isEmpty();
        }
    }

    @Test
    void whereThereAreFlagsNoRuleServesNobody() {
        List<WorldSurvey.Figures> worlds = survey(WITH_FLAGS, EstateMaker::withWhatOnlyFlagsTell, 1, 2);

        assertWorth(worlds, 0);
    }

    @Test
    void whatIsRareHoldsThereToo() {
        assertWorth(survey(losing(WITH_FLAGS), WorldSurveyTest::rareAndFree, 5, 6), 0);
    }

    @Test
    void whatIsRareIsFlaggedAtLeastWhereThereAreNone() {
        assertWorth(survey(losing(WITHOUT_FLAGS), EstateMaker::withRarities, 3, 4), MOST_WITHOUT_FLAGS);
        assertWorth(survey(WITHOUT_FLAGS, WorldSurveyTest::rareAndFree, 5, 6), Integer.MAX_VALUE);
    }

    @Test
    void whereThereAreNoneHardlyAnyDoesAndAllAreFlagged() {
        List<WorldSurvey.Figures> worlds = survey(WITHOUT_FLAGS, maker -> maker, 1, 2);

        assertWorth(worlds, MOST_WITHOUT_FLAGS);
    }

    @Test
    void afterAFewAnswersNoRuleServesNobody() {
        assertDecided(answering(WorldSurveyTest::rareAndFree, 5, 5));
    }

    @Test
    @Tag("deep")
    void afterAFewAnswersNoRuleServesNobodyInOtherWorlds() {
        assertDecided(answering(maker -> maker, 6, 8));
        assertDecided(answering(WorldSurveyTest::rareAndFree, 6, 8));
    }

    @Test
    @Tag("survey")
    void soItIsWithAnswersInAHundredWorldsOfEach() {
        List<WorldSurvey.Figures> without = answering(maker -> maker, 1, 100);
        System.out.println(WorldSurvey.report("without flags, answered", without));
        List<WorldSurvey.Figures> free = answering(WorldSurveyTest::rareAndFree, 1, 100);
        System.out.println(WorldSurvey.report("without flags, and what only flags tell, answered", free));

        assertDecided(without);
        assertDecided(free);
    }

    @Test
    @Tag("survey")
    void soItIsInAHundredWorldsOfEach() {
        List<WorldSurvey.Figures> with = survey(WITH_FLAGS, EstateMaker::withWhatOnlyFlagsTell, 1, 100);
        System.out.println(WorldSurvey.report("with flags", with));
        List<WorldSurvey.Figures> without = survey(WITHOUT_FLAGS, maker -> maker, 1, 100);
        System.out.println(WorldSurvey.report("without flags", without));

        assertWorth(with, 0);
        assertWorth(without, MOST_WITHOUT_FLAGS);
    }

    @Test
    @Tag("survey")
    void soItIsWithWhatIsRareAndLost() {
        List<WorldSurvey.Figures> with = survey(losing(WITH_FLAGS), WorldSurveyTest::rareAndFree, 1, 100);
        System.out.println(WorldSurvey.report("with flags, what is rare, and records lost", with));
        List<WorldSurvey.Figures> without = survey(losing(WITHOUT_FLAGS), EstateMaker::withRarities, 1, 100);
        System.out.println(WorldSurvey.report("without flags, what is rare, and records lost", without));
        List<WorldSurvey.Figures> free = survey(WITHOUT_FLAGS, WorldSurveyTest::rareAndFree, 1, 100);
        System.out.println(WorldSurvey.report("without flags, and what only flags tell", free));

        assertWorth(with, MOST_WHERE_SYNS_ARE_LOST);
        assertWorth(without, MOST_WITHOUT_FLAGS);
        assertWorth(free, Integer.MAX_VALUE);
    }
}
