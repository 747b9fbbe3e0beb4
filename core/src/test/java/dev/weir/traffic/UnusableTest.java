package dev.weir.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.codec.ProfileCodec;
import dev.weir.evidence.Evidence;
import dev.weir.evidence.Loss;
import dev.weir.evidence.Observing;
import dev.weir.evidence.ProfileBuilder;
import dev.weir.flow.FlowField;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that cannot become a protocol, a peer and a port: counted, told, and no coverage. */
class UnusableTest {

    private static final List<String> COLUMNS = List.of(
            "version interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status"
                    .split(" "));

    /** 2026-11-02 06:00 UTC. */
    private static final long AT = 1_793_599_200L;

    private static final long HOUR = 3600;

    private static String accepted(long at) {
        return "2 eni-1 10.0.0.5 192.0.2.1 40000 443 6 10 900 %d %d ACCEPT OK".formatted(at, at + 30);
    }

    private static String quiet(long at, String status) {
        return "2 eni-1 - - - - - - - %d %d - %s".formatted(at, at + 30, status);
    }

    private static ProfileBuilder builder(String flowLog, List<String> columns, String... lines) {
        ProfileBuilder builder = new ProfileBuilder();
        String text = String.join(" ", columns) + "\n" + String.join("\n", lines) + "\n";
        Observing.read(builder, flowLog, text.getBytes(StandardCharsets.UTF_8));
        return builder;
    }

    private static ProfileBuilder builder(String... lines) {
        return builder("fl-1", COLUMNS, lines);
    }

    private static TrafficProfile profile(Evidence evidence) {
        return TrafficProfile.of(evidence, InventoryHistory.EMPTY, ProfileSettings.DEFAULT);
    }

    /** The line without the column of a field, or with {@code -} in it. */
    private static String without(FlowField field, String line, String instead) {
        String[] words = line.split(" ");
        words[COLUMNS.indexOf(field.awsName())] = instead;
        return Arrays.stream(words).filter(word -> !word.isEmpty()).collect(Collectors.joining(" "));
    }

    private static List<String> columnsWithout(FlowField... fields) {
        Set<String> names = Stream.of(fields).map(FlowField::awsName).collect(Collectors.toSet());
        return COLUMNS.stream().filter(column -> !names.contains(column)).toList();
    }

