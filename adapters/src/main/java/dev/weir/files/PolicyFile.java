package dev.weir.files;

import dev.weir.inventory.Input;
import dev.weir.inventory.Sha256;
import dev.weir.net.PortRange;
import dev.weir.net.Protocol;
import dev.weir.net.Service;
import dev.weir.plan.Allow;
import dev.weir.plan.OrganisationPolicy;
import dev.weir.plan.OrganisationPolicy.NamedRange;
import dev.weir.plan.OrganisationPolicy.Required;
import dev.weir.plan.OrganisationPolicy.Whose;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.snakeyaml.engine.v2.schema.JsonSchema;
import org.snakeyaml.engine.v2.schema.Schema;

/**
 * The policy file of an organisation: YAML, version 1, see docs/formats/policy.md.
 *
 * <p>An unknown key is an error: a decision that is misspelled is not one that was not made.
 *
 * @param policy what it says
 * @param inputs its name and digest, for the plan, and those of the published ranges that it names
 */
public record PolicyFile(OrganisationPolicy policy, List<Input> inputs) {

    private static final int LARGEST = 4;

    private static final Set<String> PARTS =
            Set.of("version", "required", "ranges", "forbidden", "shortestPrefix", "exceptions", SuppressionFile.PART);

    /** What each part looks like, for a message about it. */
    private static final Map<String, String> SHAPES = Map.of(
            "required", "required: [ { tag: { key: tier, value: web }, allow: [ \"tcp:443:203.0.113.0/28\" ] } ]",
            "ranges", "ranges: { data-centre: [ 10.20.0.0/16 ] }",
            "forbidden", "forbidden: { staging: [ 10.9.0.0/16 ] }",
            "shortestPrefix", "shortestPrefix: { ipv4: 16, ipv6: 48 }",
            "exceptions",
                    "exceptions: [ { group: sg-0a1b2c3d, service: \"tcp:443\", owner: web team, reason: CDN,"
                            + " expires: 2026-12-31 } ]");

    public PolicyFile {
        inputs = List.copyOf(inputs);
    }

    /**
     * Reads a policy file.
     *
     * @throws IllegalArgumentException saying what is wrong with it and where
     */
    public static PolicyFile read(Path file) {
        byte[] bytes = bytes(file);
        YamlSection top = top(bytes, new JsonSchema());
        YamlSection shortest = part("shortestPrefix", name -> prefixes(top.section(name)));
        RangesFile kept = part("ranges", name -> RangesFile.of(top.section(name), file));
        OrganisationPolicy policy = new OrganisationPolicy(
                part("required", name -> top.each(name, PolicyFile::required)),
                kept.named(),
                part("forbidden", name -> ranges(top.section(name))),
                shortest.number("ipv4"),
                shortest.number("ipv6"),
                part("exceptions", name -> top.each(name, PolicyFile::exception)));
        List<Input> inputs = new ArrayList<>();
        inputs.add(new Input(file.toString(), Optional.of(Sha256.hex(bytes)), Optional.empty()));
        inputs.addAll(kept.sources());
        return new PolicyFile(policy, inputs);
    }

    /** The file's own map, whatever parts are read of it: one file may hold both what plans and what scans take. */
    static YamlSection top(byte[] bytes, Schema scalars) {
        return YamlSection.load(bytes, scalars, PARTS);
    }

    private static <T> T part(String name, Function<String, T> reading) {
        try {
            return reading.apply(name);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(
                    wrong.getMessage() + "; help: it looks like `" + SHAPES.get(name) + "`", wrong);
        }
    }

    private static YamlSection prefixes(YamlSection shortest) {
        shortest.only(Set.of("ipv4", "ipv6"));
        shortest.number("ipv4");
        shortest.number("ipv6");
        return shortest;
    }

    static byte[] bytes(Path file) {
        try {
            return FileBytes.atMost(LARGEST, file, "a policy");
        } catch (NoSuchFileException missing) {
            throw new IllegalArgumentException("there is no such file", missing);
        } catch (IOException failed) {
            throw new IllegalArgumentException("it cannot be read: " + failed.getMessage(), failed);
        }
    }

    private static Required required(YamlSection section) {
        section.only(Set.of("group", "tag", "allow"));
        List<Allow> allow = section.texts("allow").stream().map(Allow::parse).toList();
        if (allow.isEmpty()) {
            throw new IllegalArgumentException(section.place + " allows nothing; expected a list in `allow`");
        }
        return new Required(whose(section), allow);
    }

    private static Whose whose(YamlSection section) {
        YamlSection tag = section.tag();
        return new Whose(section.optional("group"), tag.optional("key"), tag.optional("value"));
    }

    private static List<NamedRange> ranges(YamlSection section) {
        return section.keys().stream()
                .map(name -> new NamedRange(name, section.cidrs(name, name)))
                .toList();
    }

    private static OrganisationPolicy.Exception exception(YamlSection section) {
        section.only(Set.of("group", "tag", "service", "owner", "reason", "expires"));
        for (String needed : List.of("service", "owner", "reason", "expires")) {
            if (section.text(needed).isEmpty()) {
                throw new IllegalArgumentException(section.place + " has no `" + needed + "`");
            }
        }
        try {
            return new OrganisationPolicy.Exception(
                    whose(section),
                    service(section.place, section.text("service")),
                    section.text("owner"),
                    section.text("reason"),
                    LocalDate.parse(section.text("expires")));
        } catch (DateTimeParseException noDay) {
            throw new IllegalArgumentException(
                    section.place + ": `expires` is `" + section.text("expires")
                            + "`, expected a day such as 2026-12-31",
                    noDay);
        }
    }

    private static Service service(String place, String text) {
        String[] words = text.split(":", -1);
        if (words.length == 2 && words[1].matches("[0-9]{1,5}(-[0-9]{1,5})?")) {
            String[] ports = words[1].split("-");
            return Service.of(
                    Protocol.parse(words[0]),
                    new PortRange(Integer.parseInt(ports[0]), Integer.parseInt(ports[ports.length - 1])));
        }
        throw new IllegalArgumentException(
                place + ": `service` is `" + text + "`, expected a protocol and ports such as tcp:443");
    }
}
