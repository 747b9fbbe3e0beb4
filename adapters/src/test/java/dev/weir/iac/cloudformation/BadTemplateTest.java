package dev.weir.iac.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.files.Judged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be read of templates is told with its place, and the rest is judged. */
class BadTemplateTest {

    private static final String GOOD = """
            Resources:
              Good: {Type: AWS::EC2::SecurityGroup}
            """;

    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void aGoodTemplateLiesBeside() throws IOException {
        write("good.yaml", GOOD);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private Judged judged() {
        Judged judged = Judged.of(folder);
        assertThat(Verdicts.of(judged)).containsEntry("Good", "fail fail");
        return judged;
    }

    private String problems() {
        Judged judged = judged();
        assertThat(judged.summary().complete()).isFalse();
        return judged.problems(folder);
    }

    @Test
    void yamlThatIsNone() throws IOException {
        write("bad.yaml", "Resources:\n  Web:\n    Type: AWS::EC2::SecurityGroup\n   Properties: {}\n");

        assertThat(problems()).startsWith("bad.yaml:4: this is not YAML at column 4");
    }

    @Test
    void jsonThatIsNone() throws IOException {
        write("bad.json", "{\"Resources\": {\n  \"Web\": {\"Type\": \"AWS::EC2::SecurityGroup\",}\n}}\n");

        assertThat(problems())
                .startsWith("bad.json:2: this is not JSON at column")
                .doesNotContain("was read");
    }

    @Test
    void jsonThatWasCutOff() throws IOException {
        write("bad.json", "{\"Resources\": {\n  \"Web\": {\"Type\": \"AWS::EC2::SecurityGroup\"");

        assertThat(problems()).startsWith("bad.json:2: the JSON ends too early");
    }

    @ParameterizedTest
    @CsvSource({"template.yaml", "template.json"})
    void twoHundredFunctionsInEachOther(String name) throws IOException {
        String cidr = "{\"Fn::Join\": [\"\", [".repeat(200) + "\"0.0.0.0/0\"" + "]]}".repeat(200);
        write(name, """
                {"Resources": {
                  "Deep": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"SecurityGroupEgress": [
                    {"IpProtocol": "-1", "CidrIp":
                      %s}]}},
                  "Beside": {"Type": "AWS::EC2::SecurityGroup"}
                }}
                """.formatted(cidr));

        Judged judged = judged();

        assertThat(judged.problems(folder)).startsWith(name + ":4: more than 120 functions stand in each other");
        assertThat(Verdicts.of(judged)).containsEntry("Deep", "unknown unknown").containsEntry("Beside", "fail fail");
    }

    @Test
    void anchorsThatNameAnchorsWithoutEnd() throws IOException {
        StringBuilder text = new StringBuilder("Metadata:\n  a0: &a0 {IpProtocol: -1, CidrIp: 10.0.0.0/8}\n");
        for (int level = 1; level <= 40; level++) {
            String before = "*a" + (level - 1) + ", ";
            text.append("  a%d: &a%d [%s]\n".formatted(level, level, before.repeat(9) + "*a" + (level - 1)));
        }
        text.append(
                "Resources:\n  Bomb:\n    Type: AWS::EC2::SecurityGroup\n    Properties: {SecurityGroupEgress: *a40}\n");
        write("bomb.yaml", text.toString());

        assertThat(Verdicts.of(judged())).containsEntry("Bomb", "unknown unknown");
    }

    @Test
    void anAnchorThatHoldsItself() throws IOException {
        write("bomb.yaml", "Metadata: &a\n  b: *a\n" + GOOD.replace("Good", "Other"));

        assertThat(problems()).startsWith("bomb.yaml:").contains("an anchor holds itself");
    }

    @Test
    void stacksThatNestEachOther() throws IOException {
        String nesting = """
                Resources:
                  Web: {Type: AWS::EC2::SecurityGroup}
                  Inner:
                    Type: AWS::CloudFormation::Stack
                    Properties: {TemplateURL: %s}
                """;
        write("one.yaml", nesting.formatted("./two.yaml"));
        write("two.yaml", nesting.formatted("one.yaml"));

        assertThat(problems()).startsWith("two.yaml:4:").containsOnlyOnce("leads back to");
    }

    @Test
    void aNestedTemplateIsJudgedOnceAndWhereItIsNested() throws IOException {
        write("child.yaml", GOOD.replace("Good", "Child"));
        write("parent.yaml", """
                Conditions: {Never: !Equals [a, b]}
                Resources:
                  Inner:
                    Type: AWS::CloudFormation::Stack
                    Properties: {TemplateURL: ./child.yaml}
                  Other:
                    Type: AWS::CloudFormation::Stack
                    Condition: Never
                    Properties: {TemplateURL: ./unused.yaml}
                """);
        write("unused.yaml", GOOD.replace("Good", "Unused"));

        assertThat(Verdicts.of(judged())).containsOnlyKeys("Good", "Inner/Child", "Unused");
    }

    @Test
    void aNestedTemplateThatIsNotHere() throws IOException {
        write("parent.yaml", """
                Resources:
                  Inner:
                    Type: AWS::CloudFormation::Stack
                    Properties: {TemplateURL: "https://bucket.s3.amazonaws.com/child.yaml"}
                """);

        assertThat(problems())
                .contains("parent.yaml:3: the template of the nested stack `Inner` is no local file:"
                        + " `https://bucket.s3.amazonaws.com/child.yaml`; what it makes was not read");
    }

    @Test
    void aTemplateOfFiftyMegabytes() throws IOException {
        write(
                "large.json",
                "{\"Resources\": {\"Web\": {\"Type\": \"AWS::EC2::SecurityGroup\", \"Metadata\": \""
                        + "x".repeat(50 << 20) + "\"}}}");

        assertThat(problems()).contains("large.json:1:").contains("a template has at most 1 MB");
    }

    @Test
    void otherYamlIsPassedOver() throws IOException {
        write("values.yaml", "Description: a chart\nreplicas: [1, 2\n");
        write("compose.yaml", "services: {web: {image: nginx}}\n");
        write("openapi.json", "{\"Description\": \"no template\", \"paths\": {}}");

        assertThat(judged().summary().problems()).isEmpty();
    }

    @Test
    void otherYamlThatIsNamedIsAnError() throws IOException {
        write("compose.yaml", "services: {web: {image: nginx}}\n");

        Judged judged = Judged.of(folder.resolve("compose.yaml"));

        assertThat(judged.problems(folder))
                .startsWith("compose.yaml:1: found text that is no inventory; expected")
                .contains("a CloudFormation template");
    }

    @Test
    void aKeyThatStandsTwiceIsNotKnown() throws IOException {
        write("twice.yaml", """
                Resources:
                  Web:
                    Type: AWS::EC2::SecurityGroup
                    Properties:
                      SecurityGroupEgress: [{IpProtocol: -1, CidrIp: 10.0.0.0/8}]
                      SecurityGroupEgress: [{IpProtocol: -1, CidrIp: 0.0.0.0/0}]
                """);

        assertThat(Verdicts.of(judged())).containsEntry("Web", "unknown unknown");
    }

    @Test
    void aMacroMayWriteAnything() throws IOException {
        write("macro.yaml", """
                Transform: [AWS::Serverless-2016-10-31, OurMacro]
                Resources:
                  Narrow:
                    Type: AWS::EC2::SecurityGroup
                    Properties: {SecurityGroupEgress: [{IpProtocol: -1, CidrIp: 10.0.0.0/8}]}
                  Open:
                    Type: AWS::EC2::SecurityGroup
                    Properties: {SecurityGroupEgress: [{IpProtocol: -1, CidrIp: 0.0.0.0/0}]}
                """);

        assertThat(Verdicts.of(judged()))
                .containsEntry("Narrow", "unknown unknown")
                .containsEntry("Open", "fail fail");
    }

    @Test
    void aPartThatAMacroWritesIsNotKnown() throws IOException {
        write("macro.yaml", """
                Transform: [{Name: AWS::Include, Parameters: {Location: s3://bucket/more.yaml}}]
                Resources:
                  Fn::Transform: {Name: AWS::Include, Parameters: {Location: s3://bucket/groups.yaml}}
                  Narrow:
                    Type: AWS::EC2::SecurityGroup
                    Fn::Transform: {Name: AWS::Include, Parameters: {Location: s3://bucket/web.yaml}}
                    Properties: {SecurityGroupEgress: [{IpProtocol: -1, CidrIp: 10.0.0.0/8}]}
                """);

        assertThat(problems())
                .contains("macro.yaml:1: `AWS::Include` adds sections here, which were not read")
                .contains("macro.yaml:3: a macro adds resources here, which were not read");
        assertThat(Verdicts.of(judged())).containsEntry("Narrow", "unknown unknown");
    }

    @Test
    void aResourceThatStandsTwiceIsNotKnown() throws IOException {
        write("twice.yaml", """
                Resources:
                  Web:
                    Type: AWS::EC2::SecurityGroup
                    Properties: {SecurityGroupEgress: [{IpProtocol: -1, CidrIp: 10.0.0.0/8}]}
                  Web:
                    Type: AWS::EC2::SecurityGroup
                  Api:
                    Type: AWS::EC2::SecurityGroup
                    Properties: {SecurityGroupEgress: [{IpProtocol: -1, CidrIp: 10.0.0.0/8}]}
                    Properties: {}
                """);

        assertThat(problems()).contains("the key `Web` stands twice").contains("the key `Properties` stands twice");
        assertThat(Verdicts.of(judged()))
                .containsEntry("Web", "unknown unknown")
                .containsEntry("Api", "unknown unknown");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"Parameters": {}, "Parameters": {}, "Resources": {"Other": {"Type": "AWS::EC2::SecurityGroup"}}}    | Parameters
            {"Conditions": {"A": true, "A": false}, "Resources": {"Other": {"Type": "AWS::EC2::SecurityGroup"}}} | A
            """)
    void aSectionThatSaysTwoThingsIsNotRead(String text, String key) throws IOException {
        write("twice.json", text);

        assertThat(problems()).startsWith("twice.json:1: the key `" + key + "` stands twice");
    }

    @Test
    void conditionsThatHangOnThemselvesAreTold() throws IOException {
        write("cycle.yaml", """
                Conditions:
                  A: !Not [!Condition B]
                  B: !Or [!Condition A, !Condition C]
                  C: !Equals [a, b]
                Resources:
                  Web:
                    Type: AWS::EC2::SecurityGroup
                    Properties: {SecurityGroupEgress: [{IpProtocol: -1, CidrIp: !If [A, 10.0.0.0/8, 0.0.0.0/0]}]}
                """);

        assertThat(problems()).contains("cycle.yaml:2:").contains("`A` hangs on itself");
        assertThat(Verdicts.of(judged())).containsEntry("Web", "unknown unknown");
    }

    @Test
    void mappingsAndOutputsThatLeadToThemselvesEnd() throws IOException {
        write("child.yaml", """
                Parameters: {In: {Type: String}}
                Resources:
                  Web:
                    Type: AWS::EC2::SecurityGroup
                    Properties: {SecurityGroupEgress: [{IpProtocol: -1, CidrIp: !Ref In}]}
                Outputs: {Out: {Value: !Ref In}}
                """);
        write("parent.yaml", """
                Mappings: {M: {a: {b: !FindInMap [M, a, b]}}}
                Resources:
                  Child:
                    Type: AWS::CloudFormation::Stack
                    Properties: {TemplateURL: child.yaml, Parameters: {In: !GetAtt Child.Outputs.Out}}
                  Web:
                    Type: AWS::EC2::SecurityGroup
                    Properties: {SecurityGroupEgress: [{IpProtocol: -1, CidrIp: !FindInMap [M, a, b]}]}
                """);

        assertThat(problems()).contains("parent.yaml:1: more than 120 functions");
        assertThat(Verdicts.of(judged()))
                .containsEntry("Child/Web", "unknown unknown")
                .containsEntry("Web", "unknown unknown");
    }

    @Test
    void aTabThatIndentsYamlAndASecondDocument() throws IOException {
        write("tab.yaml", "Resources:\n  Web:\n\t  Type: AWS::EC2::SecurityGroup\n");
        write("two.yaml", GOOD + "---\n" + GOOD);

        assertThat(problems())
                .contains("tab.yaml:3: this is not YAML at column 1")
                .contains("two.yaml:4: a second YAML document starts here");
    }
}
