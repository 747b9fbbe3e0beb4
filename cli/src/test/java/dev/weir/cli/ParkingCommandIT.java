package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.peer.FaultProxy;
import dev.weir.peer.MotoServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code weir apply --canary interfaces=N} against moto: what it says, what it leaves, which permissions it needs. */
class ParkingCommandIT extends ChangeCommands {

    private final FaultProxy proxy = FaultProxy.before(MotoServer.fresh().endpoint());
    private final Ec2Client ec2 = Ec2Client.builder()
            .endpointOverride(proxy.endpoint())
            .region(Region.of("eu-west-1"))
            .credentialsProvider(
                    StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIAIOSFODNN7EXAMPLE", "secret")))
            .httpClient(UrlConnectionHttpClient.builder().build())
            .build();
    private String group = "";
    private String other = "";
    private String subnet = "";

    @BeforeEach
    void fill() {
        endpoint = proxy.endpoint();
        String vpc =
                ec2.createVpc(request -> request.cidrBlock("10.0.0.0/16")).vpc().vpcId();
        subnet = ec2.createSubnet(request -> request.vpcId(vpc).cidrBlock("10.0.0.0/24"))
                .subnet()
                .subnetId();
        group = made(vpc, "web");
        other = made(vpc, "other");
        ec2.revokeSecurityGroupEgress(request -> request.groupId(other)
                .ipPermissions(all -> all.ipProtocol("-1").ipRanges(range -> range.cidrIp("0.0.0.0/0"))));
        attached(group);
        attached(group);
        String last =
                interfaces().keySet().stream().reduce((first, second) -> second).orElseThrow();
        ec2.modifyNetworkInterfaceAttribute(
                request -> request.networkInterfaceId(last).groups(other, group));
        proxy.peace();
    }

    private String made(String vpc, String name) {
        return ec2.createSecurityGroup(
                        request -> request.groupName(name).description(name).vpcId(vpc))
                .groupId();
    }

    private void attached(String... groups) {
        ec2.createNetworkInterface(request -> request.subnetId(subnet).groups(groups));
    }

    @AfterEach
    void stop() {
        ec2.close();
        proxy.close();
    }

    private Map<String, Set<String>> interfaces() {
        Map<String, Set<String>> groups = new TreeMap<>();
        ec2.describeNetworkInterfaces()
                .networkInterfaces()
                .forEach(one -> groups.put(
                        one.networkInterfaceId(),
                        one.groups().stream()
                                .map(GroupIdentifier::groupId)
                                .collect(Collectors.toCollection(TreeSet::new))));
        return groups;
    }

    private Said again(String command, Path journal) {
        return weir(
                command,
                journal.toString(),
                "--yes",
                "--endpoint-url",
                endpoint.toString(),
                "--settle",
                "0s",
                "--in-flight",
                "0s");
    }

    /** Ids, times and places by what they are. */
    private String shown(Said said) {
        Map<String, String> names = new LinkedHashMap<>();
        names.put(folder.toString(), "DIR");
        names.put(group, "sg-WEB");
        names.put(other, "sg-OTHER");
        String text = said.all();
        for (Map.Entry<String, String> name : names.entrySet()) {
            text = text.replace(name.getKey(), name.getValue());
        }
        Matcher id = Pattern.compile("(eni|sgr|sg|vpc)-[0-9a-f]{17}").matcher(text);
        Map<String, String> numbered = new LinkedHashMap<>();
        while (id.find()) {
            numbered.putIfAbsent(id.group(), id.group(1) + "-" + (numbered.size() + 1));
        }
        for (Map.Entry<String, String> one : numbered.entrySet()) {
            text = text.replace(one.getKey(), one.getValue());
        }
        return text.replaceAll("sha256:[0-9a-f]{64}", "sha256:DIGEST")
                .replaceAll("-[0-9a-f]{8}\\b", "-DIGEST")
                .replaceAll("\\b[0-9a-f]{64}\\b", "DIGEST")
                .replaceAll("[0-9]{8}T[0-9]{6}[0-9]*Z", "TIME")
                .replaceAll("20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z", "TIME")
                .replaceAll("127\\.0\\.0\\.1:[0-9]+", "127.0.0.1");
    }

    @Test
    void oneInterfaceGoesFirstTheOthersOnResumeAndOneCallUndoesIt() throws IOException {
        Map<String, Set<String>> before = interfaces();
        Path plan = planned(group);
        Said dryRun = weir(apply(List.of(plan), "--canary", "interfaces=1", "--dry-run"));
        proxy.peace();

        Said canary = weir(apply(List.of(plan), "--canary", "interfaces=1", "--yes"));
        Map<String, Set<String>> paused = interfaces();
        Said rest = again("resume", journal(group));
        Map<String, Set<String>> applied = interfaces();
        Said back = again("rollback", journal(group));

        assertThat(canary.exit()).as(canary.all()).isZero();
        Golden.matches(
                "parking.txt",
                "apply --dry-run\n" + shown(dryRun) + "\napply\n" + shown(canary) + "\nresume\n" + shown(rest)
                        + "\nrollback\n" + shown(back));
        String first = before.keySet().iterator().next();
        assertThat(paused.get(first)).isEqualTo(before.get(first));
        assertThat(paused.values().stream().mapToInt(Set::size).sum()).isEqualTo(4);
        assertThat(rest.exit()).as(rest.all()).isZero();
        assertThat(applied).isEqualTo(before);
        assertThat(back.exit()).as(back.all()).isZero();
        assertThat(interfaces()).isEqualTo(before);
        assertThat(ec2.describeSecurityGroups().securityGroups())
                .noneMatch(one -> one.groupName().startsWith("weir-parking"));
        Set<String> called =
                proxy.calls().stream().map(FaultProxy.Call::permission).collect(Collectors.toCollection(TreeSet::new));
        called.add("ec2:CreateTags"); // tagging on creation
        Set<String> ofParking = actions("--parking");
        assertThat(ofParking).containsAll(called).containsAll(actions());
        ofParking.removeAll(actions());
        assertThat(ofParking)
                .containsExactly(
                        "ec2:CreateSecurityGroup",
                        "ec2:DeleteSecurityGroup",
                        "ec2:DescribeAccountAttributes",
                        "ec2:ModifyNetworkInterfaceAttribute")
                .isSubsetOf(called);
    }

    private Set<String> actions(String... more) {
        List<String> words = new ArrayList<>(List.of("iam", "apply"));
        words.addAll(List.of(more));
        Set<String> actions = new TreeSet<>();
        for (JsonNode statement : new JsonMapper().readTree(weir(words).out()).at("/Statement")) {
            JsonNode action = statement.at("/Action");
            if (action.isArray()) {
                action.forEach(one -> actions.add(one.asString()));
            } else {
                actions.add(action.asString());
            }
        }
        return actions;
    }

    @Test
    void aPlannedRuleThatSomebodyTookAwayIsThereAgainBeforeTheOthersDependOnIt() throws IOException {
        Path plan = planned(group);
        Said canary = weir(apply(List.of(plan), "--canary", "interfaces=1", "--yes"));
        assertThat(canary.exit()).as(canary.all()).isZero();
        Set<String> narrowed = outbound();
        ec2.revokeSecurityGroupEgress(request -> request.groupId(group).securityGroupRuleIds(rules()));
        assertThat(outbound()).isEmpty();
        proxy.peace();

        Said rest = again("resume", journal(group));

        assertThat(rest.exit()).as(rest.all()).isZero();
        assertThat(outbound()).isEqualTo(narrowed).isNotEmpty();
        assertThat(proxy.calls().stream().map(FaultProxy.Call::action))
                .containsSubsequence("AuthorizeSecurityGroupEgress", "ModifyNetworkInterfaceAttribute");
    }

    private List<String> rules() {
        return ec2
                .describeSecurityGroupRules(request ->
                        request.filters(filter -> filter.name("group-id").values(group)))
                .securityGroupRules()
                .stream()
                .filter(SecurityGroupRule::isEgress)
                .map(SecurityGroupRule::securityGroupRuleId)
                .toList();
    }

    private Set<String> outbound() {
        return ec2
                .describeSecurityGroups(request -> request.groupIds(group))
                .securityGroups()
                .get(0)
                .ipPermissionsEgress()
                .stream()
                .map(Object::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void whereNoSlotIsFreeNothingIsChangedAndTheReasonIsSaid() {
        String vpc = ec2.describeSecurityGroups(request -> request.groupIds(group))
                .securityGroups()
                .get(0)
                .vpcId();
        attached(group, other, made(vpc, "a"), made(vpc, "b"), made(vpc, "c"));
        Path plan = planned(group);
        proxy.peace();

        Said said = weir(apply(List.of(plan), "--canary", "interfaces=2", "--yes"));

        assertThat(said.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(said.err())
                .contains("no parking group can stand beside `" + group + "`")
                .contains("has 5 groups, as many as it may (quota L-2AFB9258), so that no slot is free")
                .contains("nothing was changed");
        assertThat(proxy.calls())
                .extracting(FaultProxy.Call::action)
                .doesNotContain("CreateSecurityGroup", "ModifyNetworkInterfaceAttribute");
    }

    @Test
    void whatCannotBeMeantIsSaid() {
        Path plan = planned(group);

        assertThat(weir(apply(List.of(plan), "--canary", "interfaces=0")).err()).contains("expected a number from 1");
        assertThat(weir(apply(List.of(plan), "--canary", "eni=1")).err()).contains("expected a number from 1");
        assertThat(weir(apply(List.of(plan), "--canary", "interfaces=1", "--observe", "1m", "--flows", "x"))
                        .err())
                .contains("`--observe` does not go with `--canary interfaces=N`");
        assertThat(weir("iam", "read", "--parking").exit()).isEqualTo(ExitCode.USAGE);
    }
}
