package dev.weir.report.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.inventory.Scope;
import org.junit.jupiter.api.Test;

class ConsoleLinkTest {

    private static String link(String region, String id) {
        return ConsoleLink.securityGroup(Scope.of("111122223333", region), id).orElse("none");
    }

    @Test
    void leadsToTheGroupInTheConsoleOfItsPartition() {
        assertThat(link("us-east-1", "sg-1"))
                .isEqualTo(
                        "https://us-east-1.console.aws.amazon.com/ec2/home?region=us-east-1#SecurityGroup:groupId=sg-1");
        assertThat(link("cn-north-1", "sg-1"))
                .isEqualTo(
                        "https://cn-north-1.console.amazonaws.cn/ec2/home?region=cn-north-1#SecurityGroup:groupId=sg-1");
        assertThat(link("us-gov-west-1", "sg-1"))
                .isEqualTo("https://us-gov-west-1.console.amazonaws-us-gov.com/ec2/home?region=us-gov-west-1"
                        + "#SecurityGroup:groupId=sg-1");
        assertThat(link("us-iso-east-1", "sg-1")).isEqualTo("none");
    }

    @Test
    void leavesOutARegionThatIsNotKnown() {
        assertThat(ConsoleLink.securityGroup(Scope.UNKNOWN, "sg-1"))
                .hasValue("https://console.aws.amazon.com/ec2/home#SecurityGroup:groupId=sg-1");
    }

    @Test
    void encodesWhatIsNoId() {
        assertThat(link("eu-west-1", "sg-1&x=<script>")).endsWith("#SecurityGroup:groupId=sg-1%26x%3D%3Cscript%3E");
        assertThat(link("evil.example/", "sg-1")).startsWith("https://evil%2Eexample%2F.console.aws.amazon.com/");
    }
}
