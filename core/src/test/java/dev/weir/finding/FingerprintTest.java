package dev.weir.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.inventory.Fixtures;
import dev.weir.inventory.Scope;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FingerprintTest {

    private static String of(Reading reading, Scope scope, String id) {
        Subject subject = new Subject.Group(Fixtures.group(scope, id, List.of()));
        return Fingerprint.of(Check.OUTBOUND_ACCESS_RESTRICTED, reading, subject);
    }

    /** Stored baselines hold these: if this test fails, the format broke its promise. */
    @Test
    void isTheSameForEver() throws Exception {
        String text = "11:cfd-f0b-f05;9:all-ports;3:aws;12:111122223333;9:eu-west-1;14:security-group;7:sg-0a1b;";
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));

        assertThat(of(Reading.ALL_PORTS, Fixtures.SCOPE, "sg-0a1b"))
                .isEqualTo(HexFormat.of().formatHex(digest, 0, 16))
                .isEqualTo("9d91730afc8be64146474529dfd5028e");
        assertThat(of(Reading.ANY_PORT, Scope.UNKNOWN, "aws_security_group.web"))
                .isEqualTo("4d1dea8beba3039e1fd6343aab801a18");
        assertThat(Fingerprint.of(
                        Check.OUTBOUND_ACCESS_RESTRICTED,
                        Reading.ANY_PORT,
                        new Subject.Interface(
                                Fixtures.networkInterface("eni-0a1b").build(), List.of())))
                .isEqualTo("a96ced9f5d2318b2f61b45feca4c7545");
    }

    @Test
    void differsWithEveryPart() {
        Set<String> all = new HashSet<>();
        for (Reading reading : Reading.values()) {
            for (String account : new String[] {"111122223333", "444455556666", ""}) {
                for (String region : new String[] {"eu-west-1", "cn-north-1", ""}) {
                    for (String id : new String[] {"sg-1", "sg-2", "1:sg-1", "sg-1;"}) {
                        all.add(of(reading, Scope.of(account, region), id));
                    }
                }
            }
        }

        assertThat(all).hasSize(2 * 3 * 3 * 4);
        assertThat(all).doesNotContain(of(Reading.ALL_PORTS, Scope.UNKNOWN, "sg-1"));
        assertThat(of(Reading.ALL_PORTS, new Scope(Optional.of("1"), Optional.empty()), "sg-1"))
                .isNotEqualTo(of(Reading.ALL_PORTS, new Scope(Optional.empty(), Optional.of("1")), "sg-1"));
    }

    @Test
    void doesNotDependOnRulesNamesOrOrder() {
        Subject open = new Subject.Group(Fixtures.group("sg-1", "all 0.0.0.0/0", "tcp 443 10.0.0.0/8"));
        Subject closed = new Subject.Group(Fixtures.group("sg-1"));

        String first = Fingerprint.of(Check.OUTBOUND_ACCESS_RESTRICTED, Reading.ALL_PORTS, open);
        Fingerprint.of(Check.OUTBOUND_ACCESS_RESTRICTED, Reading.ANY_PORT, open);

        assertThat(Fingerprint.of(Check.OUTBOUND_ACCESS_RESTRICTED, Reading.ALL_PORTS, closed))
                .isEqualTo(first);
    }
}
