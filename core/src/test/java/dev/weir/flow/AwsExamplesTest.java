package dev.weir.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The records that AWS documents, with the reading expected of each.
 *
 * <p>VPC User Guide, "Flow log record examples".
 */
class AwsExamplesTest {

    private static final String HOST = "version=3 account-id=123456789010 interface-id=eni-1235b8ca123456789 ";

    private static final String PLACE =
            " vpc-id=vpc-abcdefab012345678 subnet-id=subnet-aaaaaaaa012345678 instance-id=i-01234567890123456";

    @Test
    void readsAcceptedSsh() {
        assertThat(CollectingSink.recordsOf(
                        "2 123456789010 eni-1235b8ca123456789 172.31.16.139 172.31.16.21 20641 22 6 20"
                                + " 4249 1418530010 1418530070 ACCEPT OK\n"))
                .containsExactly("1: version=2 account-id=123456789010 interface-id=eni-1235b8ca123456789"
                        + " srcaddr=172.31.16.139 dstaddr=172.31.16.21 srcport=20641 dstport=22 protocol=6 packets=20"
                        + " bytes=4249 start=1418530010 end=1418530070 action=ACCEPT log-status=OK");
    }

    @Test
    void readsRejectedRdp() {
        assertThat(CollectingSink.recordsOf(
                        "2 123456789010 eni-1235b8ca123456789 172.31.9.69 172.31.9.12 49761 3389 6 20"
                                + " 4249 1418530010 1418530070 REJECT OK\n"))
                .containsExactly("1: version=2 account-id=123456789010 interface-id=eni-1235b8ca123456789"
                        + " srcaddr=172.31.9.69 dstaddr=172.31.9.12 srcport=49761 dstport=3389 protocol=6 packets=20"
                        + " bytes=4249 start=1418530010 end=1418530070 action=REJECT log-status=OK");
    }

    @Test
    void handsOnNoDataAndSkippedDataAsRecords() {
        assertThat(CollectingSink.recordsOf("""
            2 123456789010 eni-1235b8ca123456789 - - - - - - - 1431280876 1431280934 - NODATA
            2 123456789010 eni-11111111aaaaaaaaa - - - - - - - 1431280876 1431280934 - SKIPDATA
            """))
                .containsExactly(
                        "1: version=2 account-id=123456789010 interface-id=eni-1235b8ca123456789 start=1431280876"
                                + " end=1431280934 log-status=NODATA",
                        "2: version=2 account-id=123456789010 interface-id=eni-11111111aaaaaaaaa start=1431280876"
                                + " end=1431280934 log-status=SKIPDATA");
    }

    @Test
    void readsAPingThatTheNetworkAclDoesNotLetBack() {
        assertThat(CollectingSink.recordsOf("""
            2 123456789010 eni-1235b8ca123456789 203.0.113.12 172.31.16.139 0 0 1 4 336 1432917027 1432917142 ACCEPT OK
            2 123456789010 eni-1235b8ca123456789 172.31.16.139 203.0.113.12 0 0 1 4 336 1432917094 1432917142 REJECT OK
            """))
                .containsExactly(
                        "1: version=2 account-id=123456789010 interface-id=eni-1235b8ca123456789 srcaddr=203.0.113.12"
                                + " dstaddr=172.31.16.139 srcport=0 dstport=0 protocol=1 packets=4 bytes=336"
                                + " start=1432917027 end=1432917142 action=ACCEPT log-status=OK",
                        "2: version=2 account-id=123456789010 interface-id=eni-1235b8ca123456789 srcaddr=172.31.16.139"
                                + " dstaddr=203.0.113.12 srcport=0 dstport=0 protocol=1 packets=4 bytes=336"
                                + " start=1432917094 end=1432917142 action=REJECT log-status=OK");
    }

    @Test
    void readsIpv6() {
        assertThat(CollectingSink.recordsOf(
                        "2 123456789010 eni-1235b8ca123456789 2001:db8:1234:a100:8d6e:3477:df66:f105"
                                + " 2001:db8:1234:a102:3304:8879:34cf:4071 34892 22 6 54 8855 1477913708"
                                + " 1477913820 ACCEPT OK\n"))
                .containsExactly("1: version=2 account-id=123456789010 interface-id=eni-1235b8ca123456789"
                        + " srcaddr=2001:db8:1234:a100:8d6e:3477:df66:f105"
                        + " dstaddr=2001:db8:1234:a102:3304:8879:34cf:4071 srcport=34892 dstport=22 protocol=6"
                        + " packets=54 bytes=8855 start=1477913708 end=1477913820 action=ACCEPT log-status=OK");
    }

