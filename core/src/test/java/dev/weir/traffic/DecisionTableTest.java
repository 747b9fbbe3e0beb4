package dev.weir.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.evidence.Evidence;
import dev.weir.evidence.Observing;
import dev.weir.evidence.ProfileBuilder;
import dev.weir.flow.FlowLogFormat;
import dev.weir.inventory.ConnectionTracking;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Scope;
import dev.weir.inventory.Snapshot;
import dev.weir.net.IpAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who initiated: each row of the decision table by itself, and the pitfalls under it. */
class DecisionTableTest {

    private static final FlowLogFormat V5 = FlowLogFormat.parse("interface-id srcaddr dstaddr srcport dstport protocol"
            + " packets bytes start end action log-status tcp-flags flow-direction");
    private static final FlowLogFormat V3 = FlowLogFormat.parse("interface-id srcaddr dstaddr srcport dstport protocol"
            + " packets bytes start end action log-status tcp-flags");

    /** 2026-11-02 06:00 UTC. */
    private static final long AT = 1_793_599_200L;

    private static final long DAY = 86_400;

    /** Our address; subclasses take the same rows down another way into the evidence. */
    String local() {
        return "10.0.0.5";
    }

    String peer() {
        return "192.0.2.7";
    }

    private String other() {
        return peer().substring(0, peer().length() - 1) + "9";
    }

    /** A line of version 5 as this way's format has it. */
    String line(String line) {
        return line;
    }

    String header() {
        return String.join(" ", V5.columns());
    }

    private Evidence observe(String... lines) {
        ProfileBuilder builder = new ProfileBuilder();
        String text = header() + "\n" + Stream.of(lines).map(this::line).collect(Collectors.joining("\n")) + "\n";
        Observing.read(builder, "fl-1", text.getBytes(StandardCharsets.UTF_8));
        return builder.evidence();
    }

    InventoryHistory inventory() {
        return InventoryHistory.EMPTY;
    }

    /** The surest that this way gives. */
    Confidence surest() {
        return Confidence.CERTAIN;
    }

    private String out(int localPort, int peerPort, int protocol, long at, String action, String flags) {
        return "eni-1 %s %s %d %d %d 3 300 %d %d %s OK %s egress"
                .formatted(local(), peer(), localPort, peerPort, protocol, at, at + 50, action, flags);
    }

    private String in(int peerPort, int localPort, int protocol, long at, String action, String flags) {
        return "eni-1 %s %s %d %d %d 3 300 %d %d %s OK %s ingress"
                .formatted(peer(), local(), peerPort, localPort, protocol, at, at + 50, action, flags);
    }

    private String tcpOut(int localPort, int peerPort, String flags) {
        return out(localPort, peerPort, 6, AT, "ACCEPT", flags);
    }

    private String tcpIn(int peerPort, int localPort, String flags) {
        return in(peerPort, localPort, 6, AT, "ACCEPT", flags);
    }

    private List<Observation> learn(String... lines) {
        return Drawn.learned(profile(lines));
    }

    private TrafficProfile profile(String... lines) {
        return TrafficProfile.of(observe(lines), inventory(), ProfileSettings.DEFAULT);
    }

