package dev.weir.iac.terraform.patch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.iac.ReformattedJson;
import dev.weir.iac.WrittenCode;
import dev.weir.iac.hcl.Reformatted;
import dev.weir.iac.patch.UnifiedDiff;
import dev.weir.iac.terraform.MemoryFolder;
import dev.weir.iac.terraform.TerraformState;
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

/**
 * Ten thousand ways to write the same groups, each patched: the patch is right or there is none. Half of them are made, half are
 * what the configurations of the test resources say, formatted anew.
 */
class PatchFuzzTest {

    private static final String GROUP = "aws_security_group.web";

    @Test
    void noVariantOfFormattingMakesAWrongPatch() {
        patchMade(1, 100);
        patchWritten(1, 100);
    }

    @Test
    @Tag("deep")
    void noneOfTenThousandDoes() {
        patchMade(101, 5_100);
        patchWritten(101, 5_100);
    }

    private static void patchMade(long first, long last) {
        int refused = 0;
        for (long seed = first; seed <= last; seed++) {
            MemoryFolder folder = new PatchedMaker(seed).folder();
            List<Known> standing = rules(folder, TerraformState.NONE, GROUP);
            if (!patch(new Variant(seed, folder, TerraformState.NONE, GROUP), standing)) {
                refused++;
            }
        }
        assertThat((long) refused).as("refused").isLessThan((last - first + 1) / 10);
    }

    private static void patchWritten(long first, long last) {
        List<WrittenCode> all = WrittenCode.all("configurations");
        List<String> refused = new ArrayList<>();
        int patchable = 0;
        for (long seed = first; seed <= last; seed++) {
            WrittenCode code = all.get((int) (seed % all.size()));
            MemoryFolder folder = reformatted(code, seed);
            TerraformState state = folder.files().containsKey("terraform.tfstate")
                    ? folder.state("terraform.tfstate")
                    : TerraformState.NONE;
            Variant variant = new Variant(seed, folder, state, code.group());
            List<Known> live = code.live();
            if (code.isRefused()) {
                assertThat(patch(variant, live)).as("%s", variant).isFalse();
                continue;
            }
            patchable++;
            assertThat(keys(rules(folder, state, code.group())))
                    .as("%s", variant)
                    .isEqualTo(keys(live));
            if (!patch(variant, live)) {
                refused.add(code + " " + seed);
            }
        }
        assertThat(refused).as("refused of %s", patchable).hasSizeLessThanOrEqualTo(patchable / 10);
    }

    /** A configuration of the test resources with its own files formatted anew. */
    private static MemoryFolder reformatted(WrittenCode code, long seed) {
        MemoryFolder folder = new MemoryFolder();
        code.texts().forEach((name, text) -> {
            boolean isHcl = name.endsWith(".tf") || name.endsWith(".tofu") || name.endsWith(".tfvars");
            String own = name.endsWith(".tf.json")
                    ? ReformattedJson.of(text, seed)
                    : isHcl && PatchSearch.isOwn(name) ? Reformatted.of(name, text, seed) : text;
            folder.with(name, own);
        });
        return folder;
    }

    /** One configuration in one formatting. */
    private record Variant(long seed, MemoryFolder folder, TerraformState state, String group) {
        @Override
        public String toString() {
            return "seed " + seed + "\n" + folder.files();
        }
    }

    /** Whether there is a patch, which is right. */
    private static boolean patch(Variant variant, List<Known> standing) {
        List<Known> revoke = standing.stream()
                .filter(rule -> rule.destination().text().endsWith("/0"))
                .toList();
        List<Known> authorize = authorize(variant.seed());
        List<GroupPatches.Changed> changed;
        try {
            changed = new GroupPatches(variant.folder().root(), variant.state(), "sg-0web", variant.group())
                    .inTwoSteps(standing, authorize, revoke);
        } catch (GroupPatches.Refused noPatch) {
            assertThat(noPatch).as("%s", variant).message().matches("(?s)[^ ]+:\\d+: .*; the change by hand: add .*");
            return false;
        }
        check(variant, changed, standing, authorize, revoke);
        return true;
    }

    private static void check(
            Variant variant,
            List<GroupPatches.Changed> changed,
            List<Known> standing,
            List<Known> authorize,
            List<Known> revoke) {
        MemoryFolder before = variant.folder();
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
        String shown = variant + "\n---\n" + after.files();
        List<Known> all = new ArrayList<>(standing);
        all.addAll(authorize);
        assertThat(keys(rules(between, variant.state(), variant.group())))
                .as(shown)
                .isEqualTo(keys(all));
        all.removeAll(revoke);
        assertThat(keys(rules(after, variant.state(), variant.group())))
                .as(shown)
                .isEqualTo(keys(all));
        assertThat(others(after, variant)).as(shown).isEqualTo(others(before, variant));
        assertThat(comments(between)).as(shown).containsAll(comments(before));
    }

    /** Comments that no rule holds stay, whatever is patched. */
    private static List<String> comments(MemoryFolder folder) {
        List<String> all = new ArrayList<>();
        folder.files()
                .values()
                .forEach(text -> text.lines()
                        .filter(line ->
                                line.contains("keep this") || line.strip().matches("(#|//|/[*]) keep .*"))
                        .map(String::strip)
                        .forEach(all::add));
        return all;
    }

    private static TreeSet<String> keys(List<Known> rules) {
        TreeSet<String> keys = new TreeSet<>();
        rules.forEach(rule -> keys.add(EditedConfiguration.key(rule)));
        return keys;
    }

    private static Map<String, SecurityGroup> groups(MemoryFolder folder, TerraformState state) {
        return EditedConfiguration.of(folder.root(), state, Map.of())
                .orElseThrow()
                .groups();
    }

    private static List<Known> rules(MemoryFolder folder, TerraformState state, String address) {
        return Objects.requireNonNull(groups(folder, state).get(address), address).outbound().stream()
                .map(Known.class::cast)
                .toList();
    }

    /** What every other group permits, in and out, and what this one lets in. */
    private static Map<String, String> others(MemoryFolder folder, Variant variant) {
        Map<String, String> others = new TreeMap<>();
        groups(folder, variant.state()).forEach((address, group) -> {
            String outbound = address.equals(variant.group())
                    ? ""
                    : EditedConfiguration.sayings(group.outbound()).toString();
            others.put(address, outbound + EditedConfiguration.sayings(group.inbound()));
        });
        return others;
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