    @Test
    void readsTheTcpFlagSequencesAndALineWithTwoSpaces() {
        String place = "3 vpc-abcdefab012345678 subnet-aaaaaaaa012345678 i-01234567890123456 eni-1235b8ca123456789"
                + " 123456789010 IPv4 ";

        assertThat(CollectingSink.recordsOf(
                        "version vpc-id subnet-id instance-id interface-id account-id type srcaddr dstaddr"
                                + " srcport dstport pkt-srcaddr pkt-dstaddr protocol bytes packets start end"
                                + " action tcp-flags log-status\n"
                                + place
                                + "52.213.180.42 10.0.0.62 43416 5001 52.213.180.42 10.0.0.62 6 568 8"
                                + " 1566848875 1566848933 ACCEPT 2 OK\n"
                                + place
                                + "10.0.0.62 52.213.180.42 5001 43416 10.0.0.62 52.213.180.42 6 376 7"
                                + " 1566848875 1566848933 ACCEPT 18 OK\n"
                                + place
                                + "52.213.180.42 10.0.0.62 43418 5001 52.213.180.42 10.0.0.62 6 100701 70"
                                + " 1566848875 1566848933 ACCEPT 2 OK\n"
                                + place
                                + "10.0.0.62 52.213.180.42 5001 43418 10.0.0.62 52.213.180.42 6 632 12"
                                + " 1566848875 1566848933 ACCEPT 18 OK\n"
                                + place
                                + "10.0.0.62 52.213.180.42 5001 43418 10.0.0.62 52.213.180.42 6 63388 1219"
                                + " 1566848933 1566849113 ACCEPT 1 OK\n"
                                + place
                                + "52.213.180.42 10.0.0.62 43418 5001 52.213.180.42 10.0.0.62 6 23294588 15774"
                                + " 1566848933 1566849113 ACCEPT 1 OK\n"
                                + place
                                + "52.213.180.42 10.0.0.62 43638 5001 52.213.180.42 10.0.0.62 6 1260 17"
                                + " 1566933133 1566933193 ACCEPT 3 OK\n"
                                + place
                                + "10.0.0.62 52.213.180.42 5001 43638  10.0.0.62 52.213.180.42 6 967 14"
                                + " 1566933133 1566933193 ACCEPT 19 OK\n"))
                .containsExactly(
                        fromClient(2, 43416, 8, 568, 1566848875, 1566848933, 2),
                        fromServer(3, 43416, 7, 376, 1566848875, 1566848933, 18),
                        fromClient(4, 43418, 70, 100701, 1566848875, 1566848933, 2),
                        fromServer(5, 43418, 12, 632, 1566848875, 1566848933, 18),
                        fromServer(6, 43418, 1219, 63388, 1566848933, 1566849113, 1),
                        fromClient(7, 43418, 15774, 23294588, 1566848933, 1566849113, 1),
                        fromClient(8, 43638, 17, 1260, 1566933133, 1566933193, 3),
                        fromServer(9, 43638, 14, 967, 1566933133, 1566933193, 19));
    }

    private static String fromClient(int line, int port, long packets, long bytes, long start, long end, int flags) {
        return line + ": " + HOST + "srcaddr=52.213.180.42 dstaddr=10.0.0.62 srcport=" + port
                + " dstport=5001" + counts(packets, bytes, start, end, flags)
                + " pkt-srcaddr=52.213.180.42 pkt-dstaddr=10.0.0.62";
    }

    private static String fromServer(int line, int port, long packets, long bytes, long start, long end, int flags) {
        return line + ": " + HOST + "srcaddr=10.0.0.62 dstaddr=52.213.180.42 srcport=5001 dstport=" + port
                + counts(packets, bytes, start, end, flags) + " pkt-srcaddr=10.0.0.62 pkt-dstaddr=52.213.180.42";
    }

    private static String counts(long packets, long bytes, long start, long end, int flags) {
        return " protocol=6 packets=" + packets + " bytes=" + bytes + " start=" + start + " end=" + end
                + " action=ACCEPT log-status=OK" + PLACE + " tcp-flags=" + flags + " type=IPv4";
    }

