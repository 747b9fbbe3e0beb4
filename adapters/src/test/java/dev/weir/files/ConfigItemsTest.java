package dev.weir.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.finding.Attachment;
import dev.weir.inventory.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Items of AWS Config, in every form in which they are had. */
class ConfigItemsTest {

    /** As Config writes a group: texts in {@code ipRanges}, objects in {@code ipv4Ranges}. */
    private static final String OPEN = """
            {"description": "web", "groupName": "web", "groupId": "sg-0a1", "ownerId": "111122223333", "vpcId": "vpc-1",
             "ipPermissions": [], "tags": [{"key": "tier", "value": "web"}],
             "ipPermissionsEgress": [{"ipProtocol": "-1", "ipRanges": ["0.0.0.0/0"], "ipv4Ranges": [{"cidrIp": "0.0.0.0/0"}],
               "ipv6Ranges": [], "prefixListIds": [], "userIdGroupPairs": []}]}""";

    private static final String NARROW = OPEN.replace("0.0.0.0/0", "198.51.100.0/24");

    @TempDir
    Path folder = Path.of("");

    private static String item(String id, String captured, String status, String configuration) {
        return """
                {"version": "1.3", "accountId": "111122223333", "configurationItemCaptureTime": "%s",
                 "configurationItemStatus": "%s", "arn": "arn:aws:ec2:eu-west-1:111122223333:security-group/%s",
                 "resourceType": "AWS::EC2::SecurityGroup", "resourceId": "%s", "awsRegion": "eu-west-1",
                 "configuration": %s, "supplementaryConfiguration": {}}""".formatted(captured, status, id, id, configuration);
    }

    private static String text(String json) {
        return "\"" + json.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", " ") + "\"";
    }

    private Judged judged(String name, String json) throws IOException {
        Files.writeString(folder.resolve(name), json);
        return Judged.of(folder);
    }

    @Test
    void aSnapshotHoldsConfigurationsAsObjects() throws IOException {
        Judged judged = judged("snapshot.json", """
                {"fileVersion": "1.0", "configSnapshotId": "1-2", "configurationItems": [
                  {"resourceType": "AWS::S3::Bucket", "resourceId": "bucket", "configuration": {}},
                %s]}
                """.formatted(
                        item("sg-0a1", "2026-11-01T00:00:00.000Z", "OK", OPEN).replace("accountId", "awsAccountId")));

        assertThat(judged.verdictOf("sg-0a1")).isEqualTo("fail fail");
        assertThat(judged.findings().get(0).subject().scope()).isEqualTo(Scope.of("111122223333", "eu-west-1"));
        assertThat(judged.summary().problems()).isEmpty();
        assertThat(judged.summary().complete()).isTrue();
    }

    @Test
    void theLatestOfAHistoryCounts() throws IOException {
        String older = item("sg-0a1", "2026-10-01T00:00:00+00:00", "OK", text(OPEN));
        String latest = item("sg-0a1", "2026-11-01T00:00:00+00:00", "OK", text(NARROW));

        Judged judged = judged("history.json", "{\"configurationItems\": [%s, %s]}".formatted(older, latest));

        assertThat(judged.verdictOf("sg-0a1")).isEqualTo("pass pass");
        Judged otherWay = judged("history.json", "{\"configurationItems\": [%s, %s]}".formatted(latest, older));
        assertThat(otherWay.verdictOf("sg-0a1")).isEqualTo("pass pass");
    }

    @Test
    void aGroupThatWasDeletedIsNone() throws IOException {
        String older = item("sg-0a1", "2026-10-01T00:00:00Z", "OK", OPEN);
        String deleted = item("sg-0a1", "2026-11-01T00:00:00Z", "ResourceDeleted", "null");

        Judged judged = judged("history.json", "{\"configurationItems\": [%s, %s]}".formatted(older, deleted));

        assertThat(judged.findings()).isEmpty();
        assertThat(judged.summary().problems()).isEmpty();
    }

