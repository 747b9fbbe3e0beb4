package dev.weir.iac.hcl;

import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import dev.weir.net.IpFamily;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Terraform's arithmetic of address blocks. Source: its documentation of {@code cidrsubnet}, {@code cidrsubnets}, {@code cidrhost}. */
final class CidrFunctions {

    private CidrFunctions() {}

    static String subnet(String prefix, int newBits, BigInteger number) {
        Cidr whole = parse(prefix);
        int length = whole.prefixLength() + newBits;
        if (newBits < 0 || length > whole.family().bits() || number.signum() < 0 || number.bitLength() > newBits) {
            throw new WrongExpression("`" + whole + "` has no block " + number + " of " + newBits + " more bits");
        }
        BigInteger base = bits(whole.base()).or(number.shiftLeft(whole.family().bits() - length));
        return new Cidr(address(base, whole.family()), length).toString();
    }

    /** Blocks one behind the other, each with this many bits more than the whole. */
    static List<String> subnets(String prefix, List<Integer> newBits) {
        Cidr whole = parse(prefix);
        int bits = whole.family().bits();
        BigInteger next = bits(whole.base());
        BigInteger end = next.add(BigInteger.ONE.shiftLeft(bits - whole.prefixLength()));
        List<String> all = new ArrayList<>();
        for (int more : newBits) {
            int length = whole.prefixLength() + more;
            if (more < 1 || length > bits) {
                throw new WrongExpression("`" + whole + "` has no block of " + more + " more bits");
            }
            BigInteger size = BigInteger.ONE.shiftLeft(bits - length);
            BigInteger start =
                    next.add(size).subtract(BigInteger.ONE).divide(size).multiply(size);
            next = start.add(size);
            if (next.compareTo(end) > 0) {
                throw new WrongExpression("`" + whole + "` has no room for these blocks");
            }
            all.add(new Cidr(address(start, whole.family()), length).toString());
        }
        return all;
    }

    static String host(String prefix, BigInteger number) {
        Cidr whole = parse(prefix);
        int hostBits = whole.family().bits() - whole.prefixLength();
        BigInteger size = BigInteger.ONE.shiftLeft(hostBits);
        BigInteger place = number.signum() < 0 ? size.add(number) : number;
        if (place.signum() < 0 || place.compareTo(size) >= 0) {
            throw new WrongExpression("`" + whole + "` has no host " + number);
        }
        return address(bits(whole.base()).add(place), whole.family()).toString();
    }

    private static Cidr parse(String prefix) {
        try {
            return Cidr.canonical(prefix);
        } catch (IllegalArgumentException none) {
            throw new WrongExpression(String.valueOf(none.getMessage()));
        }
    }

    private static BigInteger bits(IpAddress address) {
        BigInteger low = new BigInteger(
                Long.toUnsignedString(address.family() == IpFamily.IPV4 ? address.low() & 0xffffffffL : address.low()));
        return address.family() == IpFamily.IPV4
                ? low
                : new BigInteger(Long.toUnsignedString(address.high()))
                        .shiftLeft(64)
                        .or(low);
    }

    private static IpAddress address(BigInteger bits, IpFamily family) {
        return family == IpFamily.IPV4
                ? IpAddress.ipv4(bits.longValue())
                : IpAddress.ipv6(bits.shiftRight(64).longValue(), bits.longValue());
    }
}