    @Test
    void readsTrafficThroughANatGateway() {
        assertThat(CollectingSink.recordsOf("""
            instance-id interface-id srcaddr dstaddr pkt-srcaddr pkt-dstaddr
            - eni-1235b8ca123456789 10.0.1.5 10.0.0.220 10.0.1.5 203.0.113.5
            - eni-1235b8ca123456789 10.0.0.220 203.0.113.5 10.0.0.220 203.0.113.5
            - eni-1235b8ca123456789 203.0.113.5 10.0.0.220 203.0.113.5 10.0.0.220
            - eni-1235b8ca123456789 10.0.0.220 10.0.1.5 203.0.113.5 10.0.1.5
            i-01234567890123456 eni-1111aaaa2222bbbb3 10.0.1.5 203.0.113.5 10.0.1.5 203.0.113.5
            i-01234567890123456 eni-1111aaaa2222bbbb3 203.0.113.5 10.0.1.5 203.0.113.5 10.0.1.5
            """))
                .containsExactly(
                        "2: interface-id=eni-1235b8ca123456789 srcaddr=10.0.1.5 dstaddr=10.0.0.220"
                                + " pkt-srcaddr=10.0.1.5 pkt-dstaddr=203.0.113.5",
                        "3: interface-id=eni-1235b8ca123456789 srcaddr=10.0.0.220 dstaddr=203.0.113.5"
                                + " pkt-srcaddr=10.0.0.220 pkt-dstaddr=203.0.113.5",
                        "4: interface-id=eni-1235b8ca123456789 srcaddr=203.0.113.5 dstaddr=10.0.0.220"
                                + " pkt-srcaddr=203.0.113.5 pkt-dstaddr=10.0.0.220",
                        "5: interface-id=eni-1235b8ca123456789 srcaddr=10.0.0.220 dstaddr=10.0.1.5"
                                + " pkt-srcaddr=203.0.113.5 pkt-dstaddr=10.0.1.5",
                        "6: interface-id=eni-1111aaaa2222bbbb3 srcaddr=10.0.1.5 dstaddr=203.0.113.5"
                                + " instance-id=i-01234567890123456 pkt-srcaddr=10.0.1.5 pkt-dstaddr=203.0.113.5",
                        "7: interface-id=eni-1111aaaa2222bbbb3 srcaddr=203.0.113.5 dstaddr=10.0.1.5"
                                + " instance-id=i-01234567890123456 pkt-srcaddr=203.0.113.5 pkt-dstaddr=10.0.1.5");
    }

    @Test
    void readsTheVpcRecordsOfTrafficThroughATransitGateway() {
        assertThat(CollectingSink.recordsOf(
                        "version interface-id account-id vpc-id subnet-id instance-id srcaddr dstaddr srcport dstport"
                                + " protocol tcp-flags type pkt-srcaddr pkt-dstaddr action log-status\n"
                                + "3 eni-33333333333333333 123456789010 vpc-abcdefab012345678 subnet-22222222bbbbbbbbb"
                                + " i-01234567890123456 10.20.33.164 10.40.2.236 39812 80 6 3 IPv4 10.20.33.164"
                                + " 10.40.2.236 ACCEPT OK\n"
                                + "3 eni-33333333333333333 123456789010 vpc-abcdefab012345678 subnet-22222222bbbbbbbbb"
                                + " i-01234567890123456 10.40.2.236 10.20.33.164 80 39812 6 19 IPv4 10.40.2.236"
                                + " 10.20.33.164 ACCEPT OK\n"
                                + "3 eni-11111111111111111 123456789010 vpc-abcdefab012345678 subnet-11111111aaaaaaaaa -"
                                + " 10.40.1.175 10.40.2.236 39812 80 6 3 IPv4 10.20.33.164 10.40.2.236 ACCEPT OK\n"
                                + "3 eni-22222222222222222 123456789010 vpc-abcdefab012345678 subnet-22222222bbbbbbbbb -"
                                + " 10.40.2.236 10.40.2.31 80 39812 6 19 IPv4 10.40.2.236 10.20.33.164 ACCEPT OK\n"))
                .containsExactly(
                        gateway(
                                2,
                                "33333333333333333",
                                "10.20.33.164",
                                "10.40.2.236",
                                "39812 80",
                                "subnet-22222222bbbbbbbbb instance-id=i-01234567890123456",
                                3,
                                "10.20.33.164",
                                "10.40.2.236"),
                        gateway(
                                3,
                                "33333333333333333",
                                "10.40.2.236",
                                "10.20.33.164",
                                "80 39812",
                                "subnet-22222222bbbbbbbbb instance-id=i-01234567890123456",
                                19,
                                "10.40.2.236",
                                "10.20.33.164"),
                        gateway(
                                4,
                                "11111111111111111",
                                "10.40.1.175",
                                "10.40.2.236",
                                "39812 80",
                                "subnet-11111111aaaaaaaaa",
                                3,
                                "10.20.33.164",
                                "10.40.2.236"),
                        gateway(
                                5,
                                "22222222222222222",
                                "10.40.2.236",
                                "10.40.2.31",
                                "80 39812",
                                "subnet-22222222bbbbbbbbb",
                                19,
                                "10.40.2.236",
                                "10.20.33.164"));
    }

