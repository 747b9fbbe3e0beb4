package dev.weir.cli;

import dev.weir.organization.Account;
import java.util.List;

/** Which accounts are read, as whom, and how fast: one, by the credentials at hand, unless more are named. */
final class AccountOptions {

    static final Grammar.Option ORGANIZATION = Grammar.Option.flag(
            "--organization",
            "Read every active account of the organization, in all of its Regions unless --region names some.");
    static final Grammar.Option OU = Grammar.Option.many(
            "--ou", "ID", "With --organization: only the accounts in this organizational unit and those below it.");
    static final Grammar.Option ACCOUNTS = Grammar.Option.once(
            "--accounts",
            "FILE",
            "Read the accounts that a file lists: one a line, twelve digits and, if you like, a name.");
    static final Grammar.Option ACCOUNT = Grammar.Option.many(
            "--account", "ID", "Read this account, in all of its Regions unless --region names some; may be repeated.");
    static final Grammar.Option ROLE = Grammar.Option.once(
            "--role",
            "NAME",
            "The role to assume in each account but the caller's own. Default: " + AccountOptions.READ_ROLE
                    + ", see `weir iam read --organization`.");
    static final Grammar.Option EXTERNAL_ID =
            Grammar.Option.once("--external-id", "ID", "What the role's trust policy wants to hear.");
    static final Grammar.Option RATE = Grammar.Option.once(
            "--rate",
            "SHARE",
            "How much of AWS's published EC2 request rate to take, 0.01 to 1. Default: 0.5; the rest is for others.");
    static final Grammar.Option STATE = Grammar.Option.once(
            "--state", "DIR", "Keep each Region that was read here; run again, only the rest is read.");
    static final Grammar.Option MAX_AGE = Grammar.Option.once(
            "--max-age", "TIME", "With --state: read again what was read longer ago than this. Default: 24h.");

    /** The role that {@code weir iam read --organization} makes. */
    static final String READ_ROLE = "WeirRead";

    /** Those that say of which accounts an inventory is. */
    static final List<Grammar.Option> ALL =
            List.of(ORGANIZATION, OU, ACCOUNTS, ACCOUNT, ROLE, EXTERNAL_ID, RATE, STATE, MAX_AGE);

    private AccountOptions() {}

    /** @throws UsageException if this is the id of no account */
    static String checked(String id) {
        if (!Account.isId(id)) {
            throw new UsageException("`--account`: expected twelve digits, found `" + id + "`");
        }
        return id;
    }

    /** Whether more than the account at hand is meant, or another one. */
    static boolean nameOthers(Arguments arguments) {
        return arguments.has(ORGANIZATION) || arguments.has(ACCOUNTS) || arguments.has(ACCOUNT);
    }
}
