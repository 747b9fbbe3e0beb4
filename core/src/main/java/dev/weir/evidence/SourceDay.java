package dev.weir.evidence;

import dev.weir.flow.FlowField;
import dev.weir.flow.FlowRecord;
import dev.weir.flow.TokenTable;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one flow log of one interface said about itself on one day: which hours it covered, what it lost, what it lacked.
 *
 * <p>Of an owner field that had several values the alphabetically first is kept, which every order of the records gives.
 */
public final class SourceDay {

    /** Which interface, which flow log (both tokens) and which day since 1970. */
    public record Key(int networkInterface, int flowLog, int day) {

        /** Written out, as is {@link #hashCode}: what a record makes of itself costs the start of a short command too much. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Key that
                    && networkInterface == that.networkInterface
                    && flowLog == that.flowLog
                    && day == that.day;
        }

        @Override
        public int hashCode() {
            return 31 * (31 * networkInterface + flowLog) + day;
        }
    }

    /** Fields that say where an interface belongs when no snapshot knows it. */
    public static final List<FlowField> OWNERS = List.of(
            FlowField.ACCOUNT_ID,
            FlowField.REGION,
            FlowField.VPC_ID,
            FlowField.SUBNET_ID,
            FlowField.INSTANCE_ID,
            FlowField.ECS_SERVICE_NAME,
            FlowField.ASG_TAG,
            FlowField.INTERFACE_TYPE);

    /** Fields whose absence from the format weakens the reading, in the order of the bits of {@link #lacking}. */
    public static final List<FlowField> WANTED = List.of(
            FlowField.ACTION,
            FlowField.LOG_STATUS,
            FlowField.TCP_FLAGS,
            FlowField.FLOW_DIRECTION,
            FlowField.PKT_SRCADDR,
            FlowField.PKT_DSTADDR,
            FlowField.PKT_DST_AWS_SERVICE,
            FlowField.TRAFFIC_PATH,
            FlowField.SUBNET_ID,
            FlowField.INSTANCE_ID);

    /** Hours of the day, UTC, with a record that could be used or NODATA: bit 0 is the first. */
    public int hours;

    public long records;
    public long noData;
    public long skipData;
    /** Records that carried traffic and from which nothing can be learned. */
    public final UnusableRecords unusable = new UnusableRecords();
    /** Which of {@link #WANTED} the format lacked. */
    public int lacking;

    public final int[] owners = new int[OWNERS.size()];

    /** The reader's table and its tokens that were taken in last, so that the same ones need no second look. */
    private @Nullable TokenTable readBy;

    private final int[] read = new int[OWNERS.size()];

    public SourceDay() {
        Arrays.fill(owners, TokenTable.NONE);
    }

    /** Whether a record names the same owner as the record before did, or as little. */
    public boolean repeats(FlowRecord record, int index) {
        if (readBy != record.tokens()) {
            readBy = record.tokens();
            Arrays.fill(read, TokenTable.NONE);
        }
        return record.says(OWNERS.get(index), read[index]);
    }

    /** Keeps what a record named, as a token of its reader. */
    public void read(int index, int token) {
        read[index] = token;
    }

    public void owner(TokenTable texts, int index, int token) {
        int known = owners[index];
        if (token >= 0 && token != known && (known < 0 || texts.text(token).compareTo(texts.text(known)) < 0)) {
            owners[index] = token;
        }
    }

    /** Adds what another said; its owner tokens are given in this table's numbers. */
    public void merge(TokenTable texts, SourceDay other, int[] otherOwners) {
        hours |= other.hours;
        records = EntryTable.sum(records, other.records);
        noData = EntryTable.sum(noData, other.noData);
        skipData = EntryTable.sum(skipData, other.skipData);
        unusable.merge(other.unusable);
        lacking |= other.lacking;
        for (int i = 0; i < owners.length; i++) {
            owner(texts, i, otherOwners[i]);
        }
    }
}
