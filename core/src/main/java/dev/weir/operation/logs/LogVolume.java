package dev.weir.operation.logs;

import dev.weir.traffic.InterfaceCoverage;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * How much a flow log would write in a day, from how much those before it wrote.
 *
 * @param recordsADay records of a day, added up over the interfaces that are known
 * @param known how many interfaces are known
 * @param interfaces how many there are
 */
public record LogVolume(double recordsADay, int known, int interfaces) {

    /** What a line of {@link dev.weir.flow.FlowLogFormat#WANTED} holds when all of its fields do. */
    private static final String LINE =
            "11 111122223333 eni-0123456789abcdef0 10.10.101.101 203.0.113.101 49152 443 6 10 8400 1790000000 1790000060"
                    + " ACCEPT OK vpc-0123456789abcdef0 subnet-0123456789abcdef0 i-0123456789abcdef0 19 IPv4 10.10.101.101"
                    + " 203.0.113.101 eu-west-1 - S3 egress 8";

    /** Bytes of a record as text, uncompressed, its line end included: what AWS charges delivery by. */
    public static final int BYTES_A_RECORD = LINE.length() + 1;

    private static final double GIGABYTE = 1e9;

    /** What the records of these interfaces tell; empty where nothing is known of any. */
    static Optional<LogVolume> of(Collection<String> interfaces, Map<String, InterfaceCoverage> observed) {
        double records = 0;
        int known = 0;
        for (String id : interfaces) {
            InterfaceCoverage coverage = observed.get(id);
            if (coverage != null && coverage.records() > 0 && !coverage.days().isEmpty()) {
                records += (double) coverage.records() / coverage.days().size();
                known++;
            }
        }
        return known == 0 ? Optional.empty() : Optional.of(new LogVolume(records, known, interfaces.size()));
    }

    /** Gigabytes of a day, uncompressed. */
    public double gigabytesADay() {
        return recordsADay * BYTES_A_RECORD / GIGABYTE;
    }
}
