package dev.weir.iac.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.iac.patch.UnifiedDiff;
import dev.weir.inventory.Destination;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.net.Cidr;
import dev.weir.net.PortRange;
import dev.weir.net.Protocol;
import dev.weir.net.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ten thousand ways to write the same groups, each patched: the patch is right or there is none. */
class PatchFuzzTest {

    private static final String GROUP = "aws_security_group.web";

    @Test
    void noVariantOfFormattingMakesAWrongPatch() {
        patch(1, 400);
    }

    @Test
    @Tag("deep")
    void noneOfTenThousandDoes() {
        patch(401, 10_000);
    }

    private static void patch(long first, long last) {
        int refused = 0;
        for (long seed = first; seed <= last; seed++) {
            PatchedMaker maker = new PatchedMaker(seed);
            MemoryFolder before = maker.folder();
            List<Known> standing = rules(before, GROUP);
            List<Known> revoke = standing.stream()
                    .filter(rule -> rule.destination().text().endsWith("/0"))
                    .toList();
            List<Known> authorize = authorize(seed);
            List<GroupPatches.Changed> changed;
            try {
                changed = new GroupPatches(before.root(), TerraformState.NONE, "sg-1", GROUP)
                        .inTwoSteps(standing, authorize, revoke);
            } catch (GroupPatches.Refused noPatch) {
                refused++;
                continue;
            }
            check(seed, before, changed, standing, authorize, revoke);
        }
        assertThat((long) refused).as("refused").isLessThan((last - first + 1) / 10);
    }

    private static void check(
            long seed,
            MemoryFolder before,
            List<GroupPatches.Changed> changed,
            List<Known> standing,
            List<Known> authorize,
            List<Known> revoke) {
        MemoryFolder between = new MemoryFolder();
        MemoryFolder after = new MemoryFolder();
        before.files().forEach((name, text) -> {
            between.with(name, text);
            after.with(name, text);
        });
        for (GroupPatches.Changed file : changed) {
            String first = UnifiedDiff.of(file.path(), file.before(), file.between());
            String second = UnifiedDiff.of(file.path(), file.between(), file.after());
            between.with(
                    file.name(),
                    DiffApplied.to(Objects.requireNonNull(before.files().get(file.name())), first));
            after.with(
                    file.name(),
                    DiffApplied.to(Objects.requireNonNull(between.files().get(file.name())), second));
        }
        String shown = "seed " + seed + "\n" + before.files() + "\n---\n" + after.files();
        List<Known> all = new ArrayList<>(standing);
        all.addAll(authorize);
        assertThat(keys(rules(between, GROUP))).as(shown).isEqualTo(keys(all));
        all.removeAll(revoke);
        assertThat(keys(rules(after, GROUP))).as(shown).isEqualTo(keys(all));
        for (String other : List.of("aws_security_group.other", "aws_security_group.beside")) {
            assertThat(keys(rules(after, other))).as(shown).isEqualTo(keys(rules(before, other)));
        }
        assertThat(comments(between)).as(shown).containsAll(comments(before));
    }

    /** Comments that no rule holds stay, whatever is patched. */
    private static List<String> comments(MemoryFolder folder) {
        List<String> all = new ArrayList<>();
        folder.files()
                .values()
                .forEach(text -> text.lines()
                        .filter(line -> line.contains("keep this"))
                        .map(String::strip)
                        .forEach(all::add));
        return all;
    }

    private static TreeSet<String> keys(List<Known> rules) {
        TreeSet<String> keys = new TreeSet<>();
        rules.forEach(rule -> keys.add(EditedConfiguration.key(rule)));
        return keys;
    }

    private static List<Known> rules(MemoryFolder folder, String address) {
        Map<String, SecurityGroup> groups =
                new TreeMap<>(EditedConfiguration.of(folder.root(), TerraformState.NONE, Map.of())
                        .orElseThrow()
                        .groups());
        return Objects.requireNonNull(groups.get(address)).outbound().stream()
                .map(Known.class::cast)
                .toList();
    }

    private static List<Known> authorize(long seed) {
        SplittableRandom random = new SplittableRandom(seed * 7);
        List<Known> rules = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int number = 0; number < count; number++) {
            Protocol protocol = random.nextBoolean() ? Protocol.TCP : Protocol.UDP;
            int port = 1000 * number + random.nextInt(900) + 1;
            String cidr = random.nextInt(4) == 0
                    ? "2001:db8:" + (number + 1) + "::/48"
                    : "198.51." + random.nextInt(256) + "." + number + "/32";
            rules.add(Known.of(Service.of(protocol, PortRange.of(port)), Destination.of(Cidr.parse(cidr))));
        }
        return rules;
    }
}
