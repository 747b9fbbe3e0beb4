package dev.weir.triage;

import dev.weir.inventory.Origin;
import dev.weir.inventory.SecurityGroup;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whose group it is and what makes it, as far as tags, code and name tell: groups that belong together have it in common.
 *
 * @param module what makes it in code: a block of Terraform without its keys, a resource of a stack; empty where nothing tells
 * @param owner who owns it and what for, by its tags; empty where they do not tell
 * @param stem its name without what tells copies apart: numbers, hashes and Regions; empty where nothing is left
 */
record Belonging(String module, String owner, String stem) {

    private static final Set<String> OWNER = Set.of(
            "owner",
            "team",
            "squad",
            "department",
            "businessunit",
            "costcenter",
            "costcentre",
            "project",
            "product",
            "service",
            "servicename",
            "application",
            "applicationid",
            "applicationname",
            "app",
            "appid",
            "appname",
            "component",
            "workload",
            "role",
            "module");

    private static final Pattern WORD = Pattern.compile("[^A-Za-z0-9]+");
    private static final Pattern REGION = Pattern.compile("(?:[a-z]{2}-)+[a-z]+-[0-9]+[a-z]?");
    private static final Pattern LETTERS_THEN_DIGITS = Pattern.compile("([a-z]{2,})[0-9]{1,3}");
    private static final Pattern PLAIN = Pattern.compile("[a-z]+");
    private static final Pattern HASH = Pattern.compile("[a-f]{6,}|(?=[a-f]*[0-9])[0-9a-f]{4,}");

    static Belonging of(SecurityGroup group) {
        return new Belonging(module(group), owner(group.tags()), stem(group.name()));
    }

    private static String module(SecurityGroup group) {
        Optional<Origin.Address> address = group.origin().address().map(Origin.Address::ofBlock);
        if (address.isPresent()) {
            return address.get().root() + " " + address.get().name();
        }
        String logicalId = group.tags().getOrDefault("aws:cloudformation:logical-id", "");
        return logicalId.isEmpty() ? "" : "CloudFormation " + logicalId;
    }

    private static String owner(Map<String, String> tags) {
        Map<String, String> known = new TreeMap<>();
        tags.forEach((key, value) -> {
            String plain = key.substring(key.lastIndexOf(':') + 1)
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^a-z]", "");
            if (OWNER.contains(plain) && !value.isBlank() && !key.startsWith("aws:")) {
                known.put(plain, value.strip());
            }
        });
        StringJoiner words = new StringJoiner(", ");
        known.forEach((key, value) -> words.add(key + " " + value));
        return words.toString();
    }

    private static String stem(String name) {
        StringJoiner stem = new StringJoiner("-");
        String plain = REGION.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("-");
        for (String word : WORD.split(plain)) {
            Matcher numbered = LETTERS_THEN_DIGITS.matcher(word);
            String letters = numbered.matches() ? numbered.group(1) : word;
            if (PLAIN.matcher(letters).matches() && !HASH.matcher(word).matches()) {
                stem.add(letters);
            }
        }
        return stem.toString();
    }

    /** What must be equal in a family. */
    String key() {
        return module + "\n" + owner;
    }

    boolean isKnown() {
        return !module.isEmpty() || !owner.isEmpty();
    }
}
