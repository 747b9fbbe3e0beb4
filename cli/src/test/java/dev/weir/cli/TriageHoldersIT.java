package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.peer.AwsCli;
import dev.weir.peer.MotoServer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Groups that things hold which moto keeps, listed by the real AWS CLI: each is known as held, the one that nothing holds is unused. */
class TriageHoldersIT {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String REGION = "eu-west-1";

    @TempDir
    Path folder = Path.of("");

    private final AwsCli aws = new AwsCli(MotoServer.fresh().endpoint(), REGION);

    private String text(String query, String... call) {
        String[] all = Arrays.copyOf(call, call.length + 4);
        all[call.length] = "--query";
        all[call.length + 1] = query;
        all[call.length + 2] = "--output";
        all[call.length + 3] = "text";
        return aws.ok(all).strip();
    }

    private String group(String vpc, String name) {
        return text(
                "GroupId",
                "ec2",
                "create-security-group",
                "--group-name",
                name,
                "--description",
                name,
                "--vpc-id",
                vpc);
    }

    private void save(String name, String... call) {
        String[] all = Arrays.copyOf(call, call.length + 2);
        all[call.length] = "--output";
        all[call.length + 1] = "json";
        new Weir(folder).file(REGION + "/" + name + ".json", aws.ok(all));
    }

    @Test
    void whatHoldsAGroupIsSeenInWhatTheCliWrites() {
        Weir weir = new Weir(folder);
        String vpc = text("Vpc.VpcId", "ec2", "create-vpc", "--cidr-block", "10.0.0.0/16");
        String subnet = text(
                "Subnet.SubnetId",
                "ec2",
                "create-subnet",
                "--vpc-id",
                vpc,
                "--cidr-block",
                "10.0.1.0/24",
                "--availability-zone",
                "eu-west-1a");
        Map<String, String> groups = new LinkedHashMap<>();
        for (String name :
                new String[] {"template", "old-version", "configuration", "database", "service", "nothing"}) {
            groups.put(name, group(vpc, name));
        }
        for (String version : new String[] {"old-version", "template"}) {
            String data = "{\"SecurityGroupIds\":[\"" + groups.get(version) + "\"]}";
            if (version.equals("old-version")) {
                aws.ok(
                        "ec2",
                        "create-launch-template",
                        "--launch-template-name",
                        "web",
                        "--launch-template-data",
                        data);
            } else {
                aws.ok(
                        "ec2",
                        "create-launch-template-version",
                        "--launch-template-name",
                        "web",
                        "--launch-template-data",
                        data);
                aws.ok("ec2", "modify-launch-template", "--launch-template-name", "web", "--default-version", "2");
            }
        }
        aws.ok(
                "autoscaling",
                "create-launch-configuration",
                "--launch-configuration-name",
                "old",
                "--image-id",
                "ami-1",
                "--instance-type",
                "t3.micro",
                "--security-groups",
                groups.getOrDefault("configuration", ""));
        aws.ok(
                "rds",
                "create-db-instance",
                "--db-instance-identifier",
                "db",
                "--db-instance-class",
                "db.t3.micro",
                "--engine",
                "postgres",
                "--master-username",
                "admin1",
                "--master-user-password",
                "not-a-secret",
                "--allocated-storage",
                "20",
                "--vpc-security-group-ids",
                groups.getOrDefault("database", ""));
        aws.ok("ecs", "create-cluster", "--cluster-name", "main");
        aws.ok(
                "ecs",
                "register-task-definition",
                "--family",
                "api",
                "--container-definitions",
                "[{\"name\":\"api\",\"image\":\"x\",\"memory\":64}]");
        aws.ok(
                "ecs",
                "create-service",
                "--cluster",
                "main",
                "--service-name",
                "api",
                "--task-definition",
                "api",
                "--desired-count",
                "0",
                "--network-configuration",
                "awsvpcConfiguration={subnets=[" + subnet + "],securityGroups=[" + groups.get("service") + "]}");

        save("groups", "ec2", "describe-security-groups");
        save("interfaces", "ec2", "describe-network-interfaces");
        save("vpcs", "ec2", "describe-vpcs");
        save("templates", "ec2", "describe-launch-templates");
        save("versions", "ec2", "describe-launch-template-versions", "--launch-template-name", "web");
        save("scaling", "autoscaling", "describe-auto-scaling-groups");
        save("configurations", "autoscaling", "describe-launch-configurations");
        save("functions", "lambda", "list-functions");
        save("ecs", "ecs", "list-clusters");
        save("ecs-clusters", "ecs", "describe-clusters", "--clusters", "main");
        save("ecs-services", "ecs", "describe-services", "--cluster", "main", "--services", "api");
        save("batch", "batch", "describe-compute-environments");
        save("instances", "rds", "describe-db-instances");
        save("db-clusters", "rds", "describe-db-clusters");
        save("balancers", "elbv2", "describe-load-balancers");
        save("classic", "elb", "describe-load-balancers");
        save("endpoints", "ec2", "describe-vpc-endpoints");
        save("eks", "eks", "list-clusters");
        weir.file(REGION + "/associations.json", "{\"SecurityGroupVpcAssociations\": []}"); // moto has no such call

        Weir.Said said = weir.run("triage", weir.name(REGION), "--format", "json");

        Map<String, String> found = new TreeMap<>();
        for (JsonNode group : JSON.readTree(said.out()).get("groups")) {
            if (groups.containsKey(group.get("name").asString())) {
                found.put(group.get("name").asString(), group.get("use").asString() + " " + group.get("useReasons"));
            }
        }
        assertThat(found).as(said.err()).containsOnlyKeys(groups.keySet());
        assertThat(found.get("template"))
                .isEqualTo("held [\"launch template lt-web version 2\"]"
                        .replace(
                                "lt-web",
                                text("LaunchTemplates[0].LaunchTemplateId", "ec2", "describe-launch-templates")));
        assertThat(found.get("configuration")).isEqualTo("held [\"launch configuration old\"]");
        assertThat(found.get("database")).isEqualTo("held [\"RDS instance db\"]");
        assertThat(found.get("service")).isEqualTo("held [\"ECS service api\"]");
        assertThat(found.get("old-version")).isEqualTo("no []");
        assertThat(found.get("nothing")).isEqualTo("no []");
    }
}
