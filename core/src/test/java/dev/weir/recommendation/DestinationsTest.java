package dev.weir.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.net.AddressSet;
import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import dev.weir.net.IpFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class DestinationsTest {

    @Test
    void keepsEachAddressOnceInOrderWithAllItsConnections() {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            TreeMap<IpAddress, Long> model = new TreeMap<>();
            Destinations destinations = random(random, model);
            assertSame(destinations, model, "seed " + seed);
        }
    }

    @Test
    void dividesByAnyAddressSet() {
        for (int seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            TreeMap<IpAddress, Long> model = new TreeMap<>();
            Destinations destinations = random(random, model);
            List<Cidr> cidrs = new ArrayList<>();
            List<IpAddress> addresses = List.copyOf(model.keySet());
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

    private static Destinations random(SplittableRandom random, TreeMap<IpAddress, Long> model) {
        Destinations.Builder builder = new Destinations.Builder();
        int count = random.nextInt(400);
        long spread = 1L << 4 + random.nextInt(29);
        for (int i = 0; i < count; i++) {
            IpAddress address = switch (random.nextInt(3)) {
                case 0 -> IpAddress.ipv4(random.nextLong(spread));
                case 1 -> IpAddress.ipv6(random.nextInt(3) - 1, random.nextLong());
                default -> IpAddress.ipv6(random.nextLong(), random.nextInt(3));
            };
            long connections = random.nextInt(5);
            builder.add(address, connections);
            model.merge(address, connections, Long::sum);
        }
        return builder.build();
    }

    private static TreeMap<IpAddress, Long> filtered(TreeMap<IpAddress, Long> model, Predicate<IpAddress> keep) {
        TreeMap<IpAddress, Long> filtered = new TreeMap<>(model);
        filtered.keySet().removeIf(keep.negate());
        return filtered;
    }

    private static void assertSame(Destinations destinations, TreeMap<IpAddress, Long> model, String where) {
        TreeMap<IpAddress, Long> found = new TreeMap<>();
        List<IpAddress> inOrder = new ArrayList<>();
        for (IpFamily family : IpFamily.values()) {
            for (int i = 0; i < destinations.count(family); i++) {
                inOrder.add(destinations.address(family, i));
                found.put(destinations.address(family, i), destinations.connections(family, i));
            }
        }
        assertThat(found).as(where).isEqualTo(model);
        assertThat(inOrder).as(where).containsExactlyElementsOf(model.keySet());
    }
}
