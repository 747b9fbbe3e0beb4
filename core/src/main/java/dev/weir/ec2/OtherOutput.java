package dev.weir.ec2;

import dev.weir.json.Quoted;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An answer that weir needs and does not read: the AWS CLI's error instead of it, the answer saved as YAML, text or table, or the
 * objects of another SDK, which spell the keys their own way.
 *
 * @param kind what it would have listed
 * @param sentence what it is, and the next step
 */
record OtherOutput(AnswerKind kind, String sentence) {

    private static final Pattern ERROR =
            Pattern.compile("An error occurred \\(([A-Za-z0-9.]{1,64})\\) when calling the ([A-Za-z]{1,64}) operation");
    private static final Pattern YAML = Pattern.compile("(?m)^(?:- )?([A-Za-z]{4,24}):\\s*(?:\\[\\])?$");
    private static final Pattern YAML_FIELD = Pattern.compile(
            "(?m)^\\s*(?:- )?(?:GroupId|VpcId|OwnerId|SubnetId|RouteTableId|NetworkInterfaceId|PrefixListId|Cidr):");
    private static final Pattern TEXT = Pattern.compile("\\A([A-Z]{4,24})\\t");
    private static final Pattern TABLE = Pattern.compile("\\A\\s*-{8,}\\s*\\|\\s*([A-Za-z]{8,40})\\s*\\|");

    /** The answer that a document with this beginning is. */
    static Optional<OtherOutput> of(String head, String name) {
        Matcher error = ERROR.matcher(head);
        if (head.contains("An error occurred") && error.find()) {
            String code = error.group(1);
            return ofCall(error.group(2))
                    .map(kind -> new OtherOutput(
                            kind, "this is the error `" + code + "` and not the answer of " + command(kind) + again()));
        }
        Matcher yaml = YAML.matcher(head.indexOf(':') < 0 ? "" : head);
        while (yaml.find()) {
            Optional<AnswerKind> kind = AnswerKind.ofContainer(yaml.group(1));
            if (kind.isPresent() && YAML_FIELD.matcher(head).find()) {
                return kind.map(known -> saved(known, "YAML"));
            }
        }
        Matcher text = TEXT.matcher(head);
        if (text.find()) {
            for (AnswerKind kind : AnswerKind.values()) {
                if (kind.container().toUpperCase(Locale.ROOT).equals(text.group(1))) {
                    return Optional.of(saved(kind, "text"));
                }
            }
        }
        Matcher table = TABLE.matcher(head);
        return table.find() ? ofCall(table.group(1)).map(kind -> saved(kind, "a table")) : Optional.empty();
    }

    /** Whether the AWS CLI wrote an error here instead of an answer that weir does not need. */
    static boolean isErrorOfAnotherCall(String head) {
        Matcher error = ERROR.matcher(head.stripLeading());
        return error.lookingAt() && ofCall(error.group(2)).isEmpty();
    }

    /** The call of ours that failed, where a JSON object that is an error lies under the call's name. */
    static Optional<OtherOutput> ofErrorIn(String name) {
        for (AnswerKind kind : AnswerKind.values()) {
            if (name.contains(command(kind).replace("`", ""))) {
                return Optional.of(
                        new OtherOutput(kind, "this is an error and not the answer of " + command(kind) + again()));
            }
        }
        return Optional.empty();
    }

    /** The answer of ours whose list has this key in another spelling, such as {@code securityGroups}, and its elements these. */
    static Optional<OtherOutput> ofSpelling(String container, Set<String> keys) {
        return AnswerKind.ofContainer(pascal(container))
                .filter(kind -> kind != AnswerKind.PREFIX_LIST_ENTRIES)
                .filter(kind -> keys.stream().anyMatch(key -> pascal(key).equals(kind.id())))
                .map(kind -> spelt(kind, container));
    }

    /** The same of a group that stands alone. */
    static Optional<OtherOutput> ofSpelling(Set<String> keys) {
        Set<String> known = keys.stream().map(OtherOutput::pascal).collect(Collectors.toSet());
        return keys.stream()
                .filter(key -> known.contains(Keys.GROUP_ID) && pascal(key).equals(Keys.EGRESS))
                .findFirst()
                .map(key -> spelt(AnswerKind.SECURITY_GROUPS, key));
    }

    private static OtherOutput spelt(AnswerKind kind, String key) {
        return new OtherOutput(
                kind,
                "this is the answer of " + command(kind) + " with keys such as " + Quoted.of(key)
                        + ", which weir does not read; help: save it with the AWS CLI and `--output json`");
    }

    private static String pascal(String key) {
        return Arrays.stream(key.split("_"))
                .filter(word -> !word.isEmpty())
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining());
    }

    private static OtherOutput saved(AnswerKind kind, String form) {
        return new OtherOutput(
                kind,
                "this is the answer of " + command(kind) + " as " + form
                        + ", which weir does not read; help: save it with `--output json`");
    }

    private static String again() {
        return "; help: make the call again, with `--output json`";
    }

    private static Optional<AnswerKind> ofCall(String operation) {
        for (AnswerKind kind : AnswerKind.values()) {
            if (operation(kind).equals(operation)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    private static String operation(AnswerKind kind) {
        return kind.listing().map(listing -> listing.call()).orElse("GetManagedPrefixListEntries");
    }

    /** Such as {@code `describe-security-groups`}. */
    private static String command(AnswerKind kind) {
        return "`" + operation(kind).replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT) + "`";
    }
}
