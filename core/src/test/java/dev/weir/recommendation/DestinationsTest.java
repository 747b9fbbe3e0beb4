package dev.weir.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.net.AddressSet;
import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import dev.weir.net.IpFamily;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class DestinationsTest {

    @Test
    void keepsEachAddressOnceInOrder() {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            TreeSet<IpAddress> model = new TreeSet<>();
            Destinations destinations = random(random, model);
            assertSame(destinations, model, "seed " + seed);
        }
    }

    @Test
    void dividesByAnyAddressSet() {
        for (int seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            TreeSet<IpAddress> model = new TreeSet<>();
            Destinations destinations = random(random, model);
            List<Cidr> cidrs = new ArrayList<>();
            List<IpAddress> addresses = List.copyOf(model);
            for (int i = random.nextInt(6); i > 0 && !addresses.isEmpty(); i--) {
                IpAddress address = addresses.get(random.nextInt(addresses.size()));
                cidrs.add(
                        Cidr.containing(address, random.nextInt(address.family().bits() + 1)));
            }
            AddressSet set = AddressSet.of(cidrs);

            assertSame(destinations.within(set), filtered(model, set::contains), "inside, seed " + seed);
            assertSame(
                    destinations.minus(set),
                    filtered(model, address -> !set.contains(address)),
                    "outside, seed " + seed);
        }
    }

    private static Destinations random(SplittableRandom random, TreeSet<IpAddress> model) {
        List<IpAddress> addresses = new ArrayList<>();
        int count = random.nextInt(400);
        long spread = 1L << 4 + random.nextInt(29);
        for (int i = 0; i < count; i++) {
            IpAddress address = switch (random.nextInt(3)) {
                case 0 -> IpAddress.ipv4(random.nextLong(spread));
                case 1 -> IpAddress.ipv6(random.nextInt(3) - 1, random.nextLong());
                default -> IpAddress.ipv6(random.nextLong(), random.nextInt(3));
            };
            Collections.addAll(
                    addresses, random.nextBoolean() ? new IpAddress[] {address} : new IpAddress[] {address, address});
        }
        Collections.shuffle(addresses, new Random(random.nextLong()));
        model.addAll(addresses);
        return Destinations.of(addresses);
    }

    private static TreeSet<IpAddress> filtered(TreeSet<IpAddress> model, Predicate<IpAddress> keep) {
        TreeSet<IpAddress> filtered = new TreeSet<>(model);
        filtered.removeIf(keep.negate());
        return filtered;
    }

    private static void assertSame(Destinations destinations, TreeSet<IpAddress> model, String where) {
        List<IpAddress> inOrder = new ArrayList<>();
        for (IpFamily family : IpFamily.values()) {
            for (int i = 0; i < destinations.count(family); i++) {
                inOrder.add(destinations.address(family, i));
            }
        }
        assertThat(inOrder).as(where).containsExactlyElementsOf(model);
    }
}
