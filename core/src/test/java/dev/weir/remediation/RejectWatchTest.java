package dev.weir.remediation;

import static dev.weir.inventory.Fixtures.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.FlowAction;
import dev.weir.flow.FlowDirection;
import dev.weir.flow.FlowField;
import dev.weir.flow.FlowRecord;
import dev.weir.flow.LogStatus;
import dev.weir.flow.TokenTable;
import dev.weir.inventory.ConnectionTracking;
import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.net.IpAddress;
import dev.weir.net.Protocol;
import dev.weir.remediation.JournalEntry.AssociatedInterface;
import dev.weir.remediation.JournalEntry.ListContents;
import dev.weir.remediation.JournalEntry.Opened;
import dev.weir.remediation.JournalEntry.Surroundings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RejectWatchTest {

    private static final Instant CHANGE = Changes.START;
    private static final Known BROAD = rule("sgr-1", "all 0.0.0.0/0");
    private static final Opened OPENED = new Opened(
            CHANGE,
            "0.1.0",
            Changes.DIGEST,
            CHANGE,
            Changes.GROUP,
            Changes.CALLER,
            List.of(),
            List.of(BROAD),
            List.of(rule("tcp 443 203.0.113.0/28"), rule("tcp 443 pl-unread"), rule("tcp 5432 sg-db")),
            List.of(),
            List.of(BROAD),
            new Surroundings(
                    List.of(
                            new AssociatedInterface(
                                    "eni-1",
                                    List.of("sg-0a1b2c3d", "sg-2"),
                                    List.of(IpAddress.parse("10.0.0.7")),
                                    ConnectionTracking.UNKNOWN.on("m8i.large")),
                            new AssociatedInterface(
                                    "eni-2",
                                    List.of("sg-0a1b2c3d"),
                                    List.of(IpAddress.parse("10.0.0.8")),
                                    ConnectionTracking.UNKNOWN)),
                    Map.of("sg-2", List.of(rule("udp 123 0.0.0.0/0"))),
                    List.of(new ListContents("pl-unread", OptionalLong.empty(), Optional.empty())),
                    Map.of("sg-db", List.of(IpAddress.parse("10.0.9.9")))),
            List.of(),
            Optional.empty());

    private final RejectWatch watch = new RejectWatch(OPENED, CHANGE, Optional.empty());
    private final FlowRecord record = new FlowRecord(new TokenTable());

    private void flow(String eni, long seconds, FlowAction action, int protocol, String to, int port, int flags) {
        record.clear();
        record.put(FlowField.INTERFACE_ID, record.tokens().intern(eni));
        record.put(FlowField.START, CHANGE.getEpochSecond() + seconds);
        record.put(FlowField.END, CHANGE.getEpochSecond() + seconds + 60);
        record.put(FlowField.ACTION, action.ordinal());
        record.put(FlowField.LOG_STATUS, LogStatus.OK.ordinal());
        record.put(FlowField.PROTOCOL, protocol);
        record.put(FlowField.DSTPORT, port);
        record.put(FlowField.FLOW_DIRECTION, FlowDirection.EGRESS.ordinal());
        record.put(FlowField.TCP_FLAGS, flags);
        record.putAddress(FlowField.DSTADDR, IpAddress.parse(to));
        watch.record(record);
    }

    @Test
    void countsWhatTheChangeDeniesAgainstTheTimeBefore() {
        flow("eni-1", -600, FlowAction.ACCEPT, 6, "198.51.100.25", 587, 2);
        flow("eni-1", -300, FlowAction.ACCEPT, 6, "198.51.100.25", 587, 2);
        flow("eni-1", 60, FlowAction.REJECT, 6, "198.51.100.25", 587, 2);
        flow("eni-1", 90, FlowAction.REJECT, 6, "198.51.100.25", 587, 2);

        Rejects result = watch.result(watch.idleConnections());

        assertThat(result.denied()).singleElement().satisfies(denied -> {
            assertThat(denied.rejected()).isEqualTo(2);
            assertThat(denied.acceptedBefore()).isEqualTo(2);
            assertThat(denied.rejectedBefore()).isZero();
            assertThat(denied.first()).isEqualTo(CHANGE.plusSeconds(60));
        });
        assertThat(result.notObserved()).containsExactly("eni-2");
        assertThat(result.firstDelivery()).contains(CHANGE.plusSeconds(60));
    }

    @Test
    void leavesOutWhatTheChangeDoesNotDeny() {
        flow("eni-1", 60, FlowAction.REJECT, 6, "203.0.113.5", 443, 2); // permitted by the new rules: a network ACL
        flow("eni-1", 60, FlowAction.REJECT, 17, "198.51.100.1", 123, 0); // permitted by the sibling
        flow("eni-1", 60, FlowAction.REJECT, 6, "10.0.9.9", 5432, 2); // a member of the group that is permitted
        flow("eni-1", 60, FlowAction.REJECT, 6, "198.51.100.1", 443, 2); // perhaps in the list that was not read
        flow("eni-1", 60, FlowAction.REJECT, 6, "2001:db8::1", 80, 2); // never was permitted
        flow("eni-1", 60, FlowAction.REJECT, 6, "198.51.100.1", 50000, 18); // an answer
        flow("eni-9", 60, FlowAction.REJECT, 6, "198.51.100.1", 25, 2); // another interface

        assertThat(watch.result(watch.idleConnections()).denied()).isEmpty();
        assertThat(watch.result(watch.idleConnections()).rejected()).isZero();
    }

    @Test
    void tellsTheTimeBetweenTheChangeAndItsRollbackFromTheTimeAfter() {
        RejectWatch undone = new RejectWatch(OPENED, CHANGE, Optional.of(CHANGE.plusSeconds(300)));
        for (int seconds : new int[] {60, 90, 600}) {
            flow("eni-1", seconds, FlowAction.REJECT, 6, "198.51.100.25", 587, 2);
            undone.record(record);
        }
        flow("eni-1", 900, FlowAction.REJECT, 6, "198.51.100.26", 587, 2);
        undone.record(record);

        assertThat(undone.result(undone.idleConnections()).denied())
                .singleElement()
                .satisfies(denied -> assertThat(denied.rejected()).isEqualTo(2));
        assertThat(undone.result(undone.idleConnections()).afterwards())
                .extracting(Rejects.Denied::rejectedAfterwards)
                .containsExactly(1L, 1L);
        assertThat(watch.result(watch.idleConnections()).rejected()).isEqualTo(4);
    }

    @Test
    void knowsWhenTheOldRulesStoodAgain() {
        JournalEntry forward = Changes.announce(CHANGE, Direction.FORWARD);
        JournalEntry back = Changes.announce(CHANGE.plusSeconds(1), Direction.BACK);
        JournalEntry seen = new JournalEntry.Seen(CHANGE.plusSeconds(2));
        JournalEntry closed = new JournalEntry.Closed(CHANGE.plusSeconds(3), Direction.BACK, List.of());

        assertThat(RejectWatch.undoneAt(List.of(OPENED, forward, seen, closed))).isEmpty();
        assertThat(RejectWatch.undoneAt(List.of(OPENED, forward, back))).isEmpty();
        assertThat(RejectWatch.undoneAt(List.of(OPENED, forward, back, back, seen, closed)))
                .contains(CHANGE.plusSeconds(2));
        assertThat(RejectWatch.undoneAt(List.of(OPENED, forward, back, seen, forward)))
                .isEmpty();
    }

    /** A record of the connection of port 443 of {@code eni-1} with a client. */
    private FlowRecord client(FlowDirection way, long from, long to, FlowAction action, int clientPort, int flags) {
        boolean out = way == FlowDirection.EGRESS;
        record.clear();
        record.put(FlowField.INTERFACE_ID, record.tokens().intern("eni-1"));
        record.put(FlowField.START, CHANGE.getEpochSecond() + from);
        record.put(FlowField.END, CHANGE.getEpochSecond() + to);
        record.put(FlowField.ACTION, action.ordinal());
        record.put(FlowField.LOG_STATUS, LogStatus.OK.ordinal());
        record.put(FlowField.PROTOCOL, 6);
        record.put(FlowField.SRCPORT, out ? 443 : clientPort);
        record.put(FlowField.DSTPORT, out ? clientPort : 443);
        record.put(FlowField.FLOW_DIRECTION, way.ordinal());
        if (flags >= 0) {
            record.put(FlowField.TCP_FLAGS, flags);
        }
        record.putAddress(out ? FlowField.DSTADDR : FlowField.SRCADDR, IpAddress.parse("192.0.2.77"));
        return record;
    }

    /** The packets of one connection: accepted for a minute, idle, then a reply that is rejected. */
    private Rejects idleFor(long seconds, int clientPort, int syn, int synAck) {
        long rejected = 100 + seconds;
        List<Runnable> packets = List.of(
                () -> client(FlowDirection.INGRESS, 40, 100, FlowAction.ACCEPT, clientPort, syn),
                () -> client(FlowDirection.EGRESS, 41, 99, FlowAction.ACCEPT, clientPort, synAck),
                () -> client(
                        FlowDirection.EGRESS, rejected, rejected + 5, FlowAction.REJECT, clientPort, Math.min(syn, 0)));
        packets.forEach(packet -> {
            packet.run();
            watch.record(record);
        });
        IdleConnections idle = watch.idleConnections();
        packets.forEach(packet -> {
            packet.run();
            idle.record(record);
        });
        return watch.result(idle);
    }

    @Test
    void callsTheReplyOfAConnectionThatWasIdleForTooLongNoMissingRule() {
        Rejects result = idleFor(351, 50_000, 2, 18);

        assertThat(result.denied()).isEmpty();
        assertThat(result.rejected()).isZero();
        assertThat(result.late())
                .containsExactly(new Rejects.Late("eni-1", Protocol.TCP, 443, 1, Duration.ofSeconds(350)));
    }

    @Test
    void knowsThePeersConnectionByItsPortWhereNoRecordHasFlags() {
        assertThat(idleFor(351, 50_000, -1, -1).late()).hasSize(1);
    }

    @Test
    void keepsWhatWasNotIdleForLongEnoughForDenied() {
        Rejects result = idleFor(350, 50_000, 2, 18);

        assertThat(result.late()).isEmpty();
        assertThat(result.rejected()).isEqualTo(1);
    }

    @Test
    void keepsOurOwnConnectionForDeniedHoweverLongItWasIdle() {
        Rejects result = idleFor(400_000, 50_000, 18, 2);

        assertThat(result.late()).isEmpty();
        assertThat(result.denied()).extracting(Rejects.Denied::rejected).containsExactly(1L);
    }

    @Test
    void keepsAReplyWhoseConnectionIsNotInTheLogsForDenied() {
        watch.record(client(FlowDirection.EGRESS, 500, 505, FlowAction.REJECT, 50_000, 0));

        Rejects result = watch.result(watch.idleConnections());

        assertThat(result.late()).isEmpty();
        assertThat(result.rejected()).isEqualTo(1);
    }

    @Test
    void saysWhenTheLastIdleConnectionHasDiedAndOnWhichInterface() {
        LastFlow last = LastFlow.of(OPENED, CHANGE).orElseThrow();

        assertThat(last.longest().networkInterface()).isEqualTo("eni-2");
        assertThat(last.at()).isEqualTo(CHANGE.plusSeconds(432_000));
        assertThat(last.longest().tracking()).isEqualTo(ConnectionTracking.UNKNOWN);
    }

    @Test
    void callsSilenceNotObserved() {
        flow("eni-1", -60, FlowAction.ACCEPT, 6, "203.0.113.5", 443, 2);

        Rejects result = watch.result(watch.idleConnections());

        assertThat(result.observed()).isEmpty();
        assertThat(result.notObserved()).containsExactly("eni-1", "eni-2");
        assertThat(result.firstDelivery()).isEmpty();
    }

    @Test
    void mergesToTheSameWhateverThreadSawIt() {
        flow("eni-2", 30, FlowAction.REJECT, 1, "198.51.100.1", 0, -1);
        RejectWatch other = new RejectWatch(OPENED, CHANGE, Optional.empty());
        other.merge(watch);
        other.merge(new RejectWatch(OPENED, CHANGE, Optional.empty()));

        assertThat(other.result(other.idleConnections())).isEqualTo(watch.result(watch.idleConnections()));
        assertThat(other.result(other.idleConnections()).rejected()).isEqualTo(1);
    }

    @Test
    void takesTheMomentOfTheRevokeForTheChange() {
        List<JournalEntry> journal = List.of(
                OPENED,
                new JournalEntry.Intended(CHANGE.plusSeconds(1), 1, new RuleCall.Authorize(OPENED.authorize())),
                new JournalEntry.Answered(CHANGE.plusSeconds(2), 1, new WriteAnswer.Done("r", List.of())),
                new JournalEntry.Intended(CHANGE.plusSeconds(3), 2, new RuleCall.Revoke(List.of(BROAD))),
                new JournalEntry.Answered(CHANGE.plusSeconds(4), 2, new WriteAnswer.Done("r", List.of())));

        assertThat(RejectWatch.changedAt(journal)).contains(CHANGE.plusSeconds(4));
        assertThat(RejectWatch.changedAt(journal.subList(0, 3))).isEmpty();
    }
}
