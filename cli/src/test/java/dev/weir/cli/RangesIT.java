package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.net.AddressSet;
import dev.weir.net.Cidr;
import dev.weir.peer.MotoServer;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AddPrefixListEntry;
import software.amazon.awssdk.services.ec2.model.PrefixListEntry;

/** Prefix lists that are kept at published ranges, in moto's EC2. */
class RangesIT {

    private static final Map<String, String> CREDENTIALS = Map.of(
            "aws.accessKeyId",
            "AKIAIOSFODNN7EXAMPLE",
            "aws.secretAccessKey",
            "secret",
            "aws.disableEc2Metadata",
            "true");
    private static final Instant MONDAY = Instant.parse("2026-11-23T08:00:00Z");

    private static final Path PAGE = Path.of(System.getProperty("weir.root", ".."), "docs/a-fleet.md");

    @TempDir
    Path folder = Path.of("");

    private final MotoServer moto = MotoServer.fresh();
    private final Ec2Client ec2 = Ec2Client.builder()
            .endpointOverride(moto.endpoint())
            .region(Region.EU_WEST_1)
            .httpClient(UrlConnectionHttpClient.create())
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
            .build();

    @BeforeAll
    static void signIn() {
        CREDENTIALS.forEach(System::setProperty);
    }

    @AfterAll
    static void signOut() {
        CREDENTIALS.keySet().forEach(System::clearProperty);
    }

    @AfterEach
    void close() {
        ec2.close();
    }

    private String list(String name, String family, int maxEntries, String... entries) {
        return ec2.createManagedPrefixList(request -> request.prefixListName(name)
                        .addressFamily(family)
                        .maxEntries(maxEntries)
                        .entries(List.of(entries).stream()
                                .map(cidr ->
                                        AddPrefixListEntry.builder().cidr(cidr).build())
                                .toList()))
                .prefixList()
                .prefixListId();
    }

    private List<String> entries(String id) {
        return ec2.getManagedPrefixListEntries(request -> request.prefixListId(id)).entries().stream()
                .map(PrefixListEntry::cidr)
                .sorted()
                .toList();
    }

    /** What moto forgets when entries change. */
    private void named(String id, String name) {
        ec2.modifyManagedPrefixList(request -> request.prefixListId(id).prefixListName(name));
    }

    private Weir.Said sync(Duration later, String... options) {
        List<String> words = new ArrayList<>(
                List.of("ranges", "sync", folder.resolve("weir.yaml").toString()));
        words.addAll(List.of(options));
        words.addAll(List.of(
                "--ledger",
                folder.resolve("state/ranges.json").toString(),
                "--region",
                "eu-west-1",
                "--endpoint-url",
                moto.endpoint().toString()));
        return new Weir(folder).at(MONDAY.plus(later)).run(words.toArray(String[]::new));
    }

    private void published(String four, String six) {
        Weir weir = new Weir(folder);
        weir.file("published/ip-ranges.json", """
                {"syncToken": "1", "createDate": "2026-11-23-00-00-00", "prefixes": [
                   {"ip_prefix": "%s", "region": "eu-west-1", "service": "S3"},
                   {"ip_prefix": "192.0.2.0/24", "region": "eu-west-1", "service": "S3"},
                   {"ip_prefix": "203.0.113.0/24", "region": "eu-west-1", "service": "EC2"}],
                 "ipv6_prefixes": [{"ipv6_prefix": "%s", "region": "eu-west-1", "service": "S3"}]}
                """.formatted(four, six));
    }