    private static void assertLost(ProfileBuilder builder, FlowField field, boolean byFormat) {
        assertThat(builder.losses()).singleElement().satisfies(loss -> {
            assertThat(loss.fields()).containsExactly(field);
            assertThat(loss.byFormat()).isEqualTo(byFormat);
            assertThat(loss.records()).isEqualTo(1);
            assertThat(loss.isOfSomebody()).isTrue();
        });
        for (Evidence evidence :
                List.of(builder.evidence(), ProfileCodec.decode(ProfileCodec.encode(builder.evidence())))) {
            TrafficProfile profile = profile(evidence);
            assertThat(profile.interfaces()).singleElement().satisfies(one -> {
                assertThat(one.records()).isEqualTo(1);
                assertThat(one.unusable()).isEqualTo(new Unusable(1, Map.of(field, 1L)));
                assertThat(one.hoursObserved()).isZero();
                assertThat(one.hoursExpected()).isEqualTo(1);
                assertThat(one.days()).isEmpty();
            });
            assertThat(Drawn.learned(profile)).isEmpty();
            assertThat(profile.figures().isReadWhole()).isFalse();
            assertThat(profile.period().isEmpty()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PROTOCOL", "SRCADDR", "DSTADDR", "SRCPORT", "DSTPORT", "ACTION"})
    void whatTheFormatHasNoColumnForIsALoss(FlowField field) {
        assertLost(builder("fl-1", columnsWithout(field), without(field, accepted(AT), "")), field, true);
    }

    @ParameterizedTest
    @EnumSource(names = {"SRCADDR", "DSTADDR", "SRCPORT", "DSTPORT", "ACTION"})
    void aDashIsALoss(FlowField field) {
        assertLost(builder(without(field, accepted(AT), "-")), field, false);
    }

    @Test
    void withoutAProtocolNobodyKnowsWhetherPortsAreMissing() {
        ProfileBuilder builder = builder(accepted(AT).replace(" 40000 443 6 ", " - - - "));

        assertThat(builder.losses())
                .extracting(Loss::fields)
                .containsExactly(Set.of(FlowField.PROTOCOL, FlowField.SRCPORT, FlowField.DSTPORT));
    }

    @Test
    void aMisspeltColumnIsNamedBesideTheOneThatIsMissing() {
        List<String> columns = COLUMNS.stream()
                .map(column -> column.equals("dstport") ? "dst-port" : column)
                .toList();

        assertThat(builder("fl-1", columns, accepted(AT)).losses())
                .singleElement()
                .satisfies(loss -> {
                    assertThat(loss.fields()).containsExactly(FlowField.DSTPORT);
                    assertThat(loss.strange()).containsExactly("dst-port");
                });
    }

    @Test
    void aFormatOfWhichNothingCanComeIsToldWhereItHasOnlyQuietRecords() {
        ProfileBuilder builder =
                builder("fl-1", columnsWithout(FlowField.DSTPORT), without(FlowField.DSTPORT, quiet(AT, "NODATA"), ""));

        assertThat(builder.losses()).singleElement().satisfies(loss -> {
            assertThat(loss.byFormat()).isTrue();
            assertThat(loss.records()).isZero();
        });
        assertThat(profile(builder.evidence()).figures().isReadWhole()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2 eni-1 10.0.0.5 192.0.2.1 0 0 1 10 900 %d %d ACCEPT OK",
                "2 eni-1 10.0.0.5 192.0.2.1 - - 1 10 900 %d %d ACCEPT OK",
                "2 eni-1 10.0.0.5 192.0.2.1 - - 50 10 900 %d %d ACCEPT OK",
                "2 eni-1 2001:db8::5 2001:db8::1 - - 58 10 900 %d %d ACCEPT OK",
                "2 eni-1 10.0.0.5 192.0.2.1 40000 443 6 - - %d %d ACCEPT OK",
                "2 eni-1 10.0.0.5 192.0.2.1 40000 443 6 10 900 %d - ACCEPT OK",
                "2 eni-1 10.0.0.5 192.0.2.1 40000 443 6 10 900 %d %d ACCEPT -",
                "2 eni-1 - - - - - - - %d %d - NODATA",
                "2 eni-1 - - - - - - - %d %d - SKIPDATA"
            })
    void isNoLoss(String line) {
        ProfileBuilder builder = builder(line.formatted(AT, AT + 30));

        assertThat(builder.losses()).isEmpty();
        assertThat(profile(builder.evidence()).figures().isReadWhole()).isTrue();
        assertThat(ProfileCodec.encode(builder.evidence())[ProfileCodec.MAGIC.length()])
                .as("the file's version where nothing is lost")
                .isEqualTo((byte) 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pkt-srcaddr pkt-dstaddr srcport dstport", "srcaddr pkt-dstaddr srcport dstport"})
    void theAddressesOfThePacketStandInForThoseOfTheInterface(String ends) {
        String columns =
                "interface-id " + ends + " protocol packets bytes end action log-status flow-direction tcp-flags";
        ProfileBuilder builder = builder(
                "fl-1",
                List.of(columns.split(" ")),
                "eni-1 10.0.0.5 192.0.2.1 40000 443 6 10 900 %d ACCEPT OK egress 2".formatted(AT));

        assertThat(builder.losses()).isEmpty();
        assertThat(Drawn.learned(profile(builder.evidence()))).singleElement().satisfies(seen -> {
            assertThat(seen.destination().toString()).isEqualTo("192.0.2.1");
            assertThat(seen.confidence()).isEqualTo(Confidence.CERTAIN);
        });
    }

    @Test
    void aRecordThatSaysNothingIsALossWhereNobodyKnowsItsStatus() {
        ProfileBuilder builder = builder(
                "fl-1",
                columnsWithout(FlowField.LOG_STATUS),
                without(FlowField.LOG_STATUS, accepted(AT), ""),
                without(FlowField.LOG_STATUS, quiet(AT + HOUR, "NODATA"), ""));

        assertThat(builder.losses()).extracting(Loss::fields).containsExactly(Set.of(FlowField.LOG_STATUS));
        assertThat(profile(builder.evidence()).interfaces()).singleElement().satisfies(one -> {
            assertThat(one.hoursObserved()).isEqualTo(1);
            assertThat(one.unusable().records()).isEqualTo(1);
        });
    }

    @Test
    void anHourWithOneUsableRecordIsCoveredAndStillALoss() {
        TrafficProfile profile = profile(builder(accepted(AT), without(FlowField.DSTPORT, accepted(AT), "-"))
                .evidence());

        assertThat(profile.figures().coverage()).isEqualTo(1.0);
        assertThat(profile.figures().unusable().records()).isEqualTo(1);
        assertThat(profile.figures().records()).isEqualTo(2);
    }

    @Test
    void whatAnotherFlowLogReportedWholeIsNoLoss() {
        Evidence poor = builder(
                        "fl-poor",
                        columnsWithout(FlowField.DSTPORT),
                        without(FlowField.DSTPORT, accepted(AT), ""),
                        without(FlowField.DSTPORT, accepted(AT + HOUR), ""))
                .evidence();
        Evidence whole = builder("fl-whole", COLUMNS, accepted(AT), quiet(AT + HOUR, "NODATA"))
                .evidence();
        Evidence half = builder("fl-half", COLUMNS, accepted(AT)).evidence();

        assertThat(profile(Evidence.empty().merge(poor).merge(whole)).figures().isReadWhole())
                .isTrue();
        assertThat(profile(Evidence.empty().merge(poor).merge(half))
                        .figures()
                        .unusable()
                        .records())
                .isEqualTo(2);
    }

    @Test
    void aRecordWithoutAnInterfaceIsNobodysOnlyWhereItsFormatWouldNameOne() {
        ProfileBuilder gateway = builder(without(FlowField.INTERFACE_ID, accepted(AT), "-"));
        ProfileBuilder anybody = builder(
                "fl-1", columnsWithout(FlowField.INTERFACE_ID), without(FlowField.INTERFACE_ID, accepted(AT), ""));

        assertThat(gateway.losses())
                .singleElement()
                .satisfies(loss -> assertThat(loss.isOfSomebody()).isFalse());
        assertThat(profile(gateway.evidence()).figures().isReadWhole()).isTrue();
        assertThat(profile(gateway.evidence()).homeless().records()).isEqualTo(1);
        assertThat(anybody.losses())
                .singleElement()
                .satisfies(loss -> assertThat(loss.isOfSomebody()).isTrue());
        Evidence saved = ProfileCodec.decode(ProfileCodec.encode(anybody.evidence()));
        assertThat(profile(saved).forGroup("sg-1").figures().nobodys())
                .isEqualTo(new Unusable(1, Map.of(FlowField.INTERFACE_ID, 1L)));
    }

    @Test
    void aRecordWithoutATimeIsALoss() {
        ProfileBuilder builder = builder(
                "fl-1",
                columnsWithout(FlowField.START, FlowField.END),
                "2 eni-1 10.0.0.5 192.0.2.1 40000 443 6 10 900 ACCEPT OK");

        assertThat(builder.losses()).singleElement().satisfies(loss -> {
            assertThat(loss.fields()).containsExactly(FlowField.START);
            assertThat(loss.byFormat()).isTrue();
        });
        assertThat(profile(builder.evidence()).figures().nobodys().records()).isEqualTo(1);
    }

    @Test
    void countsMergeHoweverTheRecordsAreSplit() {
        List<String> lines = List.of(
                accepted(AT),
                without(FlowField.DSTPORT, accepted(AT + HOUR), "-"),
                without(FlowField.DSTADDR, accepted(AT + 30 * HOUR), "-"),
                without(FlowField.DSTADDR, accepted(AT + 30 * HOUR), "-"),
                without(FlowField.START, without(FlowField.END, accepted(AT), "-"), "-"));
        byte[] whole = ProfileCodec.encode(builder(lines.toArray(String[]::new)).evidence());

        Evidence parts = Evidence.empty();
        for (String line : lines) {
            parts = parts.merge(
                    ProfileCodec.decode(ProfileCodec.encode(builder(line).evidence())));
        }

        assertThat(ProfileCodec.encode(parts)).isEqualTo(whole);
        assertThat(whole[ProfileCodec.MAGIC.length()]).isEqualTo((byte) 3);
    }

    @Test
    void lossesOfSeveralReadersAreOneForOneReason() {
        Loss one = builder("fl-1", columnsWithout(FlowField.DSTPORT), without(FlowField.DSTPORT, accepted(AT), ""))
                .losses()
                .get(0);
        Loss same = new Loss(one.fields(), true, List.of(), 7, Set.of("a.log", "b.log"));
        Loss dash =
                builder(without(FlowField.DSTPORT, accepted(AT), "-")).losses().get(0);

        assertThat(Loss.merged(List.of(one, dash, same)))
                .containsExactly(dash, new Loss(one.fields(), true, List.of(), 8, Set.of("", "a.log", "b.log")));
    }

    /** Eight records with {@code -} for {@code dstport} that an earlier weir took for two hours of coverage a day. */
    @Test
    void whatAnEarlierWeirCountedIsALossToo() throws IOException {
        byte[] file;
        try (InputStream stream = ProfileCodec.class.getResourceAsStream("version-2-unusable.profile")) {
            file = Objects.requireNonNull(stream).readAllBytes();
        }
        assertThat(file[ProfileCodec.MAGIC.length()]).isEqualTo((byte) 2);

        Evidence read = ProfileCodec.decode(file);

        assertThat(profile(read).figures().unusable()).isEqualTo(new Unusable(8, Map.of()));
        assertThat(ProfileCodec.encode(ProfileCodec.decode(ProfileCodec.encode(read))))
                .isEqualTo(ProfileCodec.encode(read));
    }
}
