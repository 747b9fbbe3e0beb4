package dev.weir.remediation;

import static dev.weir.inventory.Fixtures.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.FlowAction;
import dev.weir.flow.FlowDirection;
import dev.weir.flow.FlowField;
import dev.weir.flow.FlowRecord;
import dev.weir.flow.LogStatus;
import dev.weir.flow.Tokens;
import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.net.IpAddress;
import dev.weir.remediation.JournalEntry.ListContents;
import dev.weir.remediation.JournalEntry.Opened;
import dev.weir.remediation.JournalEntry.Surroundings;
import dev.weir.remediation.JournalEntry.Wearer;
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
                            new Wearer("eni-1", List.of("sg-0a1b2c3d", "sg-2"), List.of(IpAddress.parse("10.0.0.7"))),
                            new Wearer("eni-2", List.of("sg-0a1b2c3d"), List.of(IpAddress.parse("10.0.0.8")))),
                    Map.of("sg-2", List.of(rule("udp 123 0.0.0.0/0"))),
                    List.of(new ListContents("pl-unread", OptionalLong.empty(), Optional.empty())),
                    Map.of("sg-db", List.of(IpAddress.parse("10.0.9.9")))));

    private final RejectWatch watch = new RejectWatch(OPENED, CHANGE, Optional.empty());
    private final FlowRecord record = new FlowRecord(new Tokens());

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

        RejectWatch.Result result = watch.result();

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

        assertThat(watch.result().denied()).isEmpty();
        assertThat(watch.result().rejected()).isZero();
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

        assertThat(undone.result().denied())
                .singleElement()
                .satisfies(denied -> assertThat(denied.rejected()).isEqualTo(2));
        assertThat(undone.result().afterwards())
                .extracting(RejectWatch.Denied::rejectedAfterwards)
                .containsExactly(1L, 1L);
        assertThat(watch.result().rejected()).isEqualTo(4);
    }

    @Test
    void knowsWhenTheOldRulesStoodAgain() {
        JournalEntry forward = Changes.announce(CHANGE, Direction.FORWARD);
        JournalEntry back = Changes.announce(CHANGE.plusSeconds(1), Direction.BACK);
        JournalEntry seen = new JournalEntry.Seen(CHANGE.plusSeconds(2));
        JournalEntry closed = new JournalEntry.Closed(CHANGE.plusSeconds(3), Direction.BACK);

        assertThat(RejectWatch.undoneAt(List.of(OPENED, forward, seen, closed))).isEmpty();
        assertThat(RejectWatch.undoneAt(List.of(OPENED, forward, back))).isEmpty();
        assertThat(RejectWatch.undoneAt(List.of(OPENED, forward, back, back, seen, closed)))
                .contains(CHANGE.plusSeconds(2));
        assertThat(RejectWatch.undoneAt(List.of(OPENED, forward, back, seen, forward)))
                .isEmpty();
    }

    @Test
    void callsSilenceNotObserved() {
        flow("eni-1", -60, FlowAction.ACCEPT, 6, "203.0.113.5", 443, 2);

        RejectWatch.Result result = watch.result();

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

        assertThat(other.result()).isEqualTo(watch.result());
        assertThat(other.result().rejected()).isEqualTo(1);
    }

    @Test
    void takesTheMomentOfTheRevokeForTheChange() {
        List<JournalEntry> journal = List.of(
                OPENED,
                new JournalEntry.Intended(CHANGE.plusSeconds(1), 1, new Call.Authorize(OPENED.authorize())),
                new JournalEntry.Answered(CHANGE.plusSeconds(2), 1, new WriteAnswer.Done("r", List.of())),
                new JournalEntry.Intended(CHANGE.plusSeconds(3), 2, new Call.Revoke(List.of(BROAD))),
                new JournalEntry.Answered(CHANGE.plusSeconds(4), 2, new WriteAnswer.Done("r", List.of())));

        assertThat(RejectWatch.changedAt(journal)).contains(CHANGE.plusSeconds(4));
        assertThat(RejectWatch.changedAt(journal.subList(0, 3))).isEmpty();
    }
}
