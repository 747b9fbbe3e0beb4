package dev.weir.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.evidence.Evidence;
import dev.weir.evidence.ProfileBuilder;
import dev.weir.flow.FlowLogParser;
import dev.weir.flow.FlowRecord;
import dev.weir.flow.TokenTable;
import dev.weir.traffic.InventoryHistory;
import dev.weir.traffic.Observation;
import dev.weir.traffic.ProfileSettings;
import dev.weir.traffic.TrafficProfile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * A profile that an earlier weir saved, when an entry named up to 64 opposite ports.
 *
 * <p>{@code version-1.profile} was written by that weir from {@link #LINES}; nothing here can make it again.
 */
class EarlierProfileTest {

    private static final byte[] FILE = file();

    /** Peers that were called from 1, 3, 16, 17, 40, 64 and 65 ports, which their addresses end in; no record has a SYN. */
    private static final List<String> LINES = lines();

    private static byte[] file() {
        try (InputStream stream = EarlierProfileTest.class.getResourceAsStream("version-1.profile")) {
            return Objects.requireNonNull(stream).readAllBytes();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (int ports : new int[] {1, 3, 16, 17, 40, 64, 65}) {
            for (int i = 0; i < ports; i++) {
                lines.add("5 eni-1 10.0.0.5 198.51.100.%d %d 443 6 5 900 1793599200 1793599260 ACCEPT OK 16 egress"
                        .formatted(ports, 40_000 + 7 * i));
            }
        }
        return lines;
    }

    private static Evidence observe(List<String> lines) {
        TokenTable tokens = new TokenTable();
        ProfileBuilder builder = new ProfileBuilder();
        FlowLogParser parser = new FlowLogParser(List.of(), new FlowRecord(tokens), builder);
        String header = "version interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action"
                + " log-status tcp-flags flow-direction\n";
        try {
            parser.read(new ByteArrayInputStream(
                    (header + String.join("\n", lines) + "\n").getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        parser.finish();
        return builder.evidence();
    }

    @Test
    void isReadAsIfItsRecordsWereObservedNow() {
        assertThat(FILE[8]).isEqualTo((byte) 1);

        byte[] read = ProfileCodec.encode(ProfileCodec.decode(FILE));

        assertThat(read[8]).isEqualTo((byte) 2);
        assertThat(read).isEqualTo(ProfileCodec.encode(observe(LINES)));
    }

    @Test
    void mergesWithANewOneToWhatBothObserved() {
        List<String> later = List.of(
                LINES.get(0).replace(" 40000 ", " 50000 "), // a second port
                LINES.get(10).replace(" 40042 ", " 50000 "), // a seventeenth
                LINES.get(100).replace("100.64", "100.7")); // another peer
        List<String> all = new ArrayList<>(LINES);
        all.addAll(later);

        byte[] whole = ProfileCodec.encode(observe(all));

        assertThat(ProfileCodec.encode(ProfileCodec.decode(FILE).merge(observe(later))))
                .isEqualTo(whole);
        assertThat(ProfileCodec.encode(observe(later).merge(ProfileCodec.decode(FILE))))
                .isEqualTo(whole);
    }

    @Test
    void whatItCountedBeyondSixteenIsMoreThanSixteen() {
        List<Long> connections = new ArrayList<>();

        TrafficProfile.of(ProfileCodec.decode(FILE), InventoryHistory.EMPTY, ProfileSettings.DEFAULT)
                .observations((Observation seen) -> connections.add(seen.connections()));

        assertThat(connections).containsExactlyInAnyOrder(1L, 3L, 16L, 17L, 17L, 17L, 17L);
    }

    @Test
    void thisVersionNamesNoMoreThanSixteen() {
        byte[] claimed = Arrays.copyOf(FILE, FILE.length);
        claimed[8] = 2;

        assertThatThrownBy(() -> ProfileCodec.decode(claimed)).hasMessageContaining("port counts");
    }
}
