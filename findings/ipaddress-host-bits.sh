#!/usr/bin/env bash
# IPAddress (Java): 10.0.0.1/8 is one address, equal to 10.0.0.1, and not the block that EC2 makes of it.
#
# Guess:   a CIDR with host bits is refused (as Python's ipaddress does) or stands for its block (as most others do).
# Seen:    it is a single address that remembers a prefix length: count 1, equal to 10.0.0.1 in sets, contains nothing else,
#          no intersection with 10.2.0.0/16, subtracted from 10.0.0.0/8 it leaves all but one address. With host bits of zero it is
#          a block, so the same code is right until one host bit is set. toPrefixBlock() asks for the block; prefixContains()
#          already means it.
# Matters: EC2 accepts 10.0.0.1/8 and stores 10.0.0.0/8, and templates keep what was typed. What a plan is computed from and what
#          the group then says are different sets.
# Seen with com.github.seancfoley:ipaddress 5.6.2 on JDK 17, 2026-11-29.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.10.0:copy \
  -Dartifact=com.github.seancfoley:ipaddress:5.6.2 -DoutputDirectory="$work" >/dev/null

cat >Seen.java <<'JAVA'
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

class Seen {
    public static void main(String[] args) {
        IPAddress inside = read("10.2.2.2");
        for (String text : List.of("10.0.0.0/8", "10.0.0.1/8")) {
            IPAddress read = read(text);
            System.out.println(text + " counts " + read.getCount() + ", contains 10.2.2.2: " + read.contains(inside)
                    + ", its block: " + read.toPrefixBlock().contains(inside) + ", by prefix: " + read.prefixContains(inside));
        }
        System.out.println("distinct of 10.0.0.1/8 and 10.0.0.1: "
                + new HashSet<>(List.of(read("10.0.0.1/8"), read("10.0.0.1"))).size());
        System.out.println("intersection with 10.2.0.0/16: " + read("10.0.0.1/8").intersect(read("10.2.0.0/16")));
        BigInteger left = Arrays.stream(read("10.0.0.0/8").subtract(read("10.0.0.1/8")))
                .map(IPAddress::getCount).reduce(BigInteger.ZERO, BigInteger::add);
        System.out.println("10.0.0.0/8 without 10.0.0.1/8 counts " + left);
    }

    private static IPAddress read(String text) {
        return new IPAddressString(text).getAddress();
    }
}
JAVA
java -cp ipaddress-5.6.2.jar Seen.java | tee seen

cat >expected <<'TEXT'
10.0.0.0/8 counts 16777216, contains 10.2.2.2: true, its block: true, by prefix: true
10.0.0.1/8 counts 1, contains 10.2.2.2: false, its block: true, by prefix: true
distinct of 10.0.0.1/8 and 10.0.0.1: 1
intersection with 10.2.0.0/16: null
10.0.0.0/8 without 10.0.0.1/8 counts 16777215
TEXT
diff expected seen || { echo "IPAddress reads host bits differently now"; exit 1; }
