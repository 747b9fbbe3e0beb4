package dev.weir.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.peer.AwsCli;
import dev.weir.peer.MotoServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The policies of an organization, taken by IAM as moto plays it; its CloudFormation needs more of Python than the peers have. */
class OrganizationPoliciesIT {

    private static final String CALLER = "arn:aws:iam::999988887777:role/audit";

    @TempDir
    Path folder = Path.of("");

    private final MotoServer moto = MotoServer.fresh();
    private final AwsCli aws = new AwsCli(moto.endpoint(), "eu-west-1");

    private static JsonNode tree(String json) {
        return JsonMapper.shared().readTree(json);
    }

    private String file(String name, JsonNode document) throws IOException {
        return "file://" + Files.writeString(folder.resolve(name), document.toString());
    }

    private static List<String> actions(JsonNode policy) {
        List<String> actions = new ArrayList<>();
        for (JsonNode statement : policy.get("Statement")) {
            JsonNode action = statement.get("Action");
            if (action.isArray()) {
                action.forEach(each -> actions.add(each.stringValue()));
            } else {
                actions.add(action.stringValue());
            }
        }
        return actions;
    }

    /** A resource's properties with what the stack's parameters make of them: as much of CloudFormation as the template uses. */
    private static JsonNode deployed(String resource, String externalId) {
        JsonNode template = tree(new OrganizationPolicies("audit/WeirRead").template());
        Map<String, String> values = Map.of(
                "Caller", CALLER, "ExternalId", externalId, "AWS::Partition", "aws", "AWS::AccountId", "111122223333");
        return resolved(template.at("/Resources/" + resource + "/Properties"), values)
                .orElseThrow();
    }

    private static Optional<JsonNode> resolved(JsonNode node, Map<String, String> values) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (node.has("Ref")) {
            return Optional.ofNullable(values.get(node.get("Ref").stringValue()))
                    .map(nodes::stringNode);
        }
        if (node.has("Fn::Sub")) {
            String text = node.get("Fn::Sub").stringValue();
            for (Map.Entry<String, String> value : values.entrySet()) {
                text = text.replace("${" + value.getKey() + "}", value.getValue());
            }
            return Optional.of(nodes.stringNode(text));
        }
        if (node.has("Fn::If")) {
            assertThat(node.at("/Fn::If/0").stringValue()).isEqualTo("HasExternalId");
            boolean has = !"".equals(values.get("ExternalId"));
            return resolved(node.at("/Fn::If/" + (has ? 1 : 2)), values);
        }
        if (node.isObject()) {
            ObjectNode object = nodes.objectNode();
            node.properties()
                    .forEach(member ->
                            resolved(member.getValue(), values).ifPresent(value -> object.set(member.getKey(), value)));
            return Optional.of(object);
        }
        if (node.isArray()) {
            ArrayNode array = nodes.arrayNode();
            node.forEach(element -> resolved(element, values).ifPresent(array::add));
            return Optional.of(array);
        }
        return Optional.of(node);
    }

    @Test
    void theTemplateMakesTheRoleInMembersAndThePolicyInTheCallersAccountAlone() {
        JsonNode template = tree(new OrganizationPolicies("WeirRead").template());

        assertThat(template.at("/Resources/MemberRole/Condition").stringValue()).isEqualTo("IsMember");
        assertThat(template.at("/Resources/CallerPolicy/Condition").stringValue())
                .isEqualTo("IsCallersAccount");
        assertThat(template.at("/Conditions/IsMember").toString())
                .isEqualTo("{\"Fn::Not\":[{\"Condition\":\"IsCallersAccount\"}]}");
        assertThat(template.at("/Conditions/IsCallersAccount").toString())
                .isEqualTo("{\"Fn::Equals\":[{\"Ref\":\"AWS::AccountId\"},"
                        + "{\"Fn::Select\":[4,{\"Fn::Split\":[\":\",{\"Ref\":\"Caller\"}]}]}]}");
        assertThat(CALLER.split(":")[4]).isEqualTo("999988887777");
        assertThat(CALLER)
                .matches(template.at("/Parameters/Caller/AllowedPattern").stringValue());
        assertThat(template.at("/Resources/MemberRole/Properties/Path").stringValue())
                .isEqualTo("/");
    }

    @Test
    void aStackInAMemberMakesTheRoleThatTrustsTheCallerAlone() throws IOException {
        JsonNode role = deployed("MemberRole", "weir-2026");
        aws.ok(
                "iam",
                "create-role",
                "--role-name",
                role.get("RoleName").stringValue(),
                "--path",
                role.get("Path").stringValue(),
                "--assume-role-policy-document",
                file("trust.json", role.get("AssumeRolePolicyDocument")));

        JsonNode made =
                tree(aws.ok("iam", "get-role", "--role-name", "WeirRead")).get("Role");
        assertThat(made.get("Arn").stringValue())
                .isEqualTo("arn:aws:iam::111122223333:role/audit/WeirRead")
                .isEqualTo(new MemberRole("audit/WeirRead", Optional.empty()).arn("aws", "111122223333"));
        JsonNode trust = made.at("/AssumeRolePolicyDocument/Statement/0");
        assertThat(trust.at("/Principal/AWS").stringValue()).isEqualTo(CALLER);
        assertThat(trust.at("/Condition/StringEquals/sts:ExternalId").stringValue())
                .isEqualTo("weir-2026");
        assertThat(actions(role.at("/Policies/0/PolicyDocument"))).isEqualTo(OrganizationPolicies.member());
        assertThat(deployed("MemberRole", "")
                        .at("/AssumeRolePolicyDocument/Statement/0")
                        .has("Condition"))
                .isFalse();
    }

    @Test
    void aStackInTheCallersAccountMakesThePolicyThatEntersThatRoleAlone() throws IOException {
        JsonNode policy = deployed("CallerPolicy", "").get("PolicyDocument");

        aws.ok(
                "iam",
                "create-policy",
                "--policy-name",
                "WeirReadsOrganization",
                "--policy-document",
                file("caller.json", policy));
        assertThat(actions(policy)).isEqualTo(OrganizationPolicies.caller());
        assertThat(policy.at("/Statement/1/Resource").stringValue()).isEqualTo("arn:aws:iam::*:role/audit/WeirRead");
        assertThat(policy.at("/Statement/1/Condition/StringEquals/aws:ResourceOrgID")
                        .stringValue())
                .isEqualTo("${aws:PrincipalOrgID}");
    }

    @Test
    void iamTakesEachDocument() throws IOException {
        JsonNode documents = tree(new OrganizationPolicies("WeirRead").json());

        assertThat(documents.at("/memberRole/roleName").stringValue()).isEqualTo("WeirRead");
        aws.ok(
                "iam",
                "create-role",
                "--role-name",
                "WeirRead",
                "--assume-role-policy-document",
                file("trust.json", documents.at("/memberRole/trust")));
        aws.ok(
                "iam",
                "put-role-policy",
                "--role-name",
                "WeirRead",
                "--policy-name",
                "WeirRead",
                "--policy-document",
                file("policy.json", documents.at("/memberRole/policy")));
        aws.ok(
                "iam",
                "create-policy",
                "--policy-name",
                "WeirReadsOrganization",
                "--policy-document",
                file("caller.json", documents.get("callerPolicy")));
    }
}
