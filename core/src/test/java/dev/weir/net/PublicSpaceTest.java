package dev.weir.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicSpaceTest {

    @Test
    void holdsAsManyAddressesAsTheCheckPromises() {
        assertThat(PublicSpace.size(IpFamily.IPV4)).isEqualTo(BigInteger.valueOf(3_702_258_434L));
        assertThat(PublicSpace.size(IpFamily.IPV6)).isEqualTo(new BigInteger("42529741020188316757504082004699774979"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.0.9",
                "192.0.0.10",
                "192.0.1.0",
                "192.31.196.1",
                "192.52.193.1",
                "192.175.48.1",
                "223.255.255.255",
                "2000::",
                "2001:1::1",
                "2001:1::2",
                "2001:1::3",
                "2001:3::1",
                "2001:4:112::1",
                "2001:20::1",
                "2001:30::1",
                "2001:200::",
                "2600::",
                "2620:4f:8000::1",
                "3ffe::1",
                "3fff:1000::",
                "3fff:ffff::"
            })
    void holdsGloballyReachableUnicast(String address) {
        assertThat(PublicSpace.addresses().contains(IpAddress.parse(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.255.255.255",
                "10.0.0.0",
                "100.64.0.0",
                "127.0.0.1",
                "169.254.169.254",
                "172.16.0.0",
                "192.0.0.0",
                "192.0.0.8",
                "192.0.0.11",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.0.1",
                "198.18.0.1",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:1.1.1.1",
                "64:ff9b::1",
                "100::1",
                "2001::1",
                "2001:1::4",
                "2001:2::1",
                "2001:10::1",
                "2001:db8::1",
                "2002::1",
                "3fff::1",
                "3fff:fff::",
                "4000::",
                "fc00::1",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void holdsNothingElse(String address) {
        assertThat(PublicSpace.addresses().contains(IpAddress.parse(address))).isFalse();
    }
}
