package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.inventory.GroupHolder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What holds a group that is on no interface, from the AWS CLI's JSON; what was not read never makes it unused. */
class TriageHoldersTest {

    private static final String GROUP = "sg-0a0000000000000b1";
    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    Path folder = Path.of("");

    /** What lists nothing: every call that can tell of a holder. */
    private static Map<String, String> nothing() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("templates", "{\"LaunchTemplates\": []}");
        files.put("template-versions", "{\"LaunchTemplateVersions\": []}");
        files.put("scaling", "{\"AutoScalingGroups\": []}");
        files.put("configurations", "{\"LaunchConfigurations\": []}");
        files.put("functions", "{\"Functions\": []}");
        files.put("ecs", "{\"clusterArns\": []}");
        files.put("batch", "{\"computeEnvironments\": []}");
        files.put("instances", "{\"DBInstances\": []}");
        files.put("db-clusters", "{\"DBClusters\": []}");
        files.put("balancers", "{\"LoadBalancers\": []}");
        files.put("classic", "{\"LoadBalancerDescriptions\": []}");
        files.put("endpoints", "{\"VpcEndpoints\": []}");
        files.put("eks", "{\"clusters\": []}");
        files.put("associations", "{\"SecurityGroupVpcAssociations\": []}");
        return files;
    }

    /** Elements as the CLI writes them, shortened; each names the group. */
    static Stream<Map.Entry<String, String>> holders() {
        String arn = "arn:aws:%s:eu-west-1:111122223333:";
        Map<String, String> holding = new LinkedHashMap<>();
        holding.put("template-versions", """
                {"LaunchTemplateVersions": [{"LaunchTemplateId": "lt-0a1", "LaunchTemplateName": "idle", "VersionNumber": 1,
                  "DefaultVersion": true, "LaunchTemplateData": {"ImageId": "ami-1", "NetworkInterfaces":
                  [{"DeviceIndex": 0, "Groups": ["%s"]}]}}]}""");
        holding.put("scaling", """
                {"AutoScalingGroups": [{"AutoScalingGroupName": "web", "DesiredCapacity": 0,
                  "AutoScalingGroupARN": "%sautoScalingGroup:1:autoScalingGroupName/web", "Tags": [{"Key": "sg", "Value": "%%s"}]}]}""".formatted(arn.formatted("autoscaling")));
        holding.put("configurations", """
                {"LaunchConfigurations": [{"LaunchConfigurationName": "old", "SecurityGroups": ["%s"]}]}""");
        holding.put("functions", """
                {"Functions": [{"FunctionName": "thumbnails", "FunctionArn": "%sfunction:thumbnails",
                  "VpcConfig": {"SubnetIds": ["subnet-1"], "SecurityGroupIds": ["%%s"], "VpcId": "vpc-1"}}]}""".formatted(arn.formatted("lambda")));
        holding.put("ecs-services", """
                {"services": [{"serviceName": "api", "serviceArn": "%1$sservice/main/api", "clusterArn": "%1$scluster/main",
                  "desiredCount": 0, "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-1"],
                  "securityGroups": ["%%s"]}}}], "failures": []}""".formatted(arn.formatted("ecs")));
        holding.put("batch", """
                {"computeEnvironments": [{"computeEnvironmentName": "night", "computeEnvironmentArn": "%scompute-environment/night",
                  "computeResources": {"minvCpus": 0, "securityGroupIds": ["%%s"]}}]}""".formatted(arn.formatted("batch")));
        holding.put("instances", """
                {"DBInstances": [{"DBInstanceIdentifier": "db", "DBInstanceStatus": "stopped", "DBInstanceArn": "%sdb:db",
                  "VpcSecurityGroups": [{"VpcSecurityGroupId": "%%s", "Status": "active"}]}]}""".formatted(arn.formatted("rds")));
        holding.put("db-clusters", """
                {"DBClusters": [{"DBClusterIdentifier": "aurora", "DBClusterArn": "%scluster:aurora",
                  "VpcSecurityGroups": [{"VpcSecurityGroupId": "%%s", "Status": "active"}]}]}""".formatted(arn.formatted("rds")));
        holding.put("balancers", """
                {"LoadBalancers": [{"LoadBalancerName": "front", "LoadBalancerArn": "%sloadbalancer/app/front/1",
                  "SecurityGroups": ["%%s"]}]}""".formatted(arn.formatted("elasticloadbalancing")));
        holding.put("classic", """
                {"LoadBalancerDescriptions": [{"LoadBalancerName": "old", "SecurityGroups": ["%s"]}]}""");
        holding.put("endpoints", """
                {"VpcEndpoints": [{"VpcEndpointId": "vpce-1", "VpcEndpointType": "Interface", "OwnerId": "111122223333",
                  "Groups": [{"GroupId": "%s", "GroupName": "vpce"}]}]}""");
        holding.put("eks-cluster", """
                {"cluster": {"name": "prod", "arn": "%scluster/prod", "resourcesVpcConfig":
                  {"securityGroupIds": ["sg-0a0000000000000c2"], "clusterSecurityGroupId": "%%s"}}}""".formatted(arn.formatted("eks")));
        holding.put("associations", """
                {"SecurityGroupVpcAssociations": [{"GroupId": "%s", "VpcId": "vpc-2", "State": "associated"}]}""");
        holding.put("function-configuration", """
                {"FunctionName": "alone", "FunctionArn": "%sfunction:alone", "VpcConfig": {"SecurityGroupIds": ["%%s"]}}""".formatted(arn.formatted("lambda")));
        return holding.entrySet().stream();
    }

    private JsonNode triage(Map<String, String> files) {
        Weir weir = new Weir(folder);
        weir.file("acme/groups.json", World.file(World.group(GROUP, "idle", World.rule("-1", "", "0.0.0.0/0"))));
        weir.file("acme/interfaces.json", "{\"NetworkInterfaces\": []}");
        files.forEach((name, content) -> weir.file("acme/" + name + ".json", content));

        Weir.Said said = weir.run("triage", weir.name("acme"), "--format", "json");

        assertThat(said.err()).doesNotContain("bug");
        JsonNode groups = JSON.readTree(said.out()).get("groups");
        assertThat(groups).hasSize(1);
        return groups.get(0);
    }

    @Test
    void aGroupThatNothingHoldsIsUnused() {
        JsonNode group = triage(nothing());

        assertThat(group.get("bucket").asString())
                .as("%s", group.get("useReasons"))
                .isEqualTo("unused");
    }

    @ParameterizedTest
    @MethodSource("holders")
    void eachHolderKeepsAGroupOutOfUnused(Map.Entry<String, String> holder) {
        Map<String, String> files = nothing();
        files.put(holder.getKey(), holder.getValue().formatted(GROUP));

        JsonNode group = triage(files);

        assertThat(group.get("use").asString()).isEqualTo("held");
        assertThat(group.get("bucket").asString()).isEqualTo("logs-missing");
        assertThat(group.get("reason").asString()).contains("held by");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "templates",
                "scaling",
                "configurations",
                "functions",
                "ecs",
                "batch",
                "instances",
                "db-clusters",
                "balancers",
                "classic",
                "endpoints",
                "eks",
                "associations"
            })
    void eachListingThatIsMissingRefusedOrCutTurnsUnusedIntoUnknown(String missing) {
        Map<String, String> without = nothing();
        without.remove(missing);
        Map<String, String> cut = nothing();
        cut.computeIfPresent(missing, (name, text) -> text.replace("{", "{\"NextToken\": \"x\", "));
        Map<String, String> broken = nothing();
        broken.computeIfPresent(missing, (name, text) -> text.replace("[]", "[7]"));

        for (Map<String, String> files : java.util.List.of(cut, broken)) {
            assertThat(triage(files).get("bucket").asString()).isEqualTo("unknown");
        }
        assertThat(new java.io.File(folder.toFile(), "acme/" + missing + ".json").delete())
                .isTrue();
        JsonNode group = triage(without);
        assertThat(group.get("bucket").asString()).isEqualTo("unknown");
        assertThat(group.get("useReasons").toString()).contains("help: save `aws ");
    }

    @Test
    void aRefusedCallIsNoEmptyAnswer() {
        Map<String, String> files = nothing();
        files.put(
                "functions",
                "\nAn error occurred (AccessDeniedException) when calling the ListFunctions operation: not authorized\n");

        JsonNode group = triage(files);

        assertThat(group.get("bucket").asString()).isEqualTo("unknown");
        assertThat(group.get("useReasons").toString()).contains("refused").contains("aws lambda list-functions");
    }

    @Test
    void aVersionThatNothingRunsHoldsNothingAndOneThatAnAutoScalingGroupRunsDoes() {
        String versions = """
                {"LaunchTemplateVersions": [
                  {"LaunchTemplateId": "lt-0a1", "VersionNumber": 1, "DefaultVersion": false,
                   "LaunchTemplateData": {"SecurityGroupIds": ["%s"]}},
                  {"LaunchTemplateId": "lt-0a1", "VersionNumber": 2, "DefaultVersion": true,
                   "LaunchTemplateData": {"SecurityGroupIds": ["sg-0a0000000000000c2"]}}]}""".formatted(GROUP);
        Map<String, String> files = nothing();
        files.put("templates", """
                {"LaunchTemplates": [{"LaunchTemplateId": "lt-0a1", "LaunchTemplateName": "web",
                  "DefaultVersionNumber": 2, "LatestVersionNumber": 2}]}""");
        files.put("template-versions", versions);

        assertThat(triage(files).get("bucket").asString()).isEqualTo("unused");

        files.put("scaling", """
                {"AutoScalingGroups": [{"AutoScalingGroupName": "web", "DesiredCapacity": 0,
                  "LaunchTemplate": {"LaunchTemplateId": "lt-0a1", "Version": "1"}}]}""");
        JsonNode held = triage(files);
        assertThat(held.get("use").asString()).isEqualTo("held");
        assertThat(held.get("useReasons").toString()).contains("Auto Scaling group web");

        files.put("scaling", files.get("scaling").replace("\"1\"", "\"7\""));
        assertThat(triage(files).get("useReasons").toString()).contains("version 7 of lt-0a1");
    }

    @Test
    void clustersMustBeDescribedForTheirServicesToBeKnown() {
        String arn = "arn:aws:ecs:eu-west-1:111122223333:cluster/main";
        Map<String, String> files = nothing();
        files.put("ecs", "{\"clusterArns\": [\"" + arn + "\"]}");

        assertThat(triage(files).get("useReasons").toString()).contains("was not described");

        files.put(
                "ecs-clusters",
                "{\"clusters\": [{\"clusterArn\": \"%s\", \"clusterName\": \"main\", \"activeServicesCount\": 0}], \"failures\": []}"
                        .formatted(arn));
        assertThat(triage(files).get("bucket").asString()).isEqualTo("unused");

        files.put("eks", "{\"clusters\": [\"prod\"]}");
        assertThat(triage(files).get("useReasons").toString()).contains("cluster prod was not described");
    }

    @Test
    void aSnapshotKeepsWhatHoldsGroups() {
        triage(nothing());
        Weir weir = new Weir(folder);
        weir.run("snapshot", weir.name("acme"), "--out", weir.name("kept.json.gz"));

        JsonNode group = JSON.readTree(weir.run("triage", weir.name("kept.json.gz"), "--format", "json")
                        .out())
                .get("groups")
                .get(0);

        assertThat(group.get("bucket").asString()).isEqualTo("unused");
        assertThat(GroupHolder.Kind.values()).hasSize(13);
    }
}