    private static Observation only(List<Observation> learned) {
        assertThat(learned).hasSize(1);
        return learned.get(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "3", "6", "7"})
    void row01OutboundSynMeansInitiatedHere(String flags) {
        // Ports that would say the opposite, so that nothing but the flag speaks.
        Observation seen = only(learn(tcpOut(443, 50_000, flags)));

        assertThat(seen.service()).hasToString("tcp 50000");
        assertThat(seen.destination()).hasToString(peer());
        assertThat(seen.confidence()).isEqualTo(surest());
        assertThat(seen.ambiguous()).isFalse();
        assertThat(seen.connections()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"18", "19", "22", "23"})
    void row02OutboundSynAckMeansAnsweredHere(String flags) {
        assertThat(learn(tcpOut(50_000, 443, flags))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"18", "19", "22", "23"})
    void row03InboundSynAckMeansInitiatedHere(String flags) {
        Observation seen = only(learn(tcpIn(50_000, 443, flags)));

        assertThat(seen.service()).hasToString("tcp 50000");
        assertThat(seen.confidence()).isEqualTo(surest());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "3", "6", "7"})
    void row04InboundSynMeansThePeerInitiated(String flags) {
        assertThat(learn(tcpIn(443, 50_000, flags))).isEmpty();
    }

    @Test
    void row04AnAdmittedSynMakesAListenerOfThePortThatResets() {
        assertThat(learn(tcpIn(50_000, 40_000, "2"), tcpOut(40_000, 50_000, "4")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "4", "5"})
    void row05ALongConnectionIsJoinedToTheSynOfAnEarlierDay(String flags) {
        List<Observation> seen =
                learn(out(40_000, 50_000, 6, AT, "ACCEPT", "2"), out(40_000, 50_000, 6, AT + 5 * DAY, "ACCEPT", flags));

        assertThat(seen).hasSize(2).allMatch(day -> day.confidence() == surest() && !day.ambiguous());
    }

    @Test
    void row05TheConfidenceIsThatOfTheSynThatWasFound() {
        List<Observation> seen = learn(
                out(40_000, 443, 6, AT, "ACCEPT", "2"),
                out(40_000, 443, 6, AT + 5 * DAY, "ACCEPT", "0"),
                out(40_000, 443, 6, AT + 11 * DAY, "ACCEPT", "0"));

        assertThat(seen).extracting(Observation::confidence).containsExactly(surest(), surest(), Confidence.MEDIUM);
    }

    @Test
    void row05TheJoinReachesFiveDaysBackAndNoFurther() {
        List<Observation> seen =
                learn(out(40_000, 50_000, 6, AT, "ACCEPT", "2"), out(40_000, 50_000, 6, AT + 6 * DAY, "ACCEPT", "0"));

        assertThat(seen).extracting(Observation::ambiguous).containsExactly(false, true);
    }

    @Test
    void row06AWellKnownPortAgainstAnEphemeralOneIsTheServer() {
        Observation seen = only(learn(tcpOut(40_000, 443, "0"), tcpIn(443, 40_000, "0")));

        assertThat(seen.service()).hasToString("tcp 443");
        assertThat(seen.confidence()).isEqualTo(Confidence.MEDIUM);
        assertThat(seen.ambiguous()).isFalse();
        assertThat(learn(tcpOut(443, 40_000, "0"), tcpIn(40_000, 443, "0"))).isEmpty();
    }

    @Test
    void row06AServiceOfTheTableAgainstAnEphemeralOneIsTheServer() {
        assertThat(only(learn(tcpOut(40_000, 5432, "0"))).service()).hasToString("tcp 5432");
        assertThat(learn(tcpOut(5432, 40_000, "0"))).isEmpty();
    }

    @Test
    void row06APortThatWasSeenAnsweringIsTheServer() {
        assertThat(learn(tcpOut(40_000, 45_000, "18"), tcpOut(40_000, 46_000, "0")))
                .isEmpty();
    }

    @Test
    void row06APeerThatAnotherInterfaceSawAnsweringIsTheServer() {
        String elsewhere = tcpIn(46_000, 40_000, "18").replace("eni-1", "eni-2");

        Observation seen = learn(elsewhere, tcpOut(41_000, 46_000, "0")).stream()
                .filter(one -> one.networkInterface().equals("eni-1"))
                .findFirst()
                .orElseThrow();

        assertThat(seen.confidence()).isEqualTo(Confidence.MEDIUM);
        assertThat(seen.ambiguous()).isFalse();
    }

    @Test
    void row07ManyPeerPortsOntoOneLocalPortMakeItTheServer() {
        String[] lines = new String[10];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = tcpOut(45_000, 50_000 + i, "0");
        }

        assertThat(learn(lines)).isEmpty();
    }

    @Test
    void row07ManyLocalPortsOntoOnePeerPortMakeThePeerTheServer() {
        String[] lines = new String[10];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = tcpOut(40_000 + i, 50_051, "0");
        }

        Observation seen = only(learn(lines));
        assertThat(seen.confidence()).isEqualTo(Confidence.MEDIUM);
        assertThat(seen.ambiguous()).isFalse();
        assertThat(seen.connections()).isEqualTo(10);
    }

    /** A load balancer, a NAT gateway or a function calls from any port above 1023, so also from one that looks like a service. */
    @ParameterizedTest
    @ValueSource(ints = {20_011, 5432})
    void row07AFanOntoOneLocalPortOutranksAPeerPortThatOnlyLooksLikeAService(int peerPort) {
        String[] lines = new String[11];
        for (int i = 0; i < 10; i++) {
            lines[i] = tcpOut(45_000, 50_000 + i, "0");
        }
        lines[10] = tcpOut(45_000, peerPort, "0");

        assertThat(learn(lines)).isEmpty();
        lines[10] = tcpOut(45_000, 443, "0");
        assertThat(only(learn(lines)).service()).hasToString("tcp 443");
    }

    /** Ten over all days and all interfaces of the same groups. */
    @ParameterizedTest
    @ValueSource(strings = {"6 2484 8080", "6 5432 20011", "17 4317 161", "17 5432 12201"})
    void row07AFanOverTheWholePeriodOutranksAPortOfTheTable(String ports) {
        int protocol = Integer.parseInt(ports.split(" ")[0]);
        int peerPort = Integer.parseInt(ports.split(" ")[1]);
        int localPort = Integer.parseInt(ports.split(" ")[2]);
        String[] lines = new String[24];
        for (int i = 0; i < 11; i++) {
            int caller = i < 10 ? 50_000 + 7 * i : peerPort;
            String eni = i % 2 == 0 ? "eni-1" : "eni-2";
            lines[2 * i] =
                    in(caller, localPort, protocol, AT + i * DAY, "ACCEPT", "0").replace("eni-1", eni);
            lines[2 * i + 1] = out(localPort, caller, protocol, AT + i * DAY, "ACCEPT", "0")
                    .replace("eni-1", eni);
        }
        // Without these nobody knows which address is whose where no record says its direction.
        lines[22] = out(40_000, 443, 6, AT, "ACCEPT", "2");
        lines[23] = lines[22].replace("eni-1", "eni-2");

        TrafficProfile profile =
                TrafficProfile.of(observe(lines), InventoryHistory.of(holding(local())), ProfileSettings.DEFAULT);

        assertThat(Drawn.learned(profile))
                .hasSize(2)
                .allMatch(seen -> seen.service().toString().equals("tcp 443"));
    }

    @ParameterizedTest
    @ValueSource(ints = {20_011, 5432})
    void row07ACallerOfAPortThatOneOtherCameOntoIsFlagged(int peerPort) {
        assertThat(learn(tcpOut(45_000, 50_000, "0"), tcpOut(45_000, peerPort, "0")))
                .hasSize(2)
                .allMatch(Observation::ambiguous);
    }

    @Test
    void row07APortOfNoTableIsFlaggedUntilMoreSpeaksForIt() {
        assertThat(only(learn(tcpOut(45_000, 20_011, "0"))).ambiguous()).isTrue();
        assertThat(only(learn(tcpOut(45_000, 20_011, "0"), tcpOut(46_000, 20_011, "0"), tcpOut(47_000, 20_011, "0")))
                        .ambiguous())
                .isFalse();
    }

    /** A scanner's SYN and our reset: whatever port it came from, it came. */
    @ParameterizedTest
    @ValueSource(strings = {"2380 32692", "9200 41234", "5061 50111", "443 41234", "20 2000", "61000 61001", "2380 22"})
    void row04TheSynOfAScannerDecidesWhatTheResetAnswers(String ports) {
        int from = Integer.parseInt(ports.split(" ")[0]);
        int to = Integer.parseInt(ports.split(" ")[1]);

        assertThat(learn(tcpIn(from, to, "2"), tcpOut(to, from, "4"))).isEmpty();
        assertThat(learn(tcpOut(to, from, "2"), tcpIn(from, to, "4")))
                .isNotEmpty()
                .allMatch(seen -> !seen.ambiguous() && seen.service().from() == from);
    }

    @Test
    void row04TheSynsOfASweepDecideWhatTheResetsAnswer() {
        List<String> lines = new java.util.ArrayList<>();
        for (int port = 40_000; port < 40_040; port++) {
            lines.add(tcpIn(443, port, "2"));
            lines.add(tcpOut(port, 443, "4"));
        }

        assertThat(learn(lines.toArray(String[]::new))).isEmpty();
        lines.add(tcpOut(50_000, 443, "2"));
        assertThat(only(learn(lines.toArray(String[]::new))).confidence()).isEqualTo(surest());
    }

    @Test
    void row04ASynDecidesItsOwnPortsAlone() {
        assertThat(only(learn(tcpIn(2380, 41_234, "2"), tcpOut(41_235, 2380, "0")))
                        .service())
                .hasToString("tcp 2380");
    }

    @Test
    void row06WhatIsOpenedFromPort20IsTheDataOfATransfer() {
        assertThat(learn(tcpOut(40_000, 21, "2"), tcpIn(20, 41_000, "0"), tcpOut(41_000, 20, "0")))
                .hasSize(1);
        assertThat(only(learn(tcpOut(20, 41_000, "0"), tcpIn(41_000, 20, "0"))).ambiguous())
                .isTrue();
    }

    @Test
    void row07AFanOntoThePeersPortOutweighsOneOntoTheLocalPort() {
        String[] lines = new String[21];
        for (int i = 0; i < 10; i++) {
            lines[i] = tcpOut(45_000, 50_000 + i, "0");
            lines[10 + i] = tcpOut(40_000 + i, 20_011, "0");
        }
        lines[20] = tcpOut(45_000, 20_011, "0");

        Observation seen = only(learn(lines));
        assertThat(seen.service()).hasToString("tcp 20011");
        assertThat(seen.confidence()).isEqualTo(Confidence.MEDIUM);
        assertThat(seen.ambiguous()).isFalse();
    }

    @Test
    void row05ACallerFromAPortOfNoTableIsJoinedToTheSynAckOfItsListener() {
        String later = out(45_000, 20_011, 6, AT + 5 * DAY, "ACCEPT", "0");
        String tooLate = out(45_000, 20_011, 6, AT + 6 * DAY, "ACCEPT", "0");

        assertThat(learn(tcpOut(45_000, 46_000, "18"), later)).isEmpty();
        assertThat(only(learn(tcpOut(45_000, 46_000, "18"), tooLate)).ambiguous())
                .isTrue();
    }

    @Test
    void row05ASynThatNobodyAnsweredMakesNoListenerOfACallersPort() {
        assertThat(only(learn(tcpIn(46_000, 45_000, "2"), tcpOut(45_000, 20_011, "0")))
                        .ambiguous())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {443, 5432})
    void row06AListenerAgainstAServiceOfTheTableIsKeptAndFlagged(int peerPort) {
        assertThat(only(learn(tcpOut(45_000, 46_000, "18"), tcpOut(45_000, peerPort, "0")))
                        .ambiguous())
                .isTrue();
    }

    @Test
    void row06AListenerWithAFanAgainstAServiceOfTheTableIsTheServerIfThePeersPortCanCall() {
        String[] lines = new String[12];
        for (int i = 0; i < 10; i++) {
            lines[i] = tcpOut(45_000, 50_000 + i, "0");
        }
        lines[10] = tcpOut(45_000, 46_000, "18");
        lines[11] = tcpOut(45_000, 5432, "0");

        assertThat(learn(lines)).isEmpty();
        lines[11] = tcpOut(45_000, 443, "0");
        assertThat(only(learn(lines)).ambiguous()).isTrue();
    }

    @Test
    void row06APeerThatAnswersStaysTheServerOfALocalPortThatAnswersToo() {
        String elsewhere = tcpIn(20_011, 40_000, "18").replace("eni-1", "eni-2");

        assertThat(learn(tcpOut(45_000, 46_000, "18"), elsewhere, tcpOut(45_000, 20_011, "0")))
                .anyMatch(one -> one.networkInterface().equals("eni-1") && !one.ambiguous());
    }

    @Test
    void row07TwoPortsAreNoFanAndThreeAreHardlyAChance() {
        String[] lines = IntStream.range(0, 3)
                .mapToObj(i -> tcpOut(40_000 + i, 50_051, "0"))
                .toArray(String[]::new);

        assertThat(only(learn(lines[0], lines[1])).ambiguous()).isTrue();
        assertThat(only(learn(lines)).ambiguous()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {2380, 4317, 5432, 8080, 9100})
    void row07ACallOfAPortThatOnlyATableNamesIsFlaggedUntilMoreSpeaksForIt(int peerPort) {
        String[] calls = IntStream.range(0, 4)
                .boxed()
                .flatMap(i -> Stream.of(tcpOut(40_000 + 7 * i, peerPort, "0"), tcpIn(peerPort, 40_000 + 7 * i, "0")))
                .toArray(String[]::new);

        assertThat(only(learn(calls[0], calls[1])).ambiguous()).isTrue();
        assertThat(only(learn(calls)).ambiguous()).isFalse();
    }

    @Test
    void row07AFleetThatIsReplacedSpeaksForThePortOfEachOfItsHosts() {
        String peers = peer().substring(0, peer().length() - 1);
        String[] calls = IntStream.range(1, 5)
                .boxed()
                .flatMap(i -> Stream.of(tcpOut(40_000 + 7 * i, 9100, "0"), tcpIn(9100, 40_000 + 7 * i, "0"))
                        .map(call -> call.replace(peer(), peers + i)))
                .toArray(String[]::new);

        assertThat(learn(calls)).hasSize(4).noneMatch(Observation::ambiguous);
    }

    @Test
    void row07APeerThatCallsFromSuchPortsMayCallFromThisOneThoughOthersCallIt() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            lines.add(tcpIn(1025 + 2000 * i, 8080, "0"));
            lines.add(tcpOut(8080, 1025 + 2000 * i, "0"));
            lines.add(tcpOut(40_000 + i, 9100, "0").replace("eni-1", "eni-2").replace(local(), "10.0.0.6"));
            lines.add(tcpIn(9100, 40_000 + i, "0").replace("eni-1", "eni-2").replace(local(), "10.0.0.6"));
        }
        lines.add(tcpOut(50_051, 9100, "0"));
        lines.add(tcpIn(9100, 50_051, "0"));

        assertThat(learn(lines.toArray(String[]::new)))
                .filteredOn(seen -> seen.networkInterface().equals("eni-1"))
                .singleElement()
                .matches(Observation::ambiguous);
    }

    /** Of forty ports one was tried twice in the same minute. */
    @Test
    void row07ASweepIsNoFanThoughAPortWasTriedTwice() {
        String[] sweep = IntStream.range(0, 40)
                .boxed()
                .flatMap(i -> Stream.of(
                        tcpIn(80, 33_000 + 11 * i, "0").replace(" 3 300 ", i == 7 ? " 2 120 " : " 1 60 "),
                        tcpOut(33_000 + 11 * i, 80, "0").replace(" 3 300 ", i == 7 ? " 2 80 " : " 1 40 ")))
                .toArray(String[]::new);

        assertThat(learn(sweep)).allMatch(Observation::ambiguous);
    }

    @Test
    void row07TheSamePortAtBothEndsServesWhereOthersComeOntoIt() {
        Stream<String> callers = IntStream.range(0, 10)
                .boxed()
                .flatMap(i -> Stream.of(tcpIn(40_000 + i, 8080, "0"), tcpOut(8080, 40_000 + i, "0")))
                .map(line -> line.replace(peer(), other()));
        String[] lines = Stream.concat(callers, Stream.of(tcpIn(8080, 8080, "0"), tcpOut(8080, 8080, "0")))
                .toArray(String[]::new);

        assertThat(learn(lines)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {45_000, 60_000})
    void row08BothHighIsKeptAndFlagged(int localPort) {
        Observation seen = only(learn(tcpOut(localPort, 50_000, "0"), tcpIn(50_000, localPort, "0")));

        assertThat(seen.ambiguous()).isTrue();
        assertThat(seen.confidence()).isEqualTo(Confidence.LOW);
    }

    @Test
    void row08BothLowIsKeptAndFlagged() {
        TrafficProfile profile = profile(tcpOut(700, 800, "0"), tcpIn(800, 700, "0"));

        assertThat(only(Drawn.learned(profile)).ambiguous()).isTrue();
        assertThat(profile.figures().ambiguousShare()).isEqualTo(1.0);
    }

    @Test
    void row09TheEarlierDirectionOfUdpInitiates() {
        Observation seen = only(learn(out(123, 123, 17, AT, "ACCEPT", "-"), in(123, 123, 17, AT + 61, "ACCEPT", "-")));

        assertThat(seen.confidence()).isEqualTo(Confidence.MEDIUM);
        assertThat(seen.ambiguous()).isFalse();
        assertThat(learn(out(123, 123, 17, AT + 61, "ACCEPT", "-"), in(123, 123, 17, AT, "ACCEPT", "-")))
                .isEmpty();
    }

    @Test
    void row09AStartWithinTheGrainIsATie() {
        assertThat(only(learn(out(123, 123, 17, AT + 60, "ACCEPT", "-"), in(123, 123, 17, AT, "ACCEPT", "-")))
                        .ambiguous())
                .isTrue();
    }

    @Test
    void row09UdpToAServicePortInitiatesAndFromItAnswers() {
        assertThat(only(learn(out(40_000, 53, 17, AT, "ACCEPT", "-"), in(53, 40_000, 17, AT, "ACCEPT", "-")))
                        .service())
                .hasToString("udp 53");
        assertThat(learn(in(40_000, 53, 17, AT, "ACCEPT", "-"), out(53, 40_000, 17, AT, "ACCEPT", "-")))
                .isEmpty();
    }

    @Test
    void row09OneWayUdpIsInitiatedByItsSender() {
        assertThat(only(learn(out(514, 514, 17, AT, "ACCEPT", "-"))).ambiguous())
                .isFalse();
        assertThat(learn(in(514, 514, 17, AT, "ACCEPT", "-"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 58})
    void row10IcmpOutWithoutAnEarlierIcmpInIsInitiatedHere(int protocol) {
        Observation seen =
                only(learn(out(0, 0, protocol, AT, "ACCEPT", "-"), in(0, 0, protocol, AT + 1, "ACCEPT", "-")));

        assertThat(seen.confidence()).isEqualTo(Confidence.LOW);
        assertThat(seen.ambiguous()).isFalse();
        assertThat(seen.service().from()).isEqualTo(-1);
        assertThat(learn(in(0, 0, protocol, AT, "ACCEPT", "-"), out(0, 0, protocol, AT + 67, "ACCEPT", "-")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 58})
    void row10IcmpThatNobodyAnswersMayBeAnErrorAndIsFlagged(int protocol) {
        assertThat(only(learn(out(0, 0, protocol, AT, "ACCEPT", "-"))).ambiguous())
                .isTrue();
    }

    @Test
    void row10MoreGoneOutThanCameInIsNoMereAnswer() {
        String more = out(0, 0, 1, AT + 100, "ACCEPT", "-").replace(" 3 300 ", " 9 900 ");

        assertThat(only(learn(in(0, 0, 1, AT, "ACCEPT", "-"), more)).ambiguous())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {47, 50, 132})
    void row11OtherProtocolsGoByTheEarlierStart(int protocol) {
        Observation seen =
                only(learn(out(0, 0, protocol, AT, "ACCEPT", "-"), in(0, 0, protocol, AT + 5, "ACCEPT", "-")));

        assertThat(seen.service()).hasToString("protocol " + protocol);
        assertThat(seen.confidence()).isEqualTo(Confidence.LOW);
        assertThat(learn(in(0, 0, protocol, AT, "ACCEPT", "-"), out(0, 0, protocol, AT + 61, "ACCEPT", "-")))
                .isEmpty();
    }

    @Nested
    class WithoutDirection {

        private final String syn = "eni-1 10.0.0.5 192.0.2.7 40000 443 6 1 60 %d %d ACCEPT OK 2".formatted(AT, AT);
        private final String answered =
                "eni-1 10.0.0.5 192.0.2.7 8443 40000 6 1 60 %d %d ACCEPT OK 18".formatted(AT, AT);
        private final String admitted = "eni-1 192.0.2.9 10.0.0.5 40000 443 6 1 60 %d %d ACCEPT OK 2".formatted(AT, AT);

        @Test
        void row12TheInterfacesAddressesTellTheDirection() {
            TrafficProfile profile = TrafficProfile.of(
                    Observing.observe(V3, syn, answered, admitted),
                    InventoryHistory.of(holding("10.0.0.5")),
                    ProfileSettings.DEFAULT);

            Observation seen = only(Drawn.learned(profile));
            assertThat(seen.service()).hasToString("tcp 443");
            assertThat(seen.destination()).hasToString("192.0.2.7");
            assertThat(seen.confidence()).isEqualTo(Confidence.HIGH);
        }

        @Test
        void row12TheOneAddressOfAllRecordsIsTheInterfaces() {
            TrafficProfile profile = TrafficProfile.of(
                    Observing.observe(V3, syn, answered, admitted), InventoryHistory.EMPTY, ProfileSettings.DEFAULT);

            assertThat(only(Drawn.learned(profile)).confidence()).isEqualTo(Confidence.MEDIUM);
        }

        @Test
        void row12WhatNothingTurnsIsKeptAndFlagged() {
            TrafficProfile profile =
                    TrafficProfile.of(Observing.observe(V3, syn), InventoryHistory.EMPTY, ProfileSettings.DEFAULT);

            assertThat(only(Drawn.learned(profile)).ambiguous()).isTrue();
        }
    }

    static Snapshot holding(String... addresses) {
        List<IpAddress> own = Stream.of(addresses).map(IpAddress::parse).toList();
        Snapshot.Builder builder = new Snapshot.Builder();
        for (String id : List.of("eni-1", "eni-2")) {
            builder.networkInterface(new NetworkInterface(
                    Scope.UNKNOWN,
                    id,
                    List.of("sg-1"),
                    true,
                    Optional.empty(),
                    Optional.empty(),
                    "interface",
                    "",
                    Optional.empty(),
                    ConnectionTracking.UNKNOWN,
                    false,
                    own,
                    true,
                    List.of(),
                    List.of(),
                    Map.of(),
                    Origin.of("test")));
        }
        return builder.build();
    }

    @Test
    void row13WhatIsRejectedOnItsWayOutIsListedAndNeverLearned() {
        TrafficProfile profile = profile(out(40_000, 25, 6, AT, "REJECT", "2"));

        assertThat(Drawn.learned(profile)).isEmpty();
        assertThat(only(Drawn.denied(profile)).service()).hasToString("tcp 25");
    }

    @Test
    void row13PacketsAfterTheEndOfAConnectionAreNoAttempt() {
        TrafficProfile profile = profile(out(40_000, 443, 6, AT, "REJECT", "4"));

        assertThat(Drawn.denied(profile)).isEmpty();
        assertThat(Drawn.learned(profile)).isEmpty();
    }

    @Test
    void row13AnAnswerThatANetworkAclRejectsIsNoAttempt() {
        TrafficProfile profile = profile(in(0, 0, 1, AT, "ACCEPT", "-"), out(0, 0, 1, AT + 67, "REJECT", "-"));

        assertThat(Drawn.denied(profile)).isEmpty();
        assertThat(Drawn.learned(profile)).isEmpty();
    }

    @Test
    void row13WhatIsRejectedOnItsWayInSaysNothing() {
        TrafficProfile profile = profile(in(443, 40_000, 6, AT, "REJECT", "18"), in(50_000, 22, 6, AT, "REJECT", "2"));

        assertThat(Drawn.denied(profile)).isEmpty();
        assertThat(Drawn.learned(profile)).isEmpty();
    }

    @Test
    void aSynHiddenInAnAnswerIsFoundByTheSynAckThatCameBack() {
        Observation seen = only(learn(tcpIn(7946, 7946, "18"), tcpOut(7946, 7946, "18")));

        assertThat(seen.service()).hasToString("tcp 7946");
        assertThat(seen.confidence()).isEqualTo(surest());
    }

    @Test
    void countsAConnectionOnceByTheLargerOfSynsAndSynAcks() {
        Observation seen = only(learn(
                tcpOut(40_000, 443, "2"),
                tcpIn(443, 40_000, "18"),
                tcpOut(40_001, 443, "3"),
                tcpIn(443, 40_002, "19"),
                tcpIn(443, 40_003, "18")));

        assertThat(seen.connections()).isEqualTo(3);
    }

    @Test
    void countsTheSameRecordsOfTwoFlowLogsOnce() {
        ProfileBuilder builder = new ProfileBuilder();
        String text = header() + "\n" + line(tcpOut(40_000, 443, "2")) + "\n";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Observing.read(builder, "fl-1", bytes);
        Observing.read(builder, "fl-2", bytes);

        Observation seen =
                only(Drawn.learned(TrafficProfile.of(builder.evidence(), inventory(), ProfileSettings.DEFAULT)));

        assertThat(seen.connections()).isOne();
        assertThat(seen.bytes()).isEqualTo(300);
    }
}