    @Test
    void batchesAreRead() throws IOException {
        Judged judged = judged("batch.json", """
                {"baseConfigurationItems": [%s], "unprocessedResourceKeys": []}
                """.formatted(item("sg-0a1", "2026-10-01T00:00:00Z", "OK", text(OPEN))));

        assertThat(judged.verdictOf("sg-0a1")).isEqualTo("fail fail");
        assertThat(judged.summary().problems()).isEmpty();
    }

    @Test
    void whatABatchDidNotProcessMakesItIncomplete() throws IOException {
        Judged judged = judged("batch.json", """
                {"BaseConfigurationItems": [%s], "UnprocessedResourceIdentifiers": [{"resourceId": "sg-0a2"}]}
                """.formatted(item("sg-0a1", "2026-10-01T00:00:00Z", "OK", text(OPEN))));

        assertThat(judged.verdictOf("sg-0a1")).isEqualTo("fail fail");
        assertThat(judged.problems(folder))
                .contains("batch.json:4: `UnprocessedResourceIdentifiers` names 1 resources");
        assertThat(judged.summary().complete()).isFalse();
    }

    @Test
    void resultsOfAQueryAreTexts() throws IOException {
        Judged judged = judged("query.json", """
                {"Results": [%s,
                  %s],
                 "QueryInfo": {"SelectFields": [{"Name": "resourceId"}, {"Name": "configuration"}]}}
                """.formatted(
                        text("{\"resourceId\": \"sg-0a1\", \"configuration\": %s}".formatted(OPEN)),
                        text("{\"resourceId\": \"sg-0a2\", \"configuration\": {\"groupName\": \"db\"}}")));

        assertThat(judged.verdictOf("sg-0a1")).isEqualTo("fail fail");
        assertThat(judged.verdictOf("sg-0a2")).isEqualTo("unknown unknown");
    }

    @Test
    void aPageIsNotAll() throws IOException {
        Judged judged =
                judged("history.json", """
                {"configurationItems": [%s],
                 "nextToken": "more"}
                """.formatted(item("sg-0a1", "2026-10-01T00:00:00Z", "OK", text(NARROW))));

        assertThat(judged.problems(folder)).contains("`nextToken` is left over");
        assertThat(judged.summary().complete()).isFalse();
    }

    @Test
    void otherTypesAreReadToo() throws IOException {
        Judged judged = judged("snapshot.json", """
                {"configurationItems": [
                  {"resourceType": "AWS::EC2::PrefixList", "resourceId": "pl-1", "awsAccountId": "111122223333", "awsRegion":
                   "eu-west-1", "configurationItemCaptureTime": "2026-10-01T00:00:00Z", "configuration":
                   {"PrefixListId": "pl-1", "PrefixListName": "list", "AddressFamily": "IPv4", "MaxEntries": 2, "Version": 1,
                    "Entries": [{"Cidr": "0.0.0.0/1"}, {"Cidr": "128.0.0.0/1"}]}},
                  {"resourceType": "AWS::EC2::NetworkInterface", "resourceId": "eni-1", "awsAccountId": "111122223333",
                   "awsRegion": "eu-west-1", "configurationItemCaptureTime": "2026-10-01T00:00:00Z", "configuration":
                   {"networkInterfaceId": "eni-1", "groups": [{"groupId": "sg-0a1", "groupName": "web"}],
                    "privateIpAddress": "10.0.0.7", "subnetId": "subnet-1", "vpcId": "vpc-1", "tagSet": []}},
                %s]}
                """.formatted(item(
                "sg-0a1",
                "2026-11-01T00:00:00.000Z",
                "OK",
                OPEN.replace("\"ipv4Ranges\": [{\"cidrIp\": \"0.0.0.0/0\"}]", "\"ipv4Ranges\": []")
                        .replace("\"ipRanges\": [\"0.0.0.0/0\"]", "\"ipRanges\": []")
                        .replace("\"prefixListIds\": []", "\"prefixListIds\": [{\"prefixListId\": \"pl-1\"}]"))));

        assertThat(judged.verdictOf("sg-0a1")).isEqualTo("fail fail");
        assertThat(judged.findings().get(0).attachment().answer()).isEqualTo(Attachment.Answer.ATTACHED);
    }
}