    private static String gateway(
            int line,
            String eni,
            String from,
            String to,
            String ports,
            String place,
            int flags,
            String pktFrom,
            String pktTo) {
        String[] port = ports.split(" ");
        return line + ": version=3 account-id=123456789010 interface-id=eni-" + eni + " srcaddr=" + from + " dstaddr="
                + to
                + " srcport=" + port[0] + " dstport=" + port[1] + " protocol=6 action=ACCEPT log-status=OK"
                + " vpc-id=vpc-abcdefab012345678 subnet-id=" + place + " tcp-flags=" + flags + " type=IPv4 pkt-srcaddr="
                + pktFrom + " pkt-dstaddr=" + pktTo;
    }

    @Test
    void readsServiceNameTrafficPathAndDirectionOfTrafficToS3() {
        String format =
                "version srcaddr dstaddr srcport dstport protocol start end type packets bytes account-id vpc-id"
                        + " subnet-id instance-id interface-id region az-id sublocation-type sublocation-id action"
                        + " tcp-flags pkt-srcaddr pkt-dstaddr pkt-src-aws-service pkt-dst-aws-service traffic-path"
                        + " flow-direction log-status";
        String place = " IPv4 14 15044 123456789012 vpc-abcdefab012345678 subnet-aaaaaaaa012345678 i-0c50d5961bcb2d47b"
                + " eni-1235b8ca123456789 ap-southeast-2 apse2-az3 - - ACCEPT 19 ";

        CollectingSink sink = new CollectingSink();
        FlowReading reading = CollectingSink.read(
                sink,
                ("5 52.95.128.179 10.0.0.71 80 34210 6 1616729292 1616729349" + place
                                + "52.95.128.179 10.0.0.71 S3 - - ingress OK\n"
                                + "5 10.0.0.71 52.95.128.179 34210 80 6 1616729292 1616729349"
                                + place.replace("14 15044", "7 471").replace(" 19 ", " 3 ")
                                + "10.0.0.71 52.95.128.179 - S3 8 egress OK")
                        .getBytes(StandardCharsets.UTF_8),
                FlowLogFormat.parse(format));

        String host =
                " vpc-id=vpc-abcdefab012345678 subnet-id=subnet-aaaaaaaa012345678 instance-id=i-0c50d5961bcb2d47b";
        assertThat(reading.complete()).isTrue();
        assertThat(sink.records)
                .containsExactly(
                        "1: version=5 account-id=123456789012 interface-id=eni-1235b8ca123456789 srcaddr=52.95.128.179"
                                + " dstaddr=10.0.0.71 srcport=80 dstport=34210 protocol=6 packets=14 bytes=15044"
                                + " start=1616729292 end=1616729349 action=ACCEPT log-status=OK" + host
                                + " tcp-flags=19 type=IPv4 pkt-srcaddr=52.95.128.179 pkt-dstaddr=10.0.0.71"
                                + " region=ap-southeast-2 az-id=apse2-az3 pkt-src-aws-service=S3"
                                + " flow-direction=ingress",
                        "2: version=5 account-id=123456789012 interface-id=eni-1235b8ca123456789 srcaddr=10.0.0.71"
                                + " dstaddr=52.95.128.179 srcport=34210 dstport=80 protocol=6 packets=7 bytes=471"
                                + " start=1616729292 end=1616729349 action=ACCEPT log-status=OK" + host
                                + " tcp-flags=3 type=IPv4 pkt-srcaddr=10.0.0.71 pkt-dstaddr=52.95.128.179"
                                + " region=ap-southeast-2 az-id=apse2-az3 pkt-dst-aws-service=S3 flow-direction=egress"
                                + " traffic-path=8");
    }

    @Test
    void declinesTransitGatewayFlowLogsInASentence() {
        CollectingSink sink = new CollectingSink();
        FlowReading reading = CollectingSink.read(sink, """
            version resource-type account-id tgw-id tgw-attachment-id tgw-src-vpc-account-id srcaddr dstaddr
            6 TransitGateway 123456789012 tgw-0123 tgw-attach-0123 123456789012 10.20.33.164 10.40.2.236
            6 TransitGateway 123456789012 tgw-0123 tgw-attach-0123 123456789012 10.40.2.236 10.20.33.164
            """.getBytes(StandardCharsets.UTF_8));

        assertThat(sink.records).isEmpty();
        assertThat(sink.formats).isEmpty();
        assertThat(reading.malformed()).isZero();
        assertThat(reading.problem()).isEmpty();
        assertThat(reading.declined().orElse("")).startsWith("Transit Gateway flow logs");
    }

    @Test
    void declinesTransitGatewayFlowLogsWithoutAHeaderToo() {
        CollectingSink sink = new CollectingSink();
        FlowReading reading = CollectingSink.read(
                sink,
                "6 TransitGateway 123456789012 tgw-0123 tgw-attach-0123 123456789012 10.20.33.164 10.40.2.236\n"
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(List.of(sink.records, sink.formats)).containsOnly(List.of());
        assertThat(reading.complete()).isTrue();
        assertThat(reading.declined()).isPresent();
    }
}
