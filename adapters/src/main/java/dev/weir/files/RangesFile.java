package dev.weir.files;

import dev.weir.inventory.Input;
import dev.weir.inventory.Sha256;
import dev.weir.net.AddressSet;
import dev.weir.net.Cidr;
import dev.weir.operation.FailureException;
import dev.weir.plan.OrganisationPolicy.NamedRange;
import dev.weir.ranges.KeptRange;
import dev.weir.ranges.PublishedRanges;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.schema.JsonSchema;

/**
 * The named ranges of a policy file: CIDRs that stand there, or what somebody publishes in a file beside it, and the prefix lists that
 * are kept at them.
 *
 * @param ranges in the order of their names
 * @param named the same for a plan: CIDRs that stand in the policy as they stand there, since a rule is to name one of them and none
 *     that two of them make; those of a document joined to the fewest
 * @param sources the published files that were read
 */
public record RangesFile(List<KeptRange> ranges, List<NamedRange> named, List<Input> sources) {

    private static final int LARGEST = 64;
    private static final Pattern SPAN = Pattern.compile("([0-9]{1,5})([hd])");

    public RangesFile {
        ranges = List.copyOf(ranges);
        named = List.copyOf(named);
        sources = List.copyOf(sources);
    }

    /**
     * Reads the ranges of a policy file.
     *
     * @throws FailureException saying what is wrong with it and where
     */
    public static RangesFile read(Path policy) {
        try {
            YamlSection top = PolicyFile.top(PolicyFile.bytes(policy), new JsonSchema());
            return of(top.section("ranges"), policy);
        } catch (IllegalArgumentException wrong) {
            throw new FailureException("the policy " + FileFailure.name(policy) + ": " + wrong.getMessage(), wrong);
        }
    }

    /** @throws IllegalArgumentException saying what is wrong with it and where */
    static RangesFile of(YamlSection section, Path policy) {
        List<KeptRange> ranges = new ArrayList<>();
        List<NamedRange> named = new ArrayList<>();
        List<Input> sources = new ArrayList<>();
        for (String name : section.keys()) {
            if (section.holdsMap(name)) {
                YamlSection range = section.section(name);
                ranges.add(range(name, range, policy, sources));
                named.add(new NamedRange(
                        name,
                        range.optional("from").isEmpty()
                                ? range.cidrs("cidrs", name)
                                : ranges.get(ranges.size() - 1).addresses().cidrs()));
            } else {
                List<Cidr> cidrs = section.cidrs(name, name);
                ranges.add(kept(name, cidrs, List.of(), KeptRange.GRACE));
                named.add(new NamedRange(name, cidrs));
            }
        }
        return new RangesFile(ranges, named, sources);
    }

    private static KeptRange kept(String name, List<Cidr> cidrs, List<String> lists, Duration grace) {
        return new KeptRange(name, AddressSet.of(cidrs), "the policy file", lists, grace);
    }

    private static KeptRange range(String name, YamlSection section, Path policy, List<Input> sources) {
        section.only(Set.of("cidrs", "from", "part", "where", "prefixLists", "grace"));
        List<String> lists = section.oneOrMore("prefixLists");
        Duration grace =
                section.optional("grace").map(text -> grace(section, text)).orElse(KeptRange.GRACE);
        Optional<String> from = section.optional("from");
        if (from.isPresent() != section.texts("cidrs").isEmpty()) {
            throw new IllegalArgumentException(section.place
                    + (from.isPresent() ? " has both `cidrs` and `from`" : " has neither `cidrs` nor `from`")
                    + "; expected one of them");
        }
        if (from.isEmpty()) {
            section.only(Set.of("cidrs", "prefixLists", "grace"));
            return kept(name, section.cidrs("cidrs", name), lists, grace);
        }
        YamlSection where = section.section("where");
        Map<String, String> wanted = new TreeMap<>();
        where.keys().forEach(key -> wanted.put(key, where.text(key)));
        Path file = policy.resolveSibling(from.get());
        List<String> part = section.optional("part")
                .map(text -> List.of(text.split("\\.", -1)))
                .orElse(List.of());
        byte[] bytes = bytes(section, file);
        try {
            PublishedRanges published = PublishedRanges.read(bytes, part, wanted);
            String digest = Sha256.hex(bytes);
            sources.add(new Input(file.toString(), Optional.of(digest), Optional.empty()));
            return new KeptRange(
                    name,
                    published.addresses(),
                    file + ", " + published.version().orElse("sha256 " + digest.substring(0, 12)),
                    lists,
                    grace);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(
                    section.place + ": " + FileFailure.name(file) + ": " + wrong.getMessage(), wrong);
        }
    }

    private static byte[] bytes(YamlSection section, Path file) {
        try {
            return FileBytes.atMost(LARGEST, file, "published ranges");
        } catch (IllegalArgumentException large) {
            throw new IllegalArgumentException(
                    section.place + ": " + FileFailure.name(file) + ": " + large.getMessage(), large);
        } catch (IOException failed) {
            throw new IllegalArgumentException(
                    section.place + ": `from`: " + FileFailure.name(file) + " cannot be read: "
                            + FileFailure.reason(failed)
                            + "; help: fetch it first, as with `curl -O https://ip-ranges.amazonaws.com/ip-ranges.json`",
                    failed);
        }
    }

    private static Duration grace(YamlSection section, String text) {
        Matcher span = SPAN.matcher(text);
        if (!span.matches()) {
            throw new IllegalArgumentException(
                    section.place + ": `grace` is `" + text + "`, expected such as 24h or 7d");
        }
        long number = Long.parseLong(span.group(1));
        return span.group(2).equals("h") ? Duration.ofHours(number) : Duration.ofDays(number);
    }
}