    @Test
    void growsAtOnceAndShrinksAfterADay() {
        String four = list("s3-four", "IPv4", 5, "192.0.2.0/24");
        String six = list("s3-six", "IPv6", 5);
        published("198.51.100.0/25", "2001:db8::/32");
        new Weir(folder).file("weir.yaml", """
                version: 1
                ranges:
                  s3:
                    from: published/ip-ranges.json
                    where: { service: S3, region: eu-west-1 }
                    prefixLists: [ %s, %s ]
                """.formatted(four, six));

        Weir.Said dry = sync(Duration.ZERO, "--dry-run");
        assertThat(dry.exit()).as(dry.err()).isEqualTo(ExitCode.FOUND);
        assertThat(dry.out())
                .contains("+ 198.51.100.0/25")
                .contains("+ 2001:db8::/32")
                .doesNotContain("203.0.113");
        assertThat(entries(four)).containsExactly("192.0.2.0/24");

        InputStream keyboard = System.in;
        System.setIn(InputStream.nullInputStream());
        Weir.Said unconfirmed = sync(Duration.ZERO);
        System.setIn(keyboard);
        assertThat(unconfirmed.err()).contains("not confirmed, so weir did not change the prefix lists; help: only");
        assertThat(entries(four)).containsExactly("192.0.2.0/24");

        Weir.Said first = sync(Duration.ZERO, "--yes");
        assertThat(first.exit()).as(first.out() + first.err()).isEqualTo(ExitCode.CLEAN);
        assertThat(first.out()).contains("aws ec2 restore-managed-prefix-list-version --prefix-list-id " + four);
        assertThat(entries(four)).containsExactly("192.0.2.0/24", "198.51.100.0/25");
        assertThat(entries(six)).containsExactly("2001:db8::/32");
        assertThat(sync(Duration.ofMinutes(5), "--dry-run").exit()).isEqualTo(ExitCode.CLEAN);

        published("198.51.100.128/25", "2001:db8::/32");
        named(four, "s3-four");
        named(six, "s3-six");
        assertThat(sync(Duration.ofHours(1), "--yes").out())
                .contains("+ 198.51.100.128/25", "~ 198.51.100.0/25", "goes after 2026-11-24 09:00 UTC")
                .satisfies(out -> assertThat(PAGE)
                        .content()
                        .contains(onThePage(
                                out.replace(four, "pl-0a1b2c3d4e5f60718").replace(six, "pl-0b2c3d4e5f6071829"))));
        assertThat(addresses(entries(four))).isEqualTo(addresses(List.of("192.0.2.0/24", "198.51.100.0/24")));

        assertThat(sync(Duration.ofHours(24), "--yes").out()).contains("nothing to change");
        assertThat(sync(Duration.ofMinutes(1510), "--yes").out()).contains("- 198.51.100.0/25");
        assertThat(addresses(entries(four))).isEqualTo(addresses(List.of("192.0.2.0/24", "198.51.100.128/25")));
        assertThat(sync(Duration.ofMinutes(1511), "--dry-run").exit()).isEqualTo(ExitCode.CLEAN);
    }

    @Test
    void refusesBothListsOfARangeWhereOneIsTooSmallAndGoesOnWithTheNext() {
        String small = list("small", "IPv4", 1, "192.0.2.0/24");
        String six = list("six", "IPv6", 5);
        String office = list("office", "IPv4", 5);
        published("198.51.100.0/25", "2001:db8::/32");
        new Weir(folder).file("weir.yaml", """
                version: 1
                ranges:
                  s3:
                    from: published/ip-ranges.json
                    where: { service: S3 }
                    prefixLists: [ small, six ]
                  office: { cidrs: [ 10.1.0.0/16, 10.2.0.0/16 ], prefixLists: office }
                  unkept: [ 10.9.0.0/16 ]
                """);

        Weir.Said said = sync(Duration.ZERO, "--yes");

        assertThat(said.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(said.out())
                .contains("may hold 1 entries, and 2 are needed", "help: --resize")
                .doesNotContain("unkept");
        assertThat(entries(small)).containsExactly("192.0.2.0/24");
        assertThat(entries(six)).isEmpty();
        assertThat(entries(office)).containsExactly("10.1.0.0/16", "10.2.0.0/16");
    }

    @Test
    void keepsNoListOfOthers() {
        new Weir(folder).file("weir.yaml", """
                version: 1
                ranges:
                  s3: { cidrs: [ 192.0.2.0/24 ], prefixLists: com.amazonaws.eu-west-1.s3 }
                  gone: { cidrs: [ 192.0.2.0/24 ], prefixLists: pl-00000000000000000 }
                  any: { cidrs: [ 192.0.2.0/24 ], prefixLists: "com.amazonaws.eu-west-1.s?" }
                """);

        Weir.Said said = sync(Duration.ZERO, "--yes");

        assertThat(said.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(said.out())
                .contains("is AWS's own list, which AWS keeps")
                .contains("there is no prefix list `pl-00000000000000000` in eu-west-1")
                .contains("there is no prefix list `com.amazonaws.eu-west-1.s?` in eu-west-1");
    }

    /** As docs/a-fleet.md shows it. */
    private String onThePage(String out) {
        return out.replace(folder + "/", "").replace("DIR/", "");
    }

    /** Addresses, however they are cut. */
    private static AddressSet addresses(List<String> cidrs) {
        return AddressSet.of(cidrs.stream().map(Cidr::parse).toList());
    }
}
