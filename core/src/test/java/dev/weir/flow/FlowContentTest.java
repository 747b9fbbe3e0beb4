package dev.weir.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same record in the ways in which people keep it. */
class FlowContentTest {

    private static final String LINE =
            "2 011122223333 eni-0a1 10.0.0.10 203.0.113.20 20003 443 6 10 900 1792465205 1792465245 ACCEPT OK";

    private static final String RECORD = "version=2 account-id=011122223333 interface-id=eni-0a1 srcaddr=10.0.0.10"
            + " dstaddr=203.0.113.20 srcport=20003 dstport=443 protocol=6 packets=10 bytes=900 start=1792465205"
            + " end=1792465245 action=ACCEPT log-status=OK";

    private static final String INSIGHTS = "{\"results\": [[{\"field\": \"@message\", \"value\": \"" + LINE
            + "\"}, {\"field\": \"@ptr\", \"value\": \"Cm\"}]], ";

    private final CollectingSink sink = new CollectingSink();

    private FlowReading read(String text, FlowLogFormat... formats) {
        return read("flows", text, formats);
    }

    private FlowReading read(String name, String text, FlowLogFormat... formats) {
        return CollectingSink.read(sink, new MemoryObject(name, text.getBytes(StandardCharsets.UTF_8)), formats);
    }

