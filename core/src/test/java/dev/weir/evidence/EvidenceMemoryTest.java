package dev.weir.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.FlowAction;
import dev.weir.flow.FlowDirection;
import dev.weir.flow.FlowField;
import dev.weir.flow.FlowRecord;
import dev.weir.flow.LogStatus;
import dev.weir.flow.TokenTable;
import dev.weir.net.IpAddress;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Evidence grows with distinct conversations and not with records. */
class EvidenceMemoryTest {

    private static final long AT = 1_793_599_200L;

    private static Evidence observe(int records, int destinations) {
        SplittableRandom random = new SplittableRandom(5);
        TokenTable tokens = new TokenTable();
        FlowRecord record = new FlowRecord(tokens);
        int networkInterface = tokens.intern("eni-1");
        ProfileBuilder builder = new ProfileBuilder();
        for (int i = 0; i < records; i++) {
            record.clear();
            record.put(FlowField.INTERFACE_ID, networkInterface);
            record.putAddress(FlowField.SRCADDR, IpAddress.ipv4(0x0a000005L));
            record.putAddress(FlowField.DSTADDR, IpAddress.ipv4(0xc6336400L + random.nextInt(destinations)));
            record.put(FlowField.SRCPORT, 32_768 + random.nextInt(28_000));
            record.put(FlowField.DSTPORT, 443);
            record.put(FlowField.PROTOCOL, random.nextBoolean() ? 6 : 17);
            record.put(FlowField.PACKETS, 5);
            record.put(FlowField.BYTES, 1000);
            record.put(FlowField.START, AT + random.nextInt(3600));
            record.put(FlowField.END, AT + 3660);
            record.put(FlowField.ACTION, FlowAction.ACCEPT.ordinal());
            record.put(FlowField.LOG_STATUS, LogStatus.OK.ordinal());
            record.put(FlowField.TCP_FLAGS, random.nextBoolean() ? 2 : 0);
            record.put(FlowField.FLOW_DIRECTION, FlowDirection.EGRESS.ordinal());
            builder.record(record);
        }
        return builder.evidence();
    }

    @Test
    void tenTimesTheRecordsOfTheSameDiversityMakeTheSameNumberOfEntries() {
        Evidence few = observe(100_000, 2000);
        Evidence many = observe(1_000_000, 2000);

        assertThat(few.entries()).isEqualTo(4000);
        assertThat(many.entries()).isEqualTo(4000);
        assertThat(many.records()).isEqualTo(1_000_000);
    }

    @Test
    void portSetsStopGrowingAtTheirBound() {
        PortSets sets = new PortSets();
        long handle = 0;
        for (int port = 1; port <= PortSets.KEPT; port++) {
            handle = sets.add(sets.add(handle, port), port);
            assertThat(PortSets.count(handle)).isEqualTo(port);
            int[] named = new int[PortSets.KEPT];
            assertThat(sets.copy(handle, named, 0)).isEqualTo(port);
            assertThat(Arrays.copyOf(named, port)).doesNotHaveDuplicates().contains(port);
        }

        handle = sets.add(handle, 65_535);

        assertThat(PortSets.isMany(handle)).isTrue();
        assertThat(sets.add(handle, 7)).isEqualTo(handle);
    }
}
