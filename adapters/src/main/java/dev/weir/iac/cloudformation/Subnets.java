package dev.weir.iac.cloudformation;

import dev.weir.iac.Value;
import dev.weir.inventory.Origin;
import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import dev.weir.net.IpFamily;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code Fn::Cidr}: the first so many blocks of a block, each with so many bits for its hosts. */
final class Subnets {

    private static final int MOST = 256;

    private Subnets() {}

    /** The blocks; empty where the arguments do not say which. */
    static Optional<Value> of(List<Value> arguments, Origin origin) {
        if (arguments.size() < 2 || arguments.size() > 3) {
            return Optional.empty();
        }
        Optional<Cidr> block = arguments.get(0).scalar().flatMap(Subnets::cidr);
        int count = number(arguments.get(1));
        if (block.isEmpty() || count < 1 || count > MOST) {
            return Optional.empty();
        }
        int bits = block.get().family().bits();
        int hostBits =
                arguments.size() == 3 ? number(arguments.get(2)) : block.get().family() == IpFamily.IPV4 ? 8 : 64;
        int prefix = bits - hostBits;
        if (hostBits < 0 || prefix < block.get().prefixLength()) {
            return Optional.empty();
        }
        IpAddress first = block.get().first();
        BigInteger base = new BigInteger(Long.toUnsignedString(first.high()))
                .shiftLeft(64)
                .or(new BigInteger(Long.toUnsignedString(first.low())));
        List<Value> blocks = new ArrayList<>();
        for (int place = 0; place < count; place++) {
            Optional<Value> one =
                    at(block.get(), base.add(BigInteger.valueOf(place).shiftLeft(hostBits)), hostBits, origin);
            if (one.isEmpty()) {
                return Optional.empty();
            }
            blocks.add(one.get());
        }
        return Optional.of(new Value.Items(blocks, origin));
    }

    private static Optional<Cidr> cidr(String text) {
        try {
            return Optional.of(Cidr.canonical(text));
        } catch (IllegalArgumentException wrong) {
            return Optional.empty();
        }
    }

    private static int number(Value value) {
        return value.scalar()
                .filter(text -> text.matches("[0-9]{1,3}"))
                .map(Integer::parseInt)
                .orElse(-1);
    }

    private static Optional<Value> at(Cidr block, BigInteger number, int hostBits, Origin origin) {
        IpAddress address = block.family() == IpFamily.IPV4
                ? IpAddress.ipv4(number.longValue())
                : IpAddress.ipv6(number.shiftRight(64).longValue(), number.longValue());
        return block.contains(address)
                ? Optional.of(new Value.Text(new Cidr(address, block.family().bits() - hostBits).toString(), origin))
                : Optional.empty();
    }
}
