package dev.weir.codec;

import dev.weir.backtest.Gate;
import dev.weir.inventory.ConnectionTracking;
import dev.weir.inventory.Fixtures;
import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import dev.weir.remediation.Changes;
import dev.weir.remediation.Direction;
import dev.weir.remediation.JournalEntry;
import dev.weir.remediation.JournalEntry.Acceptance;
import dev.weir.remediation.JournalEntry.Answered;
import dev.weir.remediation.JournalEntry.AssociatedInterface;
import dev.weir.remediation.JournalEntry.Closed;
import dev.weir.remediation.JournalEntry.Halfway;
import dev.weir.remediation.JournalEntry.Intended;
import dev.weir.remediation.JournalEntry.ListContents;
import dev.weir.remediation.JournalEntry.Opened;
import dev.weir.remediation.JournalEntry.ParkingAnswered;
import dev.weir.remediation.JournalEntry.ParkingIntended;
import dev.weir.remediation.JournalEntry.Reached;
import dev.weir.remediation.JournalEntry.Seen;
import dev.weir.remediation.JournalEntry.Surroundings;
import dev.weir.remediation.Parking;
import dev.weir.remediation.ParkingCall;
import dev.weir.remediation.RuleCall;
import dev.weir.remediation.WriteAnswer;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A journal that holds every kind of entry, hostile texts included, and its file. */
public final class JournalEntries {

    private JournalEntries() {}

    public static final List<JournalEntry> ENTRIES = entries();

    private static List<JournalEntry> entries() {
        Known hostile = Changes.original(
                "sgr-1", "icmp 8/0 10.0.0.0/8", "\"\\ \u0000 \n é \ud83d\ude00,\"hash\":\"", Map.of("a=b", "<script>"));
        Known list = Changes.original("sgr-2", "tcp 443 pl-1", "", Map.of());
        Known group = new Known(
                Optional.of("sgr-3"),
                Fixtures.service("udp 1-1024"),
                new dev.weir.inventory.Destination.Group("sg-9", Optional.of("444455556666")),
                Optional.empty(),
                Map.of());
        Opened opened = new Opened(
                Changes.START,
                "0.1.0",
                Changes.DIGEST,
                Changes.START,
                Changes.GROUP,
                Changes.CALLER,
                List.of(new Acceptance(Gate.Name.COVERAGE, "we know \"better\"")),
                List.of(hostile, list, group),
                List.of(Changes.planned("tcp 443 203.0.113.0/28"), Changes.planned("47 2001:db8::/32")),
                List.of(hostile, Changes.planned("tcp 440-450 203.0.113.0/24")),
                List.of(hostile),
                new Surroundings(
                        List.of(new AssociatedInterface(
                                "eni-1",
                                List.of("sg-0a1b2c3d", "sg-2"),
                                List.of(IpAddress.parse("10.0.0.7")),
                                ConnectionTracking.UNKNOWN)),
                        Map.of("sg-2", List.of(list)),
                        List.of(
                                new ListContents("pl-1", OptionalLong.of(3), Optional.of(List.of(Cidr.ALL_IPV4))),
                                new ListContents("pl-2", OptionalLong.empty(), Optional.empty())),
                        Map.of("sg-9", List.of(IpAddress.parse("2001:db8::1")))),
                List.of(),
                Optional.empty());
        return List.of(
                opened,
                Changes.announce(Changes.START, Direction.FORWARD),
                new Intended(Changes.START, 1, new RuleCall.Authorize(opened.authorize())),
                new Answered(Changes.START, 1, new WriteAnswer.Done("r-1", List.of(list))),
                new Seen(Changes.START.plusMillis(1)),
                new Intended(Changes.START, 2, new RuleCall.Revoke(List.of(hostile))),
                new Answered(Changes.START, 2, new WriteAnswer.Unknown("timed out")),
                new Intended(Changes.START, 3, new RuleCall.Revoke(List.of(hostile))),
                new Answered(Changes.START, 3, new WriteAnswer.Throttled("RequestLimitExceeded")),
                new Intended(Changes.START, 4, new RuleCall.Revoke(List.of(hostile))),
                new Answered(Changes.START, 4, new WriteAnswer.Refused("UnauthorizedOperation", Optional.of("r-2"))),
                new Halfway(Changes.START, Direction.BACK),
                new Closed(Changes.START, Direction.BACK, List.of(list)));
    }

    /** Every kind of entry of a change with a parking group. */
    public static final List<JournalEntry> PARKING = parking();

    private static List<JournalEntry> parking() {
        Opened plain = (Opened) ENTRIES.get(0);
        Known rule = plain.before().get(0);
        return List.of(
                new Opened(
                        plain.at(),
                        plain.toolVersion(),
                        plain.planDigest(),
                        plain.planCreatedAt(),
                        plain.group(),
                        plain.caller(),
                        plain.accepted(),
                        plain.before(),
                        plain.authorize(),
                        List.of(),
                        plain.revoke(),
                        plain.surroundings(),
                        plain.answers(),
                        Optional.of(new Parking("weir-parking-x", 1, List.of("eni-1", "eni-2")))),
                new ParkingIntended(
                        Changes.START,
                        new ParkingCall.Create("weir-parking-x", "\"why\"", "vpc-1", Map.of("k", "v\n"))),
                new ParkingAnswered(Changes.START, new WriteAnswer.Unknown("timed out")),
                new ParkingIntended(
                        Changes.START,
                        new ParkingCall.Fill(
                                "sg-9", new RuleCall.Authorize(List.of(Changes.planned("all 0.0.0.0/0"))))),
                new ParkingAnswered(Changes.START, new WriteAnswer.Done("r-1", List.of(rule))),
                new ParkingIntended(Changes.START, new ParkingCall.Fill("sg-9", new RuleCall.Revoke(List.of(rule)))),
                new ParkingAnswered(Changes.START, new WriteAnswer.Throttled("RequestLimitExceeded")),
                new ParkingIntended(
                        Changes.START, new ParkingCall.SetGroups("eni-1", "sg-9", List.of("sg-0a1b2c3d", "sg-9"))),
                new ParkingAnswered(Changes.START, new WriteAnswer.Refused("DependencyViolation", Optional.empty())),
                new Reached(Changes.START, Direction.FORWARD, Parking.Stage.PARKED),
                new Reached(Changes.START, Direction.FORWARD, Parking.Stage.RULES),
                new Reached(Changes.START, Direction.FORWARD, Parking.Stage.CANARY),
                new ParkingIntended(Changes.START, new ParkingCall.Delete("sg-9")));
    }

    /** The file that holds these. */
    public static byte[] file(List<JournalEntry> entries) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        String previous = JournalCodec.START;
        for (JournalEntry entry : entries) {
            JournalCodec.Line line = JournalCodec.encode(entry, previous);
            file.writeBytes(line.bytes());
            previous = line.hash();
        }
        return file.toByteArray();
    }
}