    private List<String> records() {
        return sink.records.stream()
                .map(record -> record.replaceFirst("^[0-9]+: ", ""))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "timestamp,message\n1792465205000," + LINE + "\n",
                "\ufeff\"timestamp\",\"message\"\r\n\"1792465205000\",\"" + LINE + "\"\r\n",
                "@timestamp,@message\n2026-10-20 03:00:05.000," + LINE,
                "message\n" + LINE + "\n",
                "\"@message\"\r\n\"" + LINE + "\"\r\n",
                "@timestamp,@message,@logStream,@log,srcAddr\n2026-10-20 03:00:05.000," + LINE
                        + ",eni-0a1-all,1:g,10.0.0.10\n",
                "\"version\",\"account_id\",\"interface_id\",\"srcaddr\",\"dstaddr\",\"srcport\",\"dstport\",\"protocol\",\"packets\",\"bytes\",\"start\",\"end\",\"action\",\"log_status\"\n"
                        + "\"2\",\"011122223333\",\"eni-0a1\",\"10.0.0.10\",\"203.0.113.20\",\"20003\",\"443\",\"6\",\"10\",\"900\",\"1792465205\",\"1792465245\",\"ACCEPT\",\"OK\"\n",
                "@timestamp,version,accountId,interfaceId,srcAddr,dstAddr,srcPort,dstPort,protocol,packets,bytes,startTime,endTime,action,logStatus\n"
                        + "2026-10-20"
                        + " 03:00:05.000,2,011122223333,eni-0a1,10.0.0.10,203.0.113.20,20003,443,6,10,900,1792465205,1792465245,ACCEPT,OK\n",
                "version,account,interfaceid,sourceaddress,destinationaddress,sourceport,destinationport,protocol,numpackets,numbytes,starttime,endtime,action,logstatus\n"
                        + "2,011122223333,eni-0a1,10.0.0.10,203.0.113.20,20003,443,6,10,900,1792465205,1792465245,ACCEPT,OK\n",
                "version;account_id;interface_id;srcaddr;dstaddr;srcport;dstport;protocol;packets;bytes;start;_end;action;log_status\n"
                        + "2.0;11122223333;eni-0a1;10.0.0.10;203.0.113.20;20003.0;443.0;6.0;1E+1;900;2026-10-20"
                        + " 03:00:05.000 UTC;2026-10-20T03:00:45+00:00;ACCEPT;OK\n",
                "2,011122223333,eni-0a1,10.0.0.10,203.0.113.20,20003,443,6,10,900,1792465205,1792465245,ACCEPT,OK\n"
            })
    void readsCsv(String csv) {
        FlowReading reading = read(csv);

        assertThat(reading.problem()).isEmpty();
        assertThat(reading.samples()).isEmpty();
        assertThat(records()).containsExactly(RECORD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"version\": 2, \"account_id\": \"011122223333\", \"interface_id\": \"eni-0a1\", \"srcaddr\":"
                        + " \"10.0.0.10\", \"dstaddr\": \"203.0.113.20\", \"srcport\": 20003, \"dstport\": 443,"
                        + " \"protocol\": 6, \"packets\": 10, \"bytes\": 900, \"start\": 1792465205, \"end\": 1792465245,"
                        + " \"action\": \"ACCEPT\", \"log_status\": \"OK\"}",
                "[{\"version\": 2, \"accountId\": 11122223333, \"interfaceId\": \"eni-0a1\", \"srcAddr\":"
                        + " \"10.0.0.10\", \"dstAddr\": \"203.0.113.20\", \"srcPort\": 20003.0, \"dstPort\": 443,"
                        + " \"protocol\": 6, \"packets\": 10, \"bytes\": 900, \"start\": 1792465205000, \"end\":"
                        + " \"2026-10-20T03:00:45Z\", \"action\": \"ACCEPT\", \"logStatus\": \"OK\", \"tcpFlags\": null}]",
                "{\"@timestamp\": \"2026-10-20 03:00:05.000\", \"@message\": \"" + LINE + "\"}",
                "[{\"@message\": \"" + LINE + "\", \"srcAddr\": \"10.0.0.10\"}]",
                INSIGHTS + "\"statistics\": {\"recordsMatched\": 1.0}, \"status\": \"Complete\"}",
                "{\"messageType\": \"DATA_MESSAGE\", \"logEvents\": [{\"id\": \"1\", \"message\": \"" + LINE
                        + "\", \"extractedFields\": {\"srcaddr\": \"10.0.0.10\", \"dstaddr\": \"203.0.113.20\"}}]}"
                        + "{\"messageType\": \"CONTROL_MESSAGE\", \"logEvents\": [{\"id\": \"\", \"message\":"
                        + " \"CWL CONTROL MESSAGE: Checking health of destination Firehose.\"}]}",
                "[\"" + LINE + "\"]",
                "{\"events\": [{\"message\": \"{\\\"version\\\": 2, \\\"account_id\\\": \\\"011122223333\\\","
                        + " \\\"interface_id\\\": \\\"eni-0a1\\\", \\\"srcaddr\\\": \\\"10.0.0.10\\\","
                        + " \\\"dstaddr\\\": \\\"203.0.113.20\\\", \\\"srcport\\\": 20003, \\\"dstport\\\": 443,"
                        + " \\\"protocol\\\": 6, \\\"packets\\\": 10, \\\"bytes\\\": 900, \\\"start\\\": 1792465205,"
                        + " \\\"end\\\": 1792465245, \\\"action\\\": \\\"ACCEPT\\\", \\\"log_status\\\":"
                        + " \\\"OK\\\"}\"}]}"
            })
    void readsJson(String json) {
        FlowReading reading = read(json);

        assertThat(reading.problem()).isEmpty();
        assertThat(reading.samples()).isEmpty();
        assertThat(records()).containsExactly(RECORD);
    }

    @Test
    void readsTheNetworkActivityOfSecurityLake() {
        FlowReading reading = read("""
            {"metadata": {"product": {"version": "5", "name": "Amazon VPC"}, "profiles": ["cloud"], "version": "1.1.0"},
             "cloud": {"account": {"uid": "011122223333"}, "region": "eu-west-1"},
             "src_endpoint": {"port": 443, "ip": "203.0.113.20", "svc_name": "S3"},
             "dst_endpoint": {"port": 20003, "ip": "10.0.0.10", "interface_uid": "eni-0a1", "vpc_uid": "vpc-0a1",
               "intermediate_ips": ["10.0.0.11"]},
             "connection_info": {"protocol_num": 6, "tcp_flags": 19, "direction_id": 1, "direction": "Inbound"},
             "traffic": {"packets": 10, "bytes": 900}, "time": 1792465205000, "start_time_dt": "2026-10-20T03:00:05Z",
             "end_time": 1792465245000, "action": "Denied", "status_code": "OK", "class_uid": 4001,
             "observables": [{"name": "src_endpoint.ip", "type_id": 2, "value": "203.0.113.20"}]}
            {"class_uid": 4003, "src_endpoint": {"ip": "10.0.0.1"}, "dst_endpoint": {"ip": "10.0.0.2"}}
            """);

        assertThat(reading.problem()).isEmpty();
        assertThat(records())
                .containsExactly("version=5 account-id=011122223333 interface-id=eni-0a1 srcaddr=203.0.113.20"
                        + " dstaddr=10.0.0.10 srcport=443 dstport=20003 protocol=6 packets=10 bytes=900"
                        + " start=1792465205 end=1792465245 action=REJECT log-status=OK vpc-id=vpc-0a1"
                        + " tcp-flags=19 pkt-dstaddr=10.0.0.11 region=eu-west-1 pkt-src-aws-service=S3"
                        + " flow-direction=ingress");
        assertThat(reading.declined()).contains("OCSF events of class 4003");
    }

    @Test
    void takesAnOcsfEventsTimeForItsStartAndEndWhereItHasNoOther() {
        read("{\"class_uid\": 4001, \"time\": 1792465205000, \"dst_endpoint\": {\"ip\": \"10.0.0.2\"}}");

        assertThat(records()).containsExactly("dstaddr=10.0.0.2 start=1792465205 end=1792465205");
    }

    @Test
    void givenFormatsAreThoseOfMessagesAndOfCsvWithoutAHeader() {
        FlowLogFormat format = FlowLogFormat.parse("dstaddr dstport action");

        read("timestamp,message\n1,203.0.113.20 443 ACCEPT\n", format);
        read("203.0.113.20,443,ACCEPT\n", format);

        assertThat(records())
                .containsOnly("dstaddr=203.0.113.20 dstport=443 action=ACCEPT")
                .hasSize(2);
    }

    @Test
    void aGapIsAbsentAndARowOfAnotherLengthIsNamedOnce() {
        FlowReading reading = read(
                "interface_id,dstaddr,dstport\neni-0a1,,NaN\n\neni-0a2,203.0.113.20\neni-0a3,203.0.113.20,443.5\n");

        assertThat(sink.records).containsExactly("2: interface-id=eni-0a1");
        assertThat(reading.samples())
                .containsExactly(
                        new MalformedLine(4, "found 2 columns, expected 3"),
                        new MalformedLine(5, "`dstport` is `443.5`, expected a number from 0 to 65535"));
    }

    @Test
    void anEmptyCellBetweenTabsIsAbsent() {
        String header = FlowLogFormat.DEFAULT.columns().stream()
                .map(column -> column.replace('-', '_'))
                .collect(Collectors.joining("\t"));

        FlowReading reading = read(header + "\n" + LINE.replace(' ', '\t')
                + "\n2\t011122223333\teni-0a2\t\t\t\t\t\t\t\t1792465205\t1792465245\t\tNODATA\n");

        assertThat(reading.samples()).isEmpty();
        assertThat(records())
                .containsExactly(
                        RECORD,
                        "version=2 account-id=011122223333 interface-id=eni-0a2 start=1792465205 end=1792465245"
                                + " log-status=NODATA");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"interface_id\":\"eni-0a2\",\"srcaddr\":null,\"start\":1792465205,\"end\":1792465245,\"log_status\":\"NODATA\"}",
                "{\"interface_id\":\"eni-0a2\",\"start\":1792465205,\"end\":1792465245,\"log_status\":\"NODATA\"}"
            })
    void anObjectWithoutTrafficDoesNotSayThatTheFormatLacksWhatOthersHave(String silent) {
        String full =
                "{\"interface_id\":\"eni-0a1\",\"srcaddr\":\"10.0.0.10\",\"dstaddr\":\"203.0.113.20\",\"srcport\":20003,"
                        + "\"dstport\":443,\"protocol\":6,\"start\":1792465205,\"end\":1792465245,\"action\":\"ACCEPT\","
                        + "\"tcp_flags\":null,\"log_status\":\"OK\"}";

        FlowReading reading = read(silent + "\n" + full + "\n" + silent + "\n");

        assertThat(reading.records()).isEqualTo(3);
        assertThat(sink.formats)
                .allSatisfy(format -> assertThat(format.fields())
                        .contains(FlowField.SRCADDR, FlowField.DSTPORT, FlowField.ACTION, FlowField.TCP_FLAGS));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Permission Check Successful|text",
                "# Flow logs of October\\nThe type and region of them stand in the start and end.|text",
                "https 2026-10-20T03:05:00Z app/x/1 192.0.2.1:2817 10.0.0.1:80 0.0 200 \"GET https://x/"
                        + " HTTP/1.1\"|text",
                "[2026-10-20] INFO started|text",
                "{\"Records\": [{\"eventName\": \"DescribeInstances\", \"awsRegion\": \"eu-west-1\"}]}|JSON that is no"
                        + " flow log",
                "{\"services\": [{\"events\": [{\"message\": \"has reached a steady state\"}]}]}|JSON that is no flow"
                        + " log",
                "{\"version\": \"1.1\", \"account_id\": \"1\", \"vpc_id\": \"v\", \"srcaddr\": \"10.0.0.1\","
                        + " \"srcport\": \"1\"}|JSON that is no flow log",
                "{\"class_uid\": 6003, \"api\": {\"operation\": \"x\"}}|OCSF events of class 6003",
                "name,size\\na,1|text",
                "''|nothing"
            })
    void passesOverWhatIsNoFlowLog(String content, String kind) {
        FlowReading reading = read(content.replace("\\n", "\n"));

        assertThat(reading.isPassedOver()).as("%s", reading).isTrue();
        assertThat(reading.declined()).contains(kind);
    }

    @Test
    void doesNotPassOverWhatMayBeAFlowLogOfAnotherFormat() {
        FlowReading reading = read("443 203.0.113.20 10.0.0.10 6\n");

        assertThat(reading.isPassedOver()).isFalse();
        assertThat(reading.problem().orElse("")).startsWith("found no header line and lines of 4 columns");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "flows.log|''|is empty",
                "a/AWSLogs/111122223333/vpcflowlogs/eu-west-1/2026/10/20/x|Not Found|holds text, expected a flow log",
                "a.log.gz|<html>|holds text, expected a flow log",
                "a.parquet|<html>|holds text, expected a flow log",
                "a.json|x\u0001x|holds what is no text, expected a flow log"
            })
    void doesNotPassOverWhatIsNamedLikeAFlowLogAndHoldsNone(String name, String content, String problem) {
        assertThat(read(name, content).problem().orElse("")).startsWith(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"interface_id\": \"eni-0a1\", \"dstport\": 443}{\"interface_id\": |is broken JSON",
                "interface_id,dstport\\n"
                        + "eni-0a1,443\\n"
                        + "eni-0a1,\"443|ends early: a quote is not closed, read up to row 2",
            })
    void keepsWhatWasReadOfACutFile(String content, String problem) {
        FlowReading reading = read(content.replace("\\n", "\n"));

        assertThat(records()).containsExactly("interface-id=eni-0a1 dstport=443");
        assertThat(reading.problem().orElse("")).startsWith(problem);
    }

    @Test
    void tellsAnAnswerOfLogsInsightsThatIsNotWhole() {
        Optional<String> part = read(INSIGHTS
                        + "\"statistics\": {\"recordsMatched\": 25000.0}, \"status\": \"Complete\"}")
                .problem();
        Optional<String> running = read(INSIGHTS + "\"status\": \"Running\"}").problem();
        Optional<String> most = read("@timestamp,@message\n" + ("x," + LINE + "\n").repeat(10_000))
                .problem();

        assertThat(part.orElse("")).startsWith("holds 1 of 25000 rows that its query matched");
        assertThat(running.orElse("")).startsWith("was saved while its query was still running");
        assertThat(most.orElse("")).startsWith("holds 10000 rows, the most that CloudWatch Logs Insights hands out");
    }

    /** An answer of Athena's GetQueryResults; a dash is a cell without a value. */
    private static String athena(String more, String... rows) {
        StringBuilder json = new StringBuilder("{\"ResultSet\": {\"Rows\": [");
        for (int row = 0; row < rows.length; row++) {
            json.append(row == 0 ? "{\"Data\": [" : ", {\"Data\": [");
            String[] cells = rows[row].split(" ");
            for (int cell = 0; cell < cells.length; cell++) {
                json.append(cell == 0 ? "" : ", ")
                        .append(cells[cell].equals("-") ? "{}" : "{\"VarCharValue\": \"" + cells[cell] + "\"}");
            }
            json.append("]}");
        }
        json.append("], \"ResultSetMetadata\": {\"ColumnInfo\": [");
        json.append("{\"CatalogName\": \"hive\", \"Name\": \"interface_id\", \"Type\": \"varchar\"}, ");
        return json.append("{\"CatalogName\": \"hive\", \"Name\": \"dstport\", \"Type\": \"int\"}]}}")
                .append(more)
                .append("}")
                .toString();
    }

    @Test
    void readsTheRowsOfAthenasAnswers() {
        FlowReading reading = read(athena("", "interface_id dstport", "eni-0a1 443", "eni-0a2 -", "eni-0a3 x"));

        assertThat(reading.problem()).isEmpty();
        assertThat(records()).containsExactly("interface-id=eni-0a1 dstport=443", "interface-id=eni-0a2");
        assertThat(reading.samples())
                .extracting(MalformedLine::reason)
                .containsExactly("`dstport` is `x`, expected a number from 0 to 65535");
    }

    @Test
    void tellsAnAnswerOfAthenaThatIsNotWhole() {
        FlowReading first = read(athena(", \"NextToken\": \"x\"", "interface_id dstport", "eni-0a1 443"));
        FlowReading second = read(athena("", "eni-0a1 443"));

        assertThat(first.problem().orElse("")).startsWith("holds a `NextToken`, so more rows exist");
        assertThat(first.records()).isOne();
        assertThat(second.problem().orElse(""))
                .startsWith("holds 1 row of Athena without the row that names their columns; help: ");
        assertThat(read(athena("", "name size", "a 1").replace("dstport", "size"))
                        .isPassedOver())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "EVENTS\\t37\\t1792465205000\\teni-0a1-all\\t@\\t1792465205000\\n|text,",
                "RESULTS\\t@message\\t@\\n|text,",
                "events:\\n- eventId: '37'\\n  message: @\\n|YAML,",
                "- eventId: '37'\\n  message: @\\n|YAML,",
                "@\\t@\\t@\\n|text, all of it in one line,",
            })
    void tellsToAskTheCliForJson(String content, String form) {
        FlowReading reading =
                read(content.replace("\\n", "\n").replace("\\t", "\t").replace("@", LINE));

        assertThat(reading.problem().orElse(""))
                .isEqualTo("is an answer that the AWS CLI wrote as " + form
                        + " which weir does not read; help: save it with `--output json`");
    }

    @Test
    void tellsToAskTheCliForJsonInsteadOfATable() {
        FlowReading reading = read("-".repeat(60) + "\n|  FilterLogEvents  |\n||  message | " + LINE + " ||\n");

        assertThat(reading.problem().orElse("")).startsWith("is an answer that the AWS CLI wrote as a table");
    }

    @Test
    void aTableOfTransitGatewayLogsIsNoEvidence() {
        FlowReading csv = read("version,tgw_id,srcaddr,dstaddr\n6,tgw-1,10.0.0.1,10.0.0.2\n");
        FlowReading json = read("{\"tgwId\": \"tgw-1\", \"srcaddr\": \"10.0.0.1\", \"dstaddr\": \"10.0.0.2\"}");
        FlowReading lines = read("tgw-attach-1 10.0.0.1 10.0.0.2 443\n");

        assertThat(List.of(csv, json, lines)).allMatch(FlowReading::isPassedOver);
        assertThat(List.of(csv, json, lines))
                .extracting(FlowReading::declined)
                .containsOnly(Optional.of(FlowLogFormat.TRANSIT_GATEWAY));
        assertThat(sink.records).isEmpty();
    }
}
