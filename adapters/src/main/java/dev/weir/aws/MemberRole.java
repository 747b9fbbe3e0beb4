package dev.weir.aws;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The role that is assumed in each account.
 *
 * @param name its name, with its path where it has one: {@code WeirRead}, {@code audit/reader}
 * @param externalId what its trust policy expects to hear, where it expects something
 */
public record MemberRole(String name, Optional<String> externalId) {

    private static final Pattern NAME = Pattern.compile("([\\x21-\\x2e\\x30-\\x7e]{1,128}/)*[\\w+=,.@-]{1,64}");
    private static final Pattern EXTERNAL_ID = Pattern.compile("[\\w+=,.@:/-]{2,1224}");

    /**
     * Holds what IAM permits (IAM API reference, CreateRole; STS API reference, AssumeRole).
     *
     * @throws IllegalArgumentException naming what it does not
     */
    public MemberRole {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "`--role` takes the name of a role such as `WeirRead`, found `" + name + "`");
        }
        if (!externalId.map(EXTERNAL_ID.asMatchPredicate()::test).orElse(true)) {
            throw new IllegalArgumentException("`--external-id` takes 2 to 1224 letters, digits and `+=,.@:/-`, found `"
                    + externalId.orElse("") + "`");
        }
    }

    String arn(String partition, String account) {
        return "arn:" + partition + ":iam::" + account + ":role/" + name;
    }
}
