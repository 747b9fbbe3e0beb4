package dev.weir.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that is looked at in two halves, cut anywhere, says what it says as a whole. */
class SplitSurveyTest {

    private static final String[] DOCUMENTS = {
        "{\"SecurityGroups\":[%s]}",
        "{ \"SecurityGroups\" : [ %s ], \"NextToken\": \"more\" }",
        "{\"ResponseMetadata\":{\"a\":[{},{}]},\"SecurityGroups\":[%s]}",
        "[{\"SecurityGroups\":[%s]}]",
        "{\"SecurityGroups\":[%1$s]}\n{\"SecurityGroups\":[%1$s]}",
        "[%s]",
        "{\"NetworkInterfaces\":[%s]}",
        "{\"schema\":\"weir.snapshot/1\",\"securityGroups\":[%s]}",
        "{\"SecurityGroups\":[%s",
        "{\"SecurityGroups\":[%s]},{\"Vpcs\":[]}"
    };

    @TempDir
    Path folder = Path.of("");

    private record Look(
            String found, Object kinds, Object accounts, Object regions, Object schema, boolean bare, String repeats) {}

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void cutAnywhereItSaysWhatTheWholeSays(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        for (String document : DOCUMENTS) {
            StringBuilder groups = new StringBuilder();
            for (int i = 0; i < 5; i++) {
                groups.append(i == 0 ? "" : random.nextBoolean() ? "," : " ,\n ")
                        .append(group(random));
            }
            String text = document.formatted(groups);
            Path file = Files.writeString(folder.resolve("groups.json"), text);
            GroupIds wholeIds = new GroupIds();
            Look whole = look(FileSurvey.of(Files.newInputStream(file), wholeIds), wholeIds);

            for (int boundary = 0; boundary <= text.length(); boundary++) {
                GroupIds ids = new GroupIds();

                Look halves = look(SplitSurvey.halves(file, boundary, ids), ids);

                assertThat(halves)
                        .as("seed %s, cut at %s of%n%s", seed, boundary, text)
                        .isEqualTo(whole);
            }
        }
    }

    @Test
    void cutsALargeFileBetweenGroupsAndFindsTheRepeatAcrossTheCut() throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        StringBuilder text = new StringBuilder("{\"SecurityGroups\":[");
        for (int i = 0; i < 5_000; i++) {
            text.append(i == 0 ? "" : ",").append(group(random, i == 4_999 ? 3 : i));
        }
        Path file = Files.writeString(
                folder.resolve("groups.json"), text.append("]}").toString());
        GroupIds ids = new GroupIds();

        FileSurvey survey = SplitSurvey.of(file, ids);

        assertThat(survey.kinds()).containsExactly(FileKind.SECURITY_GROUPS);
        assertThat(ids.isRepeated("sg-3")).isTrue();
        assertThat(ids.isRepeated("sg-4")).isFalse();
    }

    private static Look look(FileSurvey survey, GroupIds ids) {
        StringBuilder repeats = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            repeats.append(ids.isRepeated("sg-" + i) ? "1" : "0");
        }
        return new Look(
                survey.isEmpty() + " " + survey.looksLikeJson() + " " + survey.found(),
                survey.kinds(),
                survey.accounts(),
                survey.regions(),
                survey.schema(),
                survey.hasBareElements(),
                repeats.toString());
    }

    private static String group(SplittableRandom random) {
        return group(random, random.nextInt(8));
    }

    private static String group(SplittableRandom random, int number) {
        String pairs = random.nextBoolean() ? "" : "{\"GroupId\":\"sg-1\"},{\"GroupId\":\"sg-2\",\"UserId\":\"1\"}";
        String account = "11112222333" + random.nextInt(5);
        String name = random.nextInt(4) == 0 ? "a \\\"quoted\\\\ {[ name" : "plain";
        return ("{\"GroupId\":\"sg-%d\",\"GroupName\":\"%s\",\"IpPermissionsEgress\":[{\"IpProtocol\":\"-1\","
                        + "\"UserIdGroupPairs\":[%s]}],\"IpPermissions\":[],\"OwnerId\":\"%s\","
                        + "\"SecurityGroupArn\":\"arn:aws:ec2:eu-west-%d:%s:security-group/sg-%d\"}")
                .formatted(number, name, pairs, account, random.nextInt(4), account, number);
    }
}
