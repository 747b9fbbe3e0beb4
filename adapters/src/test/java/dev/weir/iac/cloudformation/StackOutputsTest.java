package dev.weir.iac.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.files.Judged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one stack exports, another one of the same sources imports. */
class StackOutputsTest {

    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void aNetworkIsExported() throws IOException {
        Files.writeString(folder.resolve("net.yaml"), """
                Parameters: {Stage: {Type: String}}
                Conditions: {IsProd: !Equals [!Ref Stage, prod]}
                Resources:
                  Shared:
                    Type: AWS::EC2::SecurityGroup
                    Properties: {SecurityGroupEgress: [{IpProtocol: tcp, FromPort: 1, ToPort: 1, CidrIp: 10.0.0.0/8}]}
                  Bare: {Type: AWS::EC2::SecurityGroup}
                  List:
                    Type: AWS::EC2::PrefixList
                    Properties: {PrefixListName: all, AddressFamily: IPv4, Entries: [{Cidr: 0.0.0.0/0}]}
                Outputs:
                  Shared: {Value: !GetAtt Shared.GroupId, Export: {Name: shared}}
                  Bare: {Value: !Ref Bare, Export: {Name: !Join ["-", [bare, group]]}}
                  World: {Value: 0.0.0.0/0, Export: {Name: world}}
                  Office: {Value: 198.51.100.0/24, Export: {Name: office}}
                  List: {Value: !Ref List, Export: {Name: list}}
                  Either: {Value: !If [IsProd, 10.0.0.0/8, 0.0.0.0/0], Export: {Name: either}}
                  Round: {Value: !ImportValue round, Export: {Name: about}}
                """);
    }

    private Judged judged(String resources) throws IOException {
        Files.writeString(folder.resolve("app.yaml"), """
                Parameters: {Stage: {Type: String}}
                Conditions: {IsProd: !Equals [!Ref Stage, prod]}
                Outputs: {Round: {Value: !ImportValue about, Export: {Name: round}}}
                Resources:
                """ + resources);
        return Judged.of(folder);
    }

    private String verdict(String cidrOrList) throws IOException {
        return Verdicts.of(judged("""
                  Web:
                    Type: AWS::EC2::SecurityGroup
                    Properties: {SecurityGroupEgress: [{IpProtocol: -1, %s}]}
                """.formatted(cidrOrList))).getOrDefault("Web", "absent");
    }

    @Test
    void valuesAreThoseThatAreExported() throws IOException {
        assertThat(verdict("CidrIp: !ImportValue world")).isEqualTo("fail fail");
        assertThat(verdict("CidrIp: {\"Fn::ImportValue\": !Sub office}")).isEqualTo("pass pass");
        assertThat(verdict("DestinationPrefixListId: !ImportValue list")).isEqualTo("fail fail");
        assertThat(verdict("CidrIp: !ImportValue nobodys")).isEqualTo("unknown unknown");
    }

    @Test
    void aParameterOfTheOtherStackIsNotOnesOwn() throws IOException {
        assertThat(verdict("CidrIp: !If [IsProd, !ImportValue either, 10.0.0.0/8]"))
                .isEqualTo("unknown unknown");
    }

    @Test
    void exportsThatLeadToEachOtherEnd() throws IOException {
        assertThat(verdict("CidrIp: !ImportValue about")).isEqualTo("unknown unknown");
    }

    @Test
    void aNameThatTwoStacksExportIsNobodys() throws IOException {
        Files.writeString(folder.resolve("net-2.yaml"), """
                Resources: {Topic: {Type: AWS::SNS::Topic}}
                Outputs: {World: {Value: 10.0.0.0/8, Export: {Name: world}}}
                """);

        assertThat(verdict("CidrIp: !ImportValue world")).isEqualTo("unknown unknown");
    }

    @Test
    void aRuleForAnImportedGroupMayBeOneOfThatGroup() throws IOException {
        Judged judged = judged("""
                  IntoShared:
                    Type: AWS::EC2::SecurityGroupEgress
                    Properties: {GroupId: !ImportValue shared, IpProtocol: -1, CidrIp: 0.0.0.0/0}
                  IntoBare:
                    Type: AWS::EC2::SecurityGroupEgress
                    Properties: {GroupId: !ImportValue bare-group, IpProtocol: tcp, FromPort: 1, ToPort: 1, CidrIp: 10.0.0.0/8}
                """);

        assertThat(Verdicts.of(judged))
                .containsEntry("IntoShared", "fail fail")
                .containsEntry("IntoBare", "pass pass")
                .containsEntry("Shared", "unknown unknown")
                .containsEntry("Bare", "unknown unknown")
                .hasSize(4);
        assertThat(judged.summary().problems()).isEmpty();
    }

    @Test
    void stacksOfAnAssemblyAreFoundByName() throws IOException {
        Files.writeString(folder.resolve("manifest.json"), """
                {"version": "50.0.0", "artifacts": {
                  "Net": {"type": "aws:cloudformation:stack", "environment": "aws://111122223333/eu-west-1",
                    "properties": {"templateFile": "net.yaml", "stackName": "shop-net"}},
                  "App": {"type": "aws:cloudformation:stack", "environment": "aws://111122223333/us-east-1",
                    "properties": {"templateFile": "app.yaml"}}}}
                """);

        String asked = "CidrIp: {\"Fn::GetStackOutput\": {StackName: %s, OutputName: %s, Region: %s}}";
        assertThat(verdict(asked.formatted("shop-net", "World", "eu-west-1"))).isEqualTo("fail fail");
        assertThat(verdict(asked.formatted("shop-net", "Office", "eu-west-1"))).isEqualTo("pass pass");
        assertThat(verdict(asked.formatted("shop-net", "World", "eu-west-2"))).isEqualTo("unknown unknown");
        assertThat(verdict(asked.formatted("Net", "World", "eu-west-1"))).isEqualTo("unknown unknown");
        assertThat(verdict("CidrIp: !ImportValue world"))
                .as("an export of another Region")
                .isEqualTo("unknown unknown");
    }
}
