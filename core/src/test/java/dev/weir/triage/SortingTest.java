package dev.weir.triage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.backtest.Gate;
import dev.weir.finding.Exposure;
import dev.weir.plan.Outlook;
import dev.weir.plan.OutsideManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The table in {@link Sorting}, row by row, and what must not be concluded. */
class SortingTest {

    private static final InUse ON_ONE = new InUse(InUse.Answer.BY_INTERFACES, 1, List.of());
    private static final InUse HELD = new InUse(InUse.Answer.HELD, 0, List.of("Lambda function idle"));
    private static final InUse NOT_READ = new InUse(InUse.Answer.NOT_KNOWN, 0, List.of("not read"));
    private static final InUse BY_NOTHING = new InUse(InUse.Answer.NO, 0, List.of());

    private static final OutsideManager CODE =
            new OutsideManager("Terraform", OutsideManager.Kind.CODE, Optional.empty());
    private static final OutsideManager CONTROLLER =
            new OutsideManager("a controller", OutsideManager.Kind.CONTROLLER, Optional.empty());

    private static Outlook seen(Outlook.Farthest needs, int interfaces, int days, Gate.Name... failing) {
        List<Gate> gates = new ArrayList<>();
        for (Gate.Name name : failing) {
            gates.add(new Gate(name, Gate.Status.FAIL, "as the test says"));
        }
        return new Outlook(
                needs,
                gates,
                days,
                interfaces,
                7,
                2,
                List.of(),
                Optional.of(Exposure.NONE),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    private static GroupFacts facts(InUse use, Optional<Outlook> outlook) {
        return new GroupFacts(Optional.empty(), Optional.empty(), false, Optional.empty(), use, outlook);
    }

    private static Bucket bucket(InUse use, Outlook outlook) {
        return Sorting.of(facts(use, Optional.of(outlook))).bucket();
    }

    @ParameterizedTest
    @CsvSource({
        "NOTHING, INITIATES_NOTHING",
        "PRIVATE, PRIVATE_ONLY",
        "STABLE_PUBLIC, STABLE_PUBLIC",
        "OPEN_PORT, PORT_LEFT_OPEN",
        "UNKNOWN, ATTENTION"
    })
    void sortsByWhatWasSeen(Outlook.Farthest needs, Bucket bucket) {
        assertThat(bucket(ON_ONE, seen(needs, 1, 30))).isEqualTo(bucket);
        assertThat(bucket(BY_NOTHING, seen(needs, 1, 30))).isEqualTo(bucket);
    }

    @Test
    void aGroupIsUnusedOnlyWhereNothingHoldsItAndNoInterfaceWoreIt() {
        Outlook nothingSeen = seen(Outlook.Farthest.NOTHING, 0, 0);

        assertThat(bucket(BY_NOTHING, nothingSeen)).isEqualTo(Bucket.UNUSED);
        assertThat(Sorting.of(facts(BY_NOTHING, Optional.empty())).bucket()).isEqualTo(Bucket.UNUSED);
        assertThat(bucket(HELD, nothingSeen)).isEqualTo(Bucket.LOGS_MISSING);
        assertThat(bucket(NOT_READ, nothingSeen)).isEqualTo(Bucket.UNKNOWN);
    }

    @ParameterizedTest
    @EnumSource(
            value = Gate.Name.class,
            names = {
                "EVIDENCE",
                "OBSERVATION_PERIOD",
                "FULL_WEEK",
                "COVERAGE",
                "LOST_RECORDS",
                "UNATTRIBUTED",
                "AMBIGUOUS"
            })
    void thinEvidenceSaysNothingOfAGroup(Gate.Name gate) {
        for (Outlook.Farthest needs : Outlook.Farthest.values()) {
            assertThat(bucket(ON_ONE, seen(needs, 1, 30, gate))).isEqualTo(Bucket.LOGS_MISSING);
        }
    }

    @Test
    void toBeginNothingTakesMoreThanToBeginLittle() {
        assertThat(bucket(ON_ONE, seen(Outlook.Farthest.NOTHING, 1, Sorting.USABLE_DAYS)))
                .isEqualTo(Bucket.INITIATES_NOTHING);
        assertThat(bucket(ON_ONE, seen(Outlook.Farthest.NOTHING, 1, Sorting.USABLE_DAYS - 1)))
                .isEqualTo(Bucket.LOGS_MISSING);
        assertThat(bucket(ON_ONE, seen(Outlook.Farthest.NOTHING, 1, 30, Gate.Name.MONTH_END)))
                .isEqualTo(Bucket.LOGS_MISSING);
        assertThat(bucket(ON_ONE, seen(Outlook.Farthest.PRIVATE, 1, 30, Gate.Name.MONTH_END)))
                .isEqualTo(Bucket.PRIVATE_ONLY);
        assertThat(bucket(
                        ON_ONE, seen(Outlook.Farthest.PRIVATE, 1, 30, Gate.Name.COLD_START_SEEN, Gate.Name.STABILITY)))
                .isEqualTo(Bucket.PRIVATE_ONLY);
    }

    @Test
    void aPrefixListThatWasNotReadIsRead() {
        assertThat(bucket(ON_ONE, seen(Outlook.Farthest.OPEN_PORT, 1, 30, Gate.Name.PREFIX_LISTS)))
                .isEqualTo(Bucket.UNKNOWN);
    }

    @Test
    void whoManagesAGroupOutranksItsTraffic() {
        Optional<Outlook> outlook = Optional.of(seen(Outlook.Farthest.PRIVATE, 1, 30));

        assertThat(Sorting.of(new GroupFacts(
                                Optional.empty(), Optional.of(CODE), true, Optional.of("not read"), NOT_READ, outlook))
                        .bucket())
                .isEqualTo(Bucket.MANAGED_IN_CODE);
        assertThat(Sorting.of(new GroupFacts(
                                Optional.empty(), Optional.of(CONTROLLER), false, Optional.empty(), ON_ONE, outlook))
                        .bucket())
                .isEqualTo(Bucket.MANAGED_BY_CONTROLLER);
        assertThat(Sorting.of(new GroupFacts(
                                Optional.of("twice"), Optional.of(CODE), true, Optional.empty(), ON_ONE, outlook))
                        .bucket())
                .isEqualTo(Bucket.ATTENTION);
        assertThat(Sorting.of(new GroupFacts(
                                Optional.empty(), Optional.empty(), true, Optional.of("not read"), ON_ONE, outlook))
                        .bucket())
                .isEqualTo(Bucket.DEFAULT_GROUP);
        assertThat(Sorting.of(new GroupFacts(
                                Optional.empty(), Optional.empty(), false, Optional.of("not read"), ON_ONE, outlook))
                        .bucket())
                .isEqualTo(Bucket.UNKNOWN);
    }
}
