package dev.weir.recommendation;

import dev.weir.net.IpFamily;
import dev.weir.recommendation.ClassNeeds.Choice;
import java.util.Arrays;
import java.util.List;

/**
 * The smallest quota with which there is any answer.
 *
 * @param ipv4 what the rules of that answer weigh for IPv4, beside what stands during the change
 * @param ipv6 the same for IPv6
 * @param quota the larger of both, with what stands
 */
record SmallestQuota(int ipv4, int ipv6, int quota) {

    private static final int NEVER = Integer.MAX_VALUE / 4;

    /** Exact over all choices: for each weight in IPv4 the least that goes with it in IPv6. */
    static SmallestQuota of(Constraints constraints, List<List<Choice>> options, Standing standing) {
        int[] least = {0};
        for (List<Choice> choices : options) {
            int[][] weights = choices.stream()
                    .map(choice -> new int[] {
                        needed(choice, IpFamily.IPV4, constraints), needed(choice, IpFamily.IPV6, constraints)
                    })
                    .toArray(int[][]::new);
            int most =
                    Arrays.stream(weights).mapToInt(weight -> weight[0]).max().orElse(0);
            int[] next = new int[least.length + most];
            Arrays.fill(next, NEVER);
            for (int before = 0; before < least.length; before++) {
                for (int[] weight : weights) {
                    int with = Math.min(NEVER, least[before] + weight[1]);
                    next[before + weight[0]] = Math.min(next[before + weight[0]], with);
                }
            }
            least = next;
        }
        Quota quota = constraints.quota();
        SmallestQuota best = new SmallestQuota(0, 0, NEVER);
        for (int ipv4 = 0; ipv4 < least.length; ipv4++) {
            int whole4 = ipv4 + standing.ipv4();
            int whole6 = least[ipv4] + standing.ipv6();
            int needed = Math.max(whole4 + quota.standingIpv4(), whole6 + quota.standingIpv6());
            if (needed < best.quota()) {
                best = new SmallestQuota(whole4, whole6, needed);
            }
        }
        return best;
    }

    private static int needed(Choice choice, IpFamily family, Constraints constraints) {
        int weight = choice.weight(family);
        return choice.rest().count(family) == 0
                ? weight
                : weight + choice.curve(family, constraints, 1).fewestEver();
    }
}
