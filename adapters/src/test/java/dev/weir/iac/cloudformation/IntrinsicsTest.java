package dev.weir.iac.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.files.InventoryFiles;
import dev.weir.files.Judged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What functions, parameters and conditions come to, told by the verdict on the group that they make. */
class IntrinsicsTest {

    private static final String SECTIONS = """
            Transform: AWS::LanguageExtensions
            Parameters:
              Narrow: {Type: String, Default: 198.51.100.0/24}
              World: {Type: String, Default: 0.0.0.0/0}
              Cidrs: {Type: CommaDelimitedList, Default: "198.51.100.0/24, 0.0.0.0/0"}
              Open: {Type: String}
              Either: {Type: String, AllowedValues: [198.51.100.0/24, 203.0.113.0/24]}
              Both: {Type: String, AllowedValues: [198.51.100.0/24, 0.0.0.0/0]}
              Stage: {Type: String}
              Looked: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /net/cidr}
            Mappings:
              ByStage:
                prod: {Cidr: 198.51.100.0/24, Wide: 0.0.0.0/0}
                test: {Cidr: 203.0.113.0/24, Wide: 0.0.0.0/0}
            Conditions:
              Always: !Equals [a, a]
              Never: !Not [!Condition Always]
              IsProd: !Equals [!Ref Stage, prod]
              IsTest: !Equals [test, !Ref Stage]
              Neither: !Not [!Or [!Condition IsProd, !Condition IsTest]]
              Impossible: !And [!Condition IsProd, !Condition IsTest]
              Imported: !Equals [!ImportValue stage, prod]
            Resources:
              Vpc:
                Type: AWS::EC2::VPC
                Properties: {CidrBlock: 10.0.0.0/16}
            """;

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0.0.0.0/0                                                           | fail fail
            !Ref Narrow                                                         | pass pass
            !Ref World                                                          | fail fail
            {Ref: World}                                                        | fail fail
            !Ref Open                                                           | unknown unknown
            !Ref Looked                                                         | unknown unknown
            !Ref Either                                                         | pass pass
            !Ref Both                                                           | unknown unknown
            !Sub "${World}"                                                     | fail fail
            !Sub "0.0.0.0/${!x}"                                                | unknown unknown
            !Sub ["${A}/${B}", {A: 0.0.0.0, B: 0}]                              | fail fail
            !Sub ["${A}/${B}", {A: !Select [0, !Split [/, !Ref Narrow]], B: 24}] | pass pass
            !Sub "${Vpc.CidrBlock}"                                             | pass pass
            !GetAtt Vpc.CidrBlock                                               | pass pass
            {"Fn::GetAtt": [Vpc, CidrBlock]}                                    | pass pass
            {"Fn::GetAtt": Vpc.CidrBlock}                                       | pass pass
            !Join [/, [0.0.0.0, 0]]                                             | fail fail
            !Join ["", [!Ref Narrow]]                                           | pass pass
            !Join ["/", [!Ref Open, 32]]                                        | unknown unknown
            !Select [1, !Ref Cidrs]                                             | fail fail
            !Select ["0", !Ref Cidrs]                                           | pass pass
            !Select [0, !GetAZs ""]                                             | unknown unknown
            !Select [0, !Cidr [10.0.0.0/16, 2, 8]]                              | pass pass
            !Select [1, !Cidr [!GetAtt Vpc.CidrBlock, 2, 8]]                    | pass pass
            !FindInMap [ByStage, prod, Cidr]                                    | pass pass
            !FindInMap [ByStage, prod, Wide]                                    | fail fail
            !FindInMap [ByStage, !Ref Stage, Cidr]                              | pass pass
            !FindInMap [ByStage, !Ref Stage, Wide]                              | fail fail
            !FindInMap [ByStage, none, Cidr, {DefaultValue: 0.0.0.0/0}]         | fail fail
            !FindInMap [ByStage, !Ref Stage, Cidr, {DefaultValue: 0.0.0.0/0}]   | unknown unknown
            !If [Always, !Ref Narrow, !Ref World]                               | pass pass
            !If [Never, !Ref Narrow, !Ref World]                                | fail fail
            !If [IsProd, !Ref Narrow, 203.0.113.0/24]                           | pass pass
            !If [IsProd, 0.0.0.0/0, 0.0.0.0/0]                                  | fail fail
            !If [IsProd, !Ref Narrow, !Ref World]                               | unknown unknown
            !If [Impossible, 0.0.0.0/0, !Ref Narrow]                            | pass pass
            !If [IsProd, !Ref Narrow, !If [IsTest, !Ref Narrow, !If [Neither, !Ref Narrow, 0.0.0.0/0]]] | pass pass
            !If [Imported, !Ref Narrow, !Ref World]                             | unknown unknown
            !If [Imported, !Ref World, 0.0.0.0/0]                               | fail fail
            !ImportValue cidr                                                   | unknown unknown
            "{{resolve:ssm:/net/cidr}}"                                         | unknown unknown
            !Transform {Name: "AWS::Include"}                                   | unknown unknown
            {"Fn::Mystery": [1]}                                                | unknown unknown
            !FindInMap [ByStage, !Ref Stage, Cidr, {DefaultValue: 10.0.0.0/8}]  | pass pass
            {"Fn::FindInMap": [!Select [0, [ByStage]], prod, !Join ["", [Wide]]]} | fail fail
            !Sub ["0.0.0.0/${N}", {N: !Length [a]}]                             | fail fail
            !Sub ["0.0.0.0/${N}", {N: {"Fn::Length": !Ref Cidrs}}]              | fail fail
            !Sub ["0.0.0.0/${N}", {N: {"Fn::Length": !Ref Open}}]               | unknown unknown
            !Select [3, !Split ['"', !ToJsonString [10.0.0.0/8, 0.0.0.0/0]]]    | fail fail
            !Select [1, !Split ['"', {"Fn::ToJsonString": {0.0.0.0/0: 10.0.0.0/8}}]] | fail fail
            !Select [1, !Split ['"', {"Fn::ToJsonString": [1, 10.0.0.0/8]}]]    | unknown unknown
            !GetStackOutput {StackName: net, OutputName: Cidr}                  | unknown unknown
            {"Fn::GetStackOutput": {StackName: !Ref Open, OutputName: Cidr}}    | unknown unknown
            !Base64 0.0.0.0/0                                                   | unknown unknown
            !Sub "0.0.0.0/${AWS::Region}"                                       | unknown unknown
            !Sub "0.0.0.0/${AWS::StackName}"                                    | unknown unknown
            "{{resolve:secretsmanager:net:SecretString:cidr}}"                  | unknown unknown
            !Join ["", ["{{resolve:ssm:", /net/cidr, "}}"]]                     | unknown unknown
            """)
    void comesToWhatTheGroupPermits(String cidr, String verdicts) throws IOException {
        Judged judged = judged(SECTIONS + """
                  Group:
                    Type: AWS::EC2::SecurityGroup
                    Properties:
                      SecurityGroupEgress:
                        - IpProtocol: -1
                          CidrIp: %s
                """.formatted(cidr));

        assertThat(Verdicts.of(judged)).containsEntry("Group", verdicts);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            !Ref AWS::NoValue                                                        | fail fail
            []                                                                       | fail fail
            {IpProtocol: -1, CidrIp: 198.51.100.0/24}                                | pass pass
            [!If [Never, {IpProtocol: -1, CidrIp: 0.0.0.0/0}, !Ref AWS::NoValue]]    | fail fail
            !If [IsProd, [{IpProtocol: -1, CidrIp: 10.0.0.0/8}], [{IpProtocol: -1, CidrIp: 10.1.0.0/16}]] | pass pass
            !If [IsProd, [{IpProtocol: -1, CidrIp: 10.0.0.0/8}], !Ref AWS::NoValue] | unknown unknown
            [!If [IsProd, {IpProtocol: -1, CidrIp: 0.0.0.0/0}, !Ref AWS::NoValue]]   | fail fail
            [!If [IsProd, {IpProtocol: -1, CidrIp: 0.0.0.0/0}, {IpProtocol: -1, CidrIpv6: "::/0"}]] | fail fail
            [!If [IsProd, {IpProtocol: -1, CidrIp: 0.0.0.0/1}, {IpProtocol: -1, CidrIp: 128.0.0.0/1}]] | fail fail
            [!If [IsProd, {IpProtocol: -1, CidrIp: 16.0.0.0/5}, {IpProtocol: -1, CidrIp: 24.0.0.0/5}]] | pass pass
            [{IpProtocol: !If [IsProd, tcp, udp], FromPort: 0, ToPort: 65535, CidrIp: 0.0.0.0/0}] | fail fail
            [{IpProtocol: tcp, FromPort: 443, ToPort: !Ref Open, CidrIp: 0.0.0.0/0}] | unknown unknown
            [{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: !Ref Open}]       | pass unknown
            [{IpProtocol: !Ref Open, CidrIp: 10.0.0.0/8}]                            | pass pass
            [{IpProtocol: -1, DestinationSecurityGroupId: !Ref Open}]                | pass pass
            [{IpProtocol: -1, DestinationPrefixListId: !Ref List}]                   | pass pass
            [{IpProtocol: -1, DestinationPrefixListId: !GetAtt Halves.PrefixListId}] | fail fail
            [{IpProtocol: -1, DestinationPrefixListId: pl-0123456789abcdef0}]        | unknown unknown
            [{IpProtocol: -1, Fn::Transform: {Name: AWS::Include}}]                  | unknown unknown
            [Fn::Transform: {Name: AWS::Include}]                                    | unknown unknown
            """)
    void readsListsOfRules(String rules, String verdicts) throws IOException {
        Judged judged = judged(SECTIONS + """
                  List:
                    Type: AWS::EC2::PrefixList
                    Properties: {PrefixListName: list, AddressFamily: IPv4, Entries: [{Cidr: 198.51.100.0/24}]}
                  Halves:
                    Type: AWS::EC2::PrefixList
                    Properties: {PrefixListName: halves, AddressFamily: IPv4, Entries: [{Cidr: 0.0.0.0/1}, {Cidr: 128.0.0.0/1}]}
                  Group:
                    Type: AWS::EC2::SecurityGroup
                    Properties:
                      SecurityGroupEgress: %s
                """.formatted(rules));

        assertThat(Verdicts.of(judged)).containsEntry("Group", verdicts);
    }

    @Test
    void aGroupIsWhatItIsWhereItsConditionHolds() throws IOException {
        Judged judged = judged(SECTIONS + """
                  OnlyInProd:
                    Type: AWS::EC2::SecurityGroup
                    Condition: IsProd
                  RuleInProd:
                    Type: AWS::EC2::SecurityGroupEgress
                    Condition: IsProd
                    Properties: {GroupId: !Ref OnlyInProd, IpProtocol: -1, CidrIp: 198.51.100.0/24}
                  NotMade:
                    Type: AWS::EC2::SecurityGroup
                    Condition: Never
                  Always:
                    Type: AWS::EC2::SecurityGroup
                  RuleInTest:
                    Type: AWS::EC2::SecurityGroupEgress
                    Condition: IsTest
                    Properties: {GroupId: !Ref Always, IpProtocol: -1, CidrIp: 198.51.100.0/24}
                """);

        assertThat(Verdicts.of(judged))
                .containsEntry("OnlyInProd", "pass pass")
                .containsEntry("Always", "unknown unknown")
                .doesNotContainKey("NotMade");
    }

    @Test
    void aRuleForOneGroupOrAnotherIsARuleOfEachUnderItsCondition() throws IOException {
        Judged judged = judged(SECTIONS + """
                  One:
                    Type: AWS::EC2::SecurityGroup
                    Properties: {SecurityGroupEgress: [{IpProtocol: tcp, FromPort: 1, ToPort: 1, CidrIp: 10.0.0.0/8}]}
                  Other:
                    Type: AWS::EC2::SecurityGroup
                    Properties: {SecurityGroupEgress: [{IpProtocol: tcp, FromPort: 1, ToPort: 1, CidrIp: 10.0.0.0/8}]}
                  Rule:
                    Type: AWS::EC2::SecurityGroupEgress
                    Properties: {GroupId: !If [IsProd, !Ref One, !Ref Other], IpProtocol: -1, CidrIp: 0.0.0.0/0}
                """);

        assertThat(Verdicts.of(judged))
                .containsEntry("One", "unknown unknown")
                .containsEntry("Other", "unknown unknown");
    }

    @Test
    void loopsAreWrittenOut() throws IOException {
        Judged judged = judged(SECTIONS + """
                  Fn::ForEach::Outer:
                    - A
                    - [x, y]
                    - Fn::ForEach::Inner:
                        - B
                        - !Ref Cidrs
                        - Group${A}&{B}:
                            Type: AWS::EC2::SecurityGroup
                            Properties:
                              GroupDescription: !Sub "${A} to ${B}"
                              SecurityGroupEgress: [{IpProtocol: -1, CidrIp: !Ref B}]
                """);

        assertThat(Verdicts.of(judged))
                .containsEntry("Groupx19851100024", "pass pass")
                .containsEntry("Groupx00000", "fail fail")
                .containsEntry("Groupy19851100024", "pass pass")
                .containsEntry("Groupy00000", "fail fail");
    }

    @Test
    void aLoopMayGoThroughWhatAResourceHas() throws IOException {
        Judged judged = judged(SECTIONS + """
                  Fn::ForEach::Blocks:
                    - A
                    - [!GetAtt Vpc.CidrBlock]
                    - Group&{A}:
                        Type: AWS::EC2::SecurityGroup
                        Properties: {SecurityGroupEgress: [{IpProtocol: -1, CidrIp: !Ref A}]}
                      Rule&{A}:
                        Type: AWS::EC2::SecurityGroupEgress
                        DependsOn: Group&{A}
                        UpdateReplacePolicy: Retain
                        Properties: {GroupId: !Sub "${Group1000016.GroupId}", IpProtocol: tcp, FromPort: 1, ToPort: 1, CidrIp: 0.0.0.0/0}
                """);

        assertThat(Verdicts.of(judged)).hasSize(1).containsEntry("Group1000016", "pass fail");
    }

    @Test
    void aLoopOverWhatIsNotKnownIsTold() throws IOException {
        Judged judged = judged(SECTIONS + """
                  Fn::ForEach::Names:
                    - A
                    - !Split [",", !Ref Open]
                    - Group${A}: {Type: AWS::EC2::SecurityGroup}
                """);

        assertThat(judged.problems(folder)).contains("template.yaml:").contains("Fn::ForEach::Names");
        assertThat(judged.summary().complete()).isFalse();
    }

    @Test
    void givenParametersOutrankDefaults() throws IOException {
        Files.writeString(folder.resolve("template.yaml"), SECTIONS + """
                  Group:
                    Type: AWS::EC2::SecurityGroup
                    Properties: {SecurityGroupEgress: [{IpProtocol: -1, CidrIp: !Ref Open}, {IpProtocol: -1, CidrIp: !Ref World}]}
                """);
        GivenParameters given = GivenParameters.read(
                        "parameters.json", "[{\"ParameterKey\": \"Open\", \"ParameterValue\": \"0.0.0.0/0\"}]")
                .and(GivenParameters.read("more.json", "{\"Parameters\": {\"World\": \"10.0.0.0/8\"}}"))
                .and(GivenParameters.read("typed.json", "[\"Open=10.1.0.0/16\"]"));

        Judged judged = Judged.of(InventoryFiles.of(
                List.of(folder.resolve("template.yaml")), List.of(new CloudFormationTemplates(given))));

        assertThat(Verdicts.of(judged)).containsEntry("Group", "pass pass");
    }

    private Judged judged(String template) throws IOException {
        return Judged.of(Files.writeString(folder.resolve("template.yaml"), template));
    }
}
