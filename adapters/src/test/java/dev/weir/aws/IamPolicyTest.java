package dev.weir.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class IamPolicyTest {

    @Test
    void readAllowsReadingAndNothingElse() {
        JsonNode policy = new JsonMapper().readTree(IamPolicy.READ.json());

        assertThat(policy.at("/Version").asString()).isEqualTo("2012-10-17");
        assertThat(policy.at("/Statement")).hasSize(1);
        JsonNode statement = policy.at("/Statement/0");
        assertThat(statement.at("/Effect").asString()).isEqualTo("Allow");
        assertThat(statement.at("/Resource").asString()).isEqualTo("*");
        assertThat(statement.at("/Action"))
                .hasSize(IamPolicy.READ.permissions().size())
                .allMatch(action -> action.asString().matches("(ec2:(Describe|Get)|sts:Get)[A-Za-z]+"));
    }

    @Test
    void everyPermissionSaysWhatItIsFor() {
        assertThat(IamPolicy.READ.permissions())
                .allMatch(permission -> !permission.purpose().isBlank());
    }
}
