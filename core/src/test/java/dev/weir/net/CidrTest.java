package dev.weir.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {

    /** Random prefixes of one family that are close enough to touch, nest and overlap. */
    static List<Cidr> nearby(SplittableRandom random, int count) {
        boolean ipv4 = random.nextBoolean();
        long high = random.nextLong();
        long low = random.nextLong();
        int free = 1 + random.nextInt(ipv4 ? 32 : 128);
        List<Cidr> cidrs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long highNoise = free > 64 ? random.nextLong() >>> (128 - free) : 0;
            long lowNoise = free >= 64 ? random.nextLong() : random.nextLong() >>> (64 - free);
            IpAddress address = ipv4
                    ? IpAddress.ipv4((low ^ lowNoise) & 0xffffffffL)
                    : IpAddress.ipv6(high ^ highNoise, low ^ lowNoise);
            int bits = ipv4 ? 32 : 128;
            cidrs.add(Cidr.containing(address, Math.max(0, bits - random.nextInt(free + 1))));
        }
        return cidrs;
    }

    @Test
    void prefixArithmeticAgreesWithTheOracle() {
        for (long seed = 0; seed < 5_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Cidr> two = nearby(random, 2);
            Cidr cidr = two.get(0);
            Cidr other = two.get(1);
            IPAddress oracle = new IPAddressString(cidr.toString()).getAddress();
            IPAddress otherOracle = new IPAddressString(other.toString()).getAddress();

            assertThat(cidr.first()).as("seed %d", seed).hasToString(canonical(oracle.getLower()));
            assertThat(cidr.last()).as("seed %d", seed).hasToString(canonical(oracle.getUpper()));
            assertThat(cidr.contains(other)).as("seed %d: %s", seed, two).isEqualTo(oracle.contains(otherOracle));
            assertThat(cidr.contains(other.base()))
                    .as("seed %d: %s", seed, two)
                    .isEqualTo(oracle.contains(otherOracle.getLower()));
            assertThat(AddressSet.of(cidr).size(cidr.family()))
                    .as("seed %d", seed)
                    .isEqualTo(oracle.getCount());
            assertThat(Cidr.parse(cidr.toString())).as("seed %d", seed).isEqualTo(cidr);
        }
    }

    @Test
    void readsAsAwsReadsWhereTheOracleMasksTheHostBits() {
        for (long seed = 0; seed < 5_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Cidr host = Cidr.host(nearby(random, 1).get(0).last());
            int length = random.nextInt(host.prefixLength() + 1);
            String text = host.base() + "/" + length;

            IPAddress masked = new IPAddressString(text).getAddress().toPrefixBlock(length);

            assertThat(Cidr.canonical(text))
                    .as("seed %d: %s", seed, text)
                    .hasToString(canonical(masked.getLower()) + "/" + length);
        }
    }

    static String canonical(IPAddress address) {
        return address.withoutPrefixLength().toCanonicalString();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1/8, 10.0.0.0/8",
        "10.0.0.0/0, 0.0.0.0/0",
        "100.68.0.18/18, 100.68.0.0/18",
        "255.255.255.255/32, 255.255.255.255/32",
        "0:0:0:0:0:0:0:0/0, ::/0",
        "0000:0000:0000:0000:0000:0000:0.0.0.0/1, ::/1",
        "8000:0:0:0:0:0:0:ABCD/1, 8000::/1",
        "2001:DB8::1/32, 2001:db8::/32",
        "::ffff:0.0.0.0/96, ::ffff:0:0/96",
        "2001:db8::ffff:ffff/127, 2001:db8::ffff:fffe/127"
    })
    void readsWhatAwsCanonicalises(String written, String canonical) {
        assertThat(Cidr.canonical(written)).hasToString(canonical);
    }

    @Test
    void whatAPersonTypesMustBeCanonicalAndTheMessageNamesTheForm() {
        assertThat(Cidr.parse("10.0.0.0/8")).hasToString("10.0.0.0/8");
        assertThatThrownBy(() -> Cidr.parse("10.0.0.1/8"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("`10.0.0.1/8` has bits set after its prefix; write `10.0.0.0/8`");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/8",
                "10.0.0.0",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/+8",
                "10.0.0.0/08",
                "10.0.0.0/8 ",
                " 10.0.0.0/8",
                "10.0.0.0/8x",
                "10.0.0.0/8/8",
                "10.0.0.0/255.0.0.0",
                "010.0.0.0/8",
                "300.1.1.1/8",
                "1.2.3/8",
                "1.2.3.4.5/8",
                "1..2.3/8",
                "0x0a.0.0.0/8",
                "::/129",
                "::/",
                "::1%eth0/128",
                "fe80::1%1/64",
                ":::/0",
                "1::2::3/0",
                "12345::/16",
                "g::/16",
                "1:2:3:4:5:6:7/64",
                "1:2:3:4:5:6:7:8:9/64",
                "::1.2.3/128",
                "::1.2.3.256/128",
                "1.2.3.4::/64",
                "[::]/0",
                "*",
                "any",
                "0.0.0.0/0\n",
                "10.0.0.0/1٠",
                "٠.0.0.0/0",
                "::/0x0",
                "1:2:3:4:5:6:7:8::/128",
                "::1:/128",
                ":1::/16",
                "10.0.0.0/99999999999"
            })
    void refusesWhatIsNoCidrAndNamesIt(String text) {
        assertThatThrownBy(() -> Cidr.canonical(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("`" + text + "` is not a CIDR: ");
        assertThatThrownBy(() -> Cidr.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ordersByFirstAddressThenTheShorterPrefix() {
        assertThat(List.of(
                        Cidr.parse("0.0.0.0/0"),
                        Cidr.parse("0.0.0.0/8"),
                        Cidr.parse("128.0.0.0/1"),
                        Cidr.parse("::/0"),
                        Cidr.parse("8000::/1")))
                .isSorted();
    }

    @Test
    void sizesOfSingleAddressesAndOfEverything() {
        assertThat(Cidr.host(IpAddress.parse("192.0.2.1")).isHost()).isTrue();
        assertThat(AddressSet.of(Cidr.ALL_IPV6).size(IpFamily.IPV6)).isEqualTo(BigInteger.ONE.shiftLeft(128));
        assertThat(Cidr.ALL_IPV6.last()).hasToString("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff");
        assertThat(Cidr.ALL_IPV4.contains(IpAddress.parse("::"))).isFalse();
    }
}
