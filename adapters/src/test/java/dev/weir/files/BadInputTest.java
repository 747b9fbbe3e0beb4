package dev.weir.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.codec.Pushes;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are wrong end in one clear line with file and place; what can be judged is, and nothing else is called clean. */
class BadInputTest {

    private static final String OPEN = """
            {"GroupId":"sg-open","IpPermissions":[],"IpPermissionsEgress":[{"IpProtocol":"-1","IpRanges":[{"CidrIp":"0.0.0.0/0"}]}]}""";

    @TempDir
    Path folder = Path.of("");

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private Path group(String permission) throws IOException {
        return file("groups.json", """
                {"SecurityGroups":[{"GroupId":"sg-1","IpPermissions":[],
                "IpPermissionsEgress":[
                %s]}]}""".formatted(permission));
    }

    @Test
    void saysThatAFileIsEmpty() throws IOException {
        Judged judged = Judged.of(file("groups.json", " \n"));

        assertThat(judged.problems(folder)).startsWith("groups.json:1: this file is empty; expected ");
        assertThat(judged.summary().complete()).isFalse();
    }

    @Test
    void judgesWhatStoodCompleteBeforeTheCut() throws IOException {
        Path file = file(
                "groups.json", "{\"SecurityGroups\":[\n" + OPEN + ",\n{\"GroupId\":\"sg-2\",\"IpPermissionsEgress\":[");

        Judged judged = Judged.of(file);

        assertThat(judged.verdictOf("sg-open")).isEqualTo("fail fail");
        assertThat(judged.verdictOf("sg-2")).isEqualTo("absent absent");
        assertThat(judged.problems(folder))
                .startsWith("groups.json:3: the JSON ends too early at column 42 (byte 183)");
        assertThat(judged.summary().complete()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"Reservations\":[]}", "{\"a\":{\"SecurityGroups\":[]}}", "{}", "[]", "[1,2]", "\"text\""})
    void saysWhatAFileOfTheWrongKindHolds(String content) throws IOException {
        Judged judged = Judged.of(file("x.json", content));

        assertThat(judged.problems(folder)).matches("x.json:1: found .*; expected .* or AWS CLI output .*");
        assertThat(judged.summary().problems()).hasSize(1);
        assertThat(judged.summary().complete()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void readsEveryEncodingOfUnicodeWithAndWithoutMark(String charset) throws IOException {
        String content =
                "{\"SecurityGroups\":[\n" + OPEN.replace("sg-open\"", "sg-open\",\"GroupName\":\"Zürich 🌊\"") + "]}";

        for (String mark : new String[] {"", "\ufeff"}) {
            Path file = folder.resolve("groups.json");
            Files.write(file, (mark + content).getBytes(Charset.forName(charset)));
            Judged judged = Judged.of(file);

            assertThat(judged.problems(folder)).isEmpty();
            assertThat(judged.verdictOf("sg-open")).isEqualTo("fail fail");
            assertThat(judged.findings().get(0).subject().origin().toString()).endsWith("groups.json:2");
        }
    }

    @Test
    void readsASingleLineOf200Megabytes() throws IOException {
        Path file = folder.resolve("groups.json.gz");
        String filler = OPEN.replace("sg-open", "sg-f%07d")
                .replace("0.0.0.0/0", "10.0.0.0/8")
                .replace("\"IpPermissions\"", "\"Description\":\"" + "x".repeat(20_000) + "\",\"IpPermissions\"");
        try (OutputStream out = new BufferedOutputStream(new GZIPOutputStream(Files.newOutputStream(file)), 1 << 16)) {
            out.write("{\"SecurityGroups\":[".getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 10_000; i++) {
                out.write(filler.formatted(i).getBytes(StandardCharsets.UTF_8));
                out.write(',');
            }
            out.write((OPEN + "]}").getBytes(StandardCharsets.UTF_8));
        }

        Judged judged = Judged.of(file);

        assertThat(judged.problems(folder)).isEmpty();
        assertThat(judged.summary().securityGroups()).isEqualTo(10_001);
        assertThat(judged.verdictOf("sg-open")).isEqualTo("fail fail");
    }

    @Test
    void refusesAStringThatIsLongerThanAnyFieldOfAws() throws IOException {
        Judged judged = Judged.of(file(
                "groups.json",
                "{\"SecurityGroups\":[" + OPEN + ",{\"GroupName\":\"" + "x".repeat(3_000_000) + "\"}]}"));

        assertThat(judged.verdictOf("sg-open")).isEqualTo("fail fail");
        assertThat(judged.problems(folder)).startsWith("groups.json:1: this is not JSON at column");
    }

    @Test
    void refusesDeepNestingWithoutOverflow() throws IOException {
        Judged judged = Judged.of(file("groups.json", "{\"SecurityGroups\":" + "[".repeat(100_000)));

        assertThat(judged.summary().complete()).isFalse();
        assertThat(judged.summary().problems()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'IpProtocol':'tpc','IpRanges':[{'CidrIp':'0.0.0.0/0'}]} | unknown unknown | unknown protocol `tpc`",
                "{'IpProtocol':'256','IpRanges':[{'CidrIp':'0.0.0.0/0'}]} | unknown unknown | unknown protocol `256`",
                "{'IpProtocol':'tpc','IpRanges':[{'CidrIp':'10.0.0.0/8'}]} | pass pass | unknown protocol `tpc`",
                "{'IpRanges':[{'CidrIp':'0.0.0.0/0'}]} | unknown unknown | it has no readable `IpProtocol`",
                "{'IpProtocol':'tcp','FromPort':1,'ToPort':70000,'IpRanges':[{'CidrIp':'0.0.0.0/0'}]} | unknown unknown | ports are 0 to 65535, found 1-70000",
                "{'IpProtocol':'tcp','FromPort':60000,'ToPort':70000,'IpRanges':[{'CidrIp':'0.0.0.0/0'}]} | pass unknown | ports are 0 to 65535",
                "{'IpProtocol':'tcp','FromPort':500,'ToPort':100,'IpRanges':[{'CidrIp':'0.0.0.0/0'}]} | unknown unknown | 500",
                "{'IpProtocol':'tcp','FromPort':443.5,'ToPort':444,'IpRanges':[{'CidrIp':'0.0.0.0/0'}]} | pass unknown | `FromPort` is `443.5`",
                "{'IpProtocol':'tcp','FromPort':443,'IpRanges':[{'CidrIp':'0.0.0.0/0'}]} | unknown unknown | FromPort alone",
                "{'IpProtocol':'tcp','FromPort':123456789012345678901234567890,'ToPort':9,'IpRanges':[{'CidrIp':'0.0.0.0/0'}]} | pass unknown | expected a whole number",
                "{'IpProtocol':'-1','IpRanges':[{'CidrIp':'300.1.1.1/8'}]} | unknown unknown | `300.1.1.1/8` is not a CIDR",
                "{'IpProtocol':'-1','IpRanges':[{'CidrIp':'010.0.0.0/8'}]} | unknown unknown | `010.0.0.0/8` is not a CIDR",
                "{'IpProtocol':'icmp','FromPort':-1,'ToPort':-1,'IpRanges':[{'CidrIp':'300.1.1.1/8'}]} | pass pass | is not a CIDR",
                "{'IpProtocol':'-1','Ipv6Ranges':[{'CidrIpv6':'g::/0'}]} | unknown unknown | `g::/0` is not a CIDR",
                "{'IpProtocol':'-1','IpRanges':[{}]} | unknown unknown | has no readable `CidrIp`",
                "{'IpProtocol':'-1','IpRanges':[['0.0.0.0/0']]} | unknown unknown | has no readable `CidrIp`",
                "{'IpProtocol':'-1','IpRanges':{}} | unknown unknown | has no readable `CidrIp`",
                "{'IpProtocol':'-1'} | unknown unknown | names no destination",
                "{'IpProtocol':'-1','IpRanges':[],'Ipv6Ranges':[],'PrefixListIds':[],'UserIdGroupPairs':[]} | unknown unknown | names no destination",
                "{'IpProtocol':'tcp','FromPort':1,'ToPort':9,'IpRanges':[],'Ipv6Ranges':[]} | pass unknown | names no destination",
                "{'IpProtocol':'-1','ipRanges':[{'CidrIp':'0.0.0.0/0'}],'Ipv6Ranges':[]} | unknown unknown | has `ipRanges`, which weir does not know",
                "{'IpProtocol':'-1','IpRanges':[{'CidrIp':'10.0.0.0/8'}],'IPv6Ranges':[{'CidrIpv6':'::/0'}]} | unknown unknown | has `IPv6Ranges`, which weir does not know",
                "{'IpProtocol':'-1','PrefixListIds':[{}]} | unknown unknown | has no readable `PrefixListId`",
                "{'IpProtocol':'-1','UserIdGroupPairs':[{}]} | pass pass | has no readable `GroupId`",
                "{'IpProtocol':'tcp','IpProtocol':'udp','FromPort':1,'ToPort':1,'IpRanges':[{'CidrIp':'10.0.0.0/8'}]} | unknown unknown | stands twice",
                "7 | unknown unknown | expected an object",
            })
    void boundsAMalformedRuleByWhatCanBeRead(String permission, String verdicts, String message) throws IOException {
        Judged judged = Judged.of(group(permission.replace('\'', '"')));

        assertThat(judged.verdictOf("sg-1")).isEqualTo(verdicts);
        assertThat(judged.problems(folder))
                .startsWith("groups.json:3: in `sg-1`: ")
                .contains(message);
        assertThat(judged.summary().complete()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'IpProtocol':6,'FromPort':'443','ToPort':'443','IpRanges':[{'CidrIp':'0.0.0.0/0'}]} | pass fail",
                "{'IpProtocol':'TCP','FromPort':-1,'ToPort':-1,'IpRanges':[{'CidrIp':'0.0.0.0/0'}]} | fail fail",
                "{'IpProtocol':'Udp','IpRanges':[{'CidrIp':'0.0.0.0/0'}]} | fail fail",
                "{'IpProtocol':'-1','IpRanges':[{'CidrIp':'10.0.0.1/0'}]} | fail fail",
                "{'FromPort':0,'IpProtocol':'-1','Ipv4Ranges':[{'CidrIp':'0.0.0.0/0','Description':null}],'Ipv6Ranges':[],'PrefixListIds':[],'ToPort':0,'UserIdGroupPairs':[]} | fail fail",
                "{'IpProtocol':'-1','IpRanges':['0.0.0.0/0'],'Ipv4Ranges':[{'CidrIp':'0.0.0.0/0'}]} | fail fail",
                "{'IpProtocol':'-1','IpRanges':['0.0.0.0/0'],'Ipv4Ranges':[]} | fail fail",
                "{'IpProtocol':'-1','IpRanges':['0.0.0.0/0']} | fail fail",
                "{'IpProtocol':'-1','IpRanges':['10.0.0.0/8']} | pass pass",
                "{'IpRanges':[{'Description':'late','CidrIp':'0.0.0.0/0'}],'Ipv6Ranges':null,'IpProtocol':'-1'} | fail fail",
            })
    void readsWhatAwsMeans(String permission, String verdicts) throws IOException {
        Judged judged = Judged.of(group(permission.replace('\'', '"')));

        assertThat(judged.verdictOf("sg-1")).isEqualTo(verdicts);
        assertThat(judged.problems(folder)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'GroupId':'sg-1','IpPermissions':[]} | unknown unknown | ''",
                "{'GroupId':'sg-1','IpPermissions':[],'IpPermissionsEgress':null} | unknown unknown | groups.json:1: in `sg-1`: the outbound rules are null, expected an array",
                "{'GroupId':'sg-1','IpPermissions':[],'IpPermissionsEgress':{}} | unknown unknown | groups.json:1: in `sg-1`: the outbound rules are an object, expected an array",
                "{'GroupId':'sg-1','IpPermissions':[],'IpPermissionsEgress':[],'IpPermissionsEgress':[]} | unknown unknown | groups.json:1: in `sg-1`: the key `IpPermissionsEgress` stands twice",
                "{'IpPermissions':[],'IpPermissionsEgress':[]} | absent absent | groups.json:1: a security group has no readable `GroupId`",
                "7 | absent absent | groups.json:1: an element of `SecurityGroups` is a number, expected an object",
            })
    void neverCallsAGroupCleanThatWasNotRead(String group, String verdicts, String problem) throws IOException {
        Judged judged = Judged.of(file("groups.json", "{\"SecurityGroups\":[" + group.replace('\'', '"') + "]}"));

        assertThat(judged.verdictOf("sg-1")).isEqualTo(verdicts);
        assertThat(judged.problems(folder)).startsWith(problem);
        assertThat(judged.isCleanAndComplete()).isFalse();
    }

    @Test
    void saysThatPagesAreLeftOver() throws IOException {
        Judged judged = Judged.of(file("groups.json", "{\"NextToken\":\"abc\",\n\"SecurityGroups\":[" + OPEN + "]}"));

        assertThat(judged.verdictOf("sg-open")).isEqualTo("fail fail");
        assertThat(judged.problems(folder)).startsWith("groups.json:1: `NextToken` is left over");
        assertThat(judged.summary().complete()).isFalse();
    }

    @Test
    void namesBothPlacesOfAGroupThatDiffers() throws IOException {
        file("a.json", "{\"SecurityGroups\":[" + OPEN + "]}");
        file("b.json", "{\"SecurityGroups\":[\n\n" + OPEN.replace("0.0.0.0/0", "10.0.0.0/8") + "]}");

        Judged judged = Judged.of(folder);

        assertThat(judged.verdictOf("sg-open")).isEqualTo("fail fail");
        assertThat(judged.summary().securityGroups()).isEqualTo(1);
        assertThat(judged.problems(folder))
                .isEqualTo(
                        "b.json:3: `sg-open` differs from what stands at a.json:1: expected one answer; the worse of both is"
                                + " judged");
    }

    @Test
    void countsAGroupOnceThatStandsTwiceAlike() throws IOException {
        file("a.json", "{\"SecurityGroups\":[" + OPEN + "," + OPEN + "]}");
        file("b.json", "{\"SecurityGroups\":[" + OPEN.replace("sg-open", "s\\u0067-open") + "]}");

        Judged judged = Judged.of(folder);

        assertThat(judged.problems(folder)).isEmpty();
        assertThat(judged.summary().securityGroups()).isEqualTo(1);
    }

    @Test
    void namesALoopOfLinksAndReadsTheRest() throws IOException {
        file("groups.json", "{\"SecurityGroups\":[" + OPEN + "]}");
        Files.createDirectory(folder.resolve("sub"));
        Files.createSymbolicLink(folder.resolve("sub/back"), folder);

        Judged judged = Judged.of(folder);

        assertThat(judged.verdictOf("sg-open")).isEqualTo("fail fail");
        assertThat(judged.problems(folder)).startsWith("sub/back: this link leads back to a folder above it");
    }

    @Test
    void namesWhatIsNotThere() throws IOException {
        Judged judged = Judged.of(folder.resolve("absent.json"));

        assertThat(judged.problems(folder)).startsWith("absent.json: there is no such file or folder");
        assertThat(judged.summary().complete()).isFalse();
    }

    @Test
    void passesOverWhatIsClearlyNotInventory() throws IOException {
        file("groups.json", "{\"SecurityGroups\":[" + OPEN + "]}");
        file("README.md", "# what this is");
        file(".hidden.json", "{");
        file("findings.json", "{\"schema\":\"weir.findings/1\"}");
        Files.write(folder.resolve("x.log.gz"), gzip("2 111122223333 eni-1 - - - - - - - 1 2 - NODATA"));
        Files.write(folder.resolve("y.bin"), new byte[] {0, 1, 2, 3});

        Judged judged = Judged.of(folder);

        assertThat(judged.problems(folder)).isEmpty();
        assertThat(judged.summary().inputs()).hasSize(1);
    }

    @Test
    void passesOverWellFormedJsonOfOthersAndNamesWhatBreaksOff() throws IOException {
        file("groups.json", "{\"SecurityGroups\":[" + OPEN + "]}");
        file("package.json", "{\"name\":\"x\"}");
        file("instances.json", "{\"Reservations\":[{\"Instances\":[{\"SubnetId\":\"subnet-1\"}]}]}");
        file("report.sarif", "{\"runs\":[]}");
        file("empty.json", "");
        file("tsconfig.json", "{\n  \"compilerOptions\": {\n    // ours\n    \"strict\": true\n  }\n}");
        Pushes pushes = new Pushes();

        InventoryFiles.of(List.of(folder), Formats.ALL).read(pushes);

        assertThat(pushes.problems).isEmpty();
        assertThat(pushes.passedOver)
                .containsExactly(
                        folder + "/empty.json",
                        folder + "/instances.json",
                        folder + "/package.json",
                        folder + "/report.sarif",
                        folder + "/tsconfig.json");
        file("half.json", "{\"SecurityGroups\":[ /* none */ ]}");
        assertThat(Judged.of(folder).problems(folder)).startsWith("half.json:1: this is not JSON");
        Files.delete(folder.resolve("half.json"));
        file("cut.json", "{\"NetworkInterf");
        assertThat(Judged.of(folder).problems(folder)).startsWith("cut.json:1: the JSON ends too early");
    }

    @Test
    void saysThatAFileIsBinary() throws IOException {
        Path file = folder.resolve("groups.json");
        byte[] junk = new byte[4096];
        new java.util.Random(7).nextBytes(junk);
        Files.write(file, junk);

        Judged judged = Judged.of(file);

        assertThat(judged.summary().complete()).isFalse();
        assertThat(judged.problems(folder)).startsWith("groups.json:");
    }

    @Test
    void judgesWhatATruncatedGzipHolds() throws IOException {
        byte[] whole = gzip("{\"SecurityGroups\":[" + OPEN + ",".repeat(0) + "]}" + " ".repeat(100_000));
        Path file = folder.resolve("groups.json.gz");
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 12));

        Judged judged = Judged.of(file);

        assertThat(judged.summary().complete()).isFalse();
    }

    @Test
    void readsSeveralDocumentsArraysOfThemAndBareGroups() throws IOException {
        file(
                "a.json",
                "{\"SecurityGroups\":[" + OPEN.replace("open", "1") + "]}\n{\"SecurityGroups\":["
                        + OPEN.replace("open", "2") + "]}");
        file("b.json", "[{\"SecurityGroups\":[" + OPEN.replace("open", "3") + "]}," + OPEN.replace("open", "4") + "]");
        file("c.jsonl", OPEN.replace("open", "5") + "\n" + OPEN.replace("open", "6") + "\n");

        Judged judged = Judged.of(folder);

        assertThat(judged.problems(folder)).isEmpty();
        assertThat(judged.summary().securityGroups()).isEqualTo(6);
    }

    @Test
    void readsGroupsAfterOtherKeysOfTheAnswer() throws IOException {
        Judged judged = Judged.of(file(
                "groups.json",
                "{\"ResponseMetadata\":{\"GroupId\":\"sg-no\",\"a\":[{}]},\"NextToken\":null,\"SecurityGroups\":["
                        + OPEN + "]}"));

        assertThat(judged.problems(folder)).isEmpty();
        assertThat(judged.verdictOf("sg-open")).isEqualTo("fail fail");
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
