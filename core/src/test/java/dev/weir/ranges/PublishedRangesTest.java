package dev.weir.ranges;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.net.AddressSet;
import dev.weir.net.Cidr;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shapes are those of publishers, cut down; the addresses are of documentation. */
class PublishedRangesTest {

    private static AddressSet addresses(String... cidrs) {
        return AddressSet.of(Stream.of(cidrs).map(Cidr::parse).toList());
    }

    private static PublishedRanges read(String text, List<String> part, Map<String, String> where) {
        return PublishedRanges.read(text.getBytes(StandardCharsets.UTF_8), part, where);
    }

    private static PublishedRanges read(String text) {
        return read(text, List.of(), Map.of());
    }

    @Test
    void awsByServiceAndRegion() {
        String text = """
                {"syncToken": "1763900000", "createDate": "2026-11-23-10-13-20", "prefixes": [
                  {"ip_prefix": "192.0.2.0/25", "region": "eu-west-1", "service": "S3", "network_border_group": "eu-west-1"},
                  {"ip_prefix": "192.0.2.128/25", "region": "us-east-1", "service": "S3"},
                  {"ip_prefix": "192.0.2.0/24", "region": "eu-west-1", "service": "AMAZON"}],
                 "ipv6_prefixes": [{"ipv6_prefix": "2001:db8:1::/48", "region": "eu-west-1", "service": "S3"}]}""";

        PublishedRanges read = read(text, List.of(), Map.of("service", "S3", "region", "eu-west-1"));

        assertThat(read.addresses()).isEqualTo(addresses("192.0.2.0/25", "2001:db8:1::/48"));
        assertThat(read.version()).hasValue("createDate 2026-11-23-10-13-20");
    }

    @Test
    void azureByTagGoogleByScopeAndGithubByPart() {
        String azure = """
                {"changeNumber": 344, "cloud": "Public", "values": [
                  {"name": "Storage.WestEurope", "properties": {"platform": "Azure",
                     "addressPrefixes": ["192.0.2.0/24", "2001:db8::/32"], "networkFeatures": ["API"]}},
                  {"name": "Sql", "properties": {"addressPrefixes": ["198.51.100.0/24"]}}]}""";
        String google = """
                {"syncToken": "17", "creationTime": "2026-11-23T01:02:03", "prefixes": [
                  {"ipv4Prefix": "192.0.2.0/24", "service": "Google Cloud", "scope": "europe-west4"},
                  {"ipv6Prefix": "2001:db8::/32", "service": "Google Cloud", "scope": "us-east1"}]}""";
        String github = """
                {"verifiable_password_authentication": false, "ssh_keys": ["ssh-ed25519 AAAA"], "hooks": ["192.0.2.0/24"],
                 "actions": ["198.51.100.0/24", "203.0.113.7"], "domains": {"website": ["*.example.com"]}}""";

        assertThat(read(azure, List.of(), Map.of("name", "Storage.WestEurope")).addresses())
                .isEqualTo(addresses("192.0.2.0/24", "2001:db8::/32"));
        assertThat(read(google, List.of(), Map.of("scope", "europe-west4")).addresses())
                .isEqualTo(addresses("192.0.2.0/24"));
        assertThat(read(github, List.of("actions"), Map.of()).addresses())
                .isEqualTo(addresses("198.51.100.0/24", "203.0.113.7/32"));
    }

    @Test
    void aVersionNumberIsNoAddress() {
        assertThat(read("{\"version\": \"1.2.3.4\", \"addresses\": [\"192.0.2.1\"]}")
                        .addresses())
                .isEqualTo(addresses("192.0.2.1/32"));
    }

    @Test
    void textALineEach() {
        assertThat(read("\uFEFF# our vendor\r\n192.0.2.0/24\r\n\r\n198.51.100.7  # one host\n2001:db8::/32,eu\n")
                        .addresses())
                .isEqualTo(addresses("192.0.2.0/24", "198.51.100.7/32", "2001:db8::/32"));
    }

    @Test
    void bitsAfterThePrefixAreDroppedAsAwsDoes() {
        assertThat(read("[\"192.0.2.9/24\"]").addresses()).isEqualTo(addresses("192.0.2.0/24"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "                               | it holds no address",
                "{}                             | it holds no address",
                "<html>                         | line 1: ",
                "[\"192.0.2.0/33\"]             | line 1: `192.0.2.0/33` is not a CIDR",
                "[\"192.0.2.256/32\"]           | line 1: `192.0.2.256/32` is not a CIDR",
                "[\"192.0.2.0/24\"              | it is not whole JSON: line 1",
                "[\"192.0.2.0/24\"] []          | more follows after its one value"
            })
    void whatHoldsNoneOrIsCutIsAnErrorAndNeverAnEmptyRange(String text, String said) {
        assertThatThrownBy(() -> read(text == null ? "" : text.strip()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(said);
    }

    @Test
    void aChoiceThatChoosesNothingIsAnError() {
        assertThatThrownBy(() -> read("{\"hooks\": [\"192.0.2.0/24\"]}", List.of("actions"), Map.of()))
                .hasMessage("it has no `actions`, of `part`");
        assertThatThrownBy(() -> read("{\"hooks\": [\"192.0.2.0/24\"]}", List.of(), Map.of("service", "S4")))
                .hasMessage("no address is in what `part` and `where` choose of it");
        assertThatThrownBy(() -> read("192.0.2.0/24", List.of(), Map.of("service", "S3")))
                .hasMessage("it is no JSON, of which `part` or `where` could choose");
    }

    @Test
    void aTextOfColonsTakesNoLongerThanAnyOther() {
        String colons = ":".repeat(300_000);

        assertThat(read("[\"%sx\", \"%s/x\", \"192.0.2.0/24\"]".formatted(colons, colons))
                        .addresses())
                .isEqualTo(addresses("192.0.2.0/24"));
    }

    @Test
    void saysWhatIsCompressedAndShowsNoWholeLine() {
        assertThatThrownBy(() -> PublishedRanges.read(new byte[] {0x1F, (byte) 0x8B, 8, 0}, List.of(), Map.of()))
                .hasMessage("it is compressed; help: unpack it first, as with `gunzip`");
        assertThatThrownBy(() -> read("192.0.2.0/24\n" + "a".repeat(3_000_000)))
                .hasMessageStartingWith("line 2 begins with `aaaa")
                .message()
                .hasSizeLessThan(200);
    }
}
