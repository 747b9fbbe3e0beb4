package dev.weir.ec2;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An answer that weir needs and that is no JSON: the AWS CLI's error instead of it, or the answer saved as YAML, text or table.
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
        if (error.find()) {
            String code = error.group(1);
            return ofCall(error.group(2))
                    .map(kind -> new OtherOutput(
                            kind, "this is the error `" + code + "` and not the answer of " + command(kind) + again()));
        }
        Matcher yaml = YAML.matcher(head);
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
