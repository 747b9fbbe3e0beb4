package dev.weir.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.net.IpAddress;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommonAddressesTest {

    private static final int TOKEN = 3;

    private static IpAddress address(int family, long number) {
        return family == 6 ? IpAddress.ipv6(number, number) : IpAddress.ipv4(number);
    }

    private static boolean contains(AddressList list, int family, long number) {
        return list.contains(family, family == 6 ? number : 0, number);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void areWhatTheSetsOfAllEndsShare(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 2_000; round++) {
            CommonAddresses common = new CommonAddresses(5);
            int family = random.nextBoolean() ? 4 : 6;
            int most = 2 + random.nextInt(3);
            Set<IpAddress> shared = new HashSet<>();
            int records = 1 + random.nextInt(5);
            for (int record = 0; record < records; record++) {
                long one = random.nextInt(most);
                long other = random.nextInt(most);
                common.see(TOKEN, family, family == 6 ? one : 0, one, family, family == 6 ? other : 0, other);
                Set<IpAddress> both = new HashSet<>(Set.of(address(family, one)));
                both.add(address(family, other));
                if (record == 0) {
                    shared.addAll(both);
                }
                shared.retainAll(both);
            }

            AddressList single = new AddressList();
            common.addSingle(TOKEN, single);

            assertThat(common.isSeen(TOKEN)).isTrue();
            assertThat(common.isSeen(TOKEN + 1)).isFalse();
            for (long number = 0; number < most; number++) {
                assertThat(contains(single, family, number))
                        .as("seed %d, round %d, address %d", seed, round, number)
                        .isEqualTo(shared.size() == 1 && shared.contains(address(family, number)));
            }
        }
    }

    @Test
    void endsOfTwoFamiliesShareNothing() {
        CommonAddresses common = new CommonAddresses(TOKEN + 1);
        AddressList single = new AddressList();

        common.see(TOKEN, 4, 0, 7, 6, 1, 7);
        common.see(TOKEN, 4, 0, 7, 4, 0, 8);
        common.addSingle(TOKEN, single);

        assertThat(single.isEmpty()).isTrue();
    }

    @Test
    void anAddressListKeepsEachAddressOnce() {
        AddressList list = new AddressList();
        AddressList more = new AddressList();
        for (int number = 0; number < 9; number++) {
            list.add(4, 0, number % 5);
            more.add(6, number + 1, 1);
        }
        list.addAll(more);

        for (int number = 0; number < 5; number++) {
            assertThat(list.contains(4, 0, number)).isTrue();
        }
        assertThat(list.contains(6, 9, 1)).isTrue();
        assertThat(list.contains(6, 0, 1)).isFalse();
        assertThat(list.contains(4, 8, 1)).isFalse();
        assertThat(list.contains(4, 0, 5)).isFalse();
    }
}
