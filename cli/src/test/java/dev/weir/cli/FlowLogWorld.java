package dev.weir.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** VPCs of two accounts, each with one failing group and one way in which its flow logs fall short, as the AWS CLI writes them. */
final class FlowLogWorld {

    static final String ALL_FIELDS =
            "${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${packets}"
                    + " ${bytes} ${start} ${end} ${action} ${log-status} ${vpc-id} ${subnet-id} ${instance-id} ${tcp-flags}"
                    + " ${type} ${pkt-srcaddr} ${pkt-dstaddr} ${region} ${pkt-src-aws-service} ${pkt-dst-aws-service}"
                    + " ${flow-direction} ${traffic-path}";
    static final String DEFAULT_FIELDS = "${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport}"
            + " ${dstport} ${protocol} ${packets} ${bytes} ${start} ${end} ${action} ${log-status}";

    private static final String OWN = "111122223333";
    private static final String OTHER = "444455556666";

    private final Weir weir;
    private final List<String> groups = new ArrayList<>();
    private final List<String> interfaces = new ArrayList<>();
    private final List<String> vpcs = new ArrayList<>();
    private final List<String> logs = new ArrayList<>();
    private int count;

    private FlowLogWorld(Weir weir) {
        this.weir = weir;
    }

    /** Writes it and gives its folder's name. */
    static String in(Weir weir) {
        FlowLogWorld world = new FlowLogWorld(weir);
        world.vpc("good", 2);
        world.log("vpc-good", "2026-09-01", "ALL", ALL_FIELDS, 60, bucket("acme-logs/vpc"), "");
        world.vpc("unwatched", 2);
        world.vpc("reject", 1);
        world.log("vpc-reject", "2026-01-01", "REJECT", ALL_FIELDS, 60, bucket("acme-logs/vpc"), "");
        world.vpc("default", 1);
        world.log("vpc-default", "2026-01-01", "ALL", DEFAULT_FIELDS, 60, bucket("acme-logs"), "");
        world.vpc("portless", 1);
        world.log(
                "vpc-portless",
                "2026-01-01",
                "ALL",
                ALL_FIELDS.replace(" ${srcport} ${dstport}", ""),
                60,
                bucket("acme-logs"),
                "");
        world.vpc("denied", 1);
        world.log(
                "vpc-denied",
                "2026-01-01",
                "ALL",
                ALL_FIELDS,
                60,
                "\"LogDestinationType\": \"cloud-watch-logs\", \"LogGroupName\": \"/vpc/denied\","
                        + " \"DeliverLogsPermissionArn\": \"arn:aws:iam::111122223333:role/ops/flow-logs\"",
                "Access error");
        world.vpc("limited", 1);
        world.log(
                "vpc-limited",
                "2026-01-01",
                "ALL",
                ALL_FIELDS,
                60,
                "\"LogDestinationType\": \"cloud-watch-logs\","
                        + " \"LogDestination\": \"arn:aws:logs:eu-west-1:111122223333:log-group:/vpc/limited\"",
                "Rate limited");
        world.vpc("young", 1);
        world.log("vpc-young", "2026-11-20", "ALL", ALL_FIELDS, 60, bucket("acme-logs"), "");
        world.vpc("coarse", 1);
        world.log("vpc-coarse", "2026-01-01", "ALL", ALL_FIELDS, 600, bucket("acme-logs"), "");
        world.vpc("accept", 1);
        world.log("vpc-accept", "2026-01-01", "ACCEPT", ALL_FIELDS, 60, bucket("acme-logs"), "");
        world.vpc("central", 1);
        world.log("vpc-central", "2026-01-01", "ALL", ALL_FIELDS, 60, bucket("central-logs/org"), "");
        world.vpc("stream", 1);
        world.log(
                "vpc-stream",
                "2026-01-01",
                "ALL",
                ALL_FIELDS,
                60,
                "\"LogDestinationType\": \"kinesis-data-firehose\","
                        + " \"LogDestination\": \"arn:aws:firehose:eu-west-1:111122223333:deliverystream/flows\"",
                "");
        world.vpc("partly", 3);
        world.log("subnet-partly-0", "2026-01-01", "ALL", ALL_FIELDS, 60, bucket("acme-logs"), "");
        world.log("eni-partly-1", "2026-02-01", "ALL", ALL_FIELDS, 60, bucket("acme-logs"), "");
        world.vpc("empty", 0);
        world.write(OWN, "eu-west-1");
        world.vpc("elsewhere", 1);
        world.log("vpc-elsewhere", "2026-01-01", "ALL", ALL_FIELDS, 60, bucket("central-logs/org"), "");
        world.write(OTHER, "eu-west-1");
        return weir.name("estate");
    }

    static String bucket(String place) {
        return "\"LogDestinationType\": \"s3\", \"LogDestination\": \"arn:aws:s3:::" + place + "\"";
    }

    private void vpc(String name, int wearers) {
        vpcs.add("{ \"VpcId\": \"vpc-%1$s\", \"CidrBlock\": \"10.%2$d.0.0/16\", \"Tags\": [] }"
                .formatted(name, vpcs.size()));
        groups.add("""
                { "GroupId": "sg-%1$s", "GroupName": "%1$s", "Description": "d", "VpcId": "vpc-%1$s", "IpPermissions": [],
                  "IpPermissionsEgress": [ %2$s ] }""".formatted(name, World.rule("-1", "", "0.0.0.0/0")));
        for (int i = 0; i < wearers; i++) {
            interfaces.add("""
                    { "NetworkInterfaceId": "eni-%1$s-%2$d", "VpcId": "vpc-%1$s", "SubnetId": "subnet-%1$s-%2$d",
                      "InterfaceType": "interface", "Description": "", "Groups": [ { "GroupId": "sg-%1$s" } ],
                      "PrivateIpAddress": "10.%3$d.%2$d.5" }""".formatted(name, i, vpcs.size() - 1));
        }
    }

    private void log(
            String resource,
            String created,
            String traffic,
            String format,
            int aggregation,
            String destination,
            String error) {
        logs.add("""
                { "FlowLogId": "fl-%017d", "ResourceId": "%s", "FlowLogStatus": "ACTIVE", "CreationTime": "%sT09:08:31.123000+00:00",
                  "TrafficType": "%s", %s, "DeliverLogsStatus": "%s"%s, "MaxAggregationInterval": %d,
                  "LogFormat": "%s", "Tags": [] }""".formatted(
                        ++count,
                        resource,
                        created,
                        traffic,
                        destination,
                        error.isEmpty() ? "SUCCESS" : "FAILED",
                        error.isEmpty() ? "" : ", \"DeliverLogsErrorMessage\": \"" + error + "\"",
                        aggregation,
                        format));
    }

    private void write(String account, String region) {
        write(account, region, "SecurityGroups", groups);
        write(account, region, "NetworkInterfaces", interfaces);
        write(account, region, "Vpcs", vpcs);
        write(account, region, "FlowLogs", logs);
    }

    private void write(String account, String region, String container, List<String> elements) {
        weir.file(
                "estate/" + account + "/" + region + "/" + container.toLowerCase(Locale.ROOT) + ".json",
                "{ \"" + container + "\": [\n" + String.join(",\n", elements) + "\n] }\n");
        elements.clear();
    }
}
