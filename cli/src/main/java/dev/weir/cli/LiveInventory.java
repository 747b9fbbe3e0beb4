package dev.weir.cli;

import dev.weir.aws.AccountChoice;
import dev.weir.aws.AwsAccounts;
import dev.weir.aws.AwsOptions;
import dev.weir.aws.LiveAccount;
import dev.weir.aws.MemberRole;
import dev.weir.aws.RequestPace;
import dev.weir.files.AccountList;
import dev.weir.files.StateFolder;
import dev.weir.inventory.InventorySource;
import dev.weir.organization.Account;
import dev.weir.organization.BatchStore;
import dev.weir.organization.OrganizationInventory;
import dev.weir.organization.Turns;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The live accounts that a command line means; apart, so that a command on files loads no class of the AWS room. */
final class LiveInventory {

    private static final Duration A_DAY = Duration.ofHours(24);
    private static final int REGIONS_AT_ONCE = 16;
    private static final int LARGEST_SHARE = 100;

    private LiveInventory() {}

    /**
     * The inventory of the accounts that are meant.
     *
     * @throws UsageException if the options cannot be meant together
     */
    static InventorySource of(Inventories.Wanted wanted, Arguments arguments, Clock clock, Progress progress) {
        AwsOptions options = options(arguments);
        AwsOptions ofAllLists = options.reading(AwsOptions.WantedLists.ALL);
        return of(
                arguments,
                clock,
                progress,
                switch (wanted) {
                    case TO_JUDGE -> options;
                    case FOR_LOGS -> options.with(AwsOptions.Besides.FLOW_LOGS);
                    case FOR_PLANS -> ofAllLists;
                    case FOR_DISCOVERY -> ofAllLists.with(AwsOptions.Besides.FLOW_LOGS);
                    case FOR_TRIAGE -> ofAllLists.with(AwsOptions.Besides.HOLDERS);
                    case TO_KEEP ->
                        ofAllLists.with(AwsOptions.Besides.FLOW_LOGS).with(AwsOptions.Besides.HOLDERS);
                });
    }

    private static InventorySource of(Arguments arguments, Clock clock, Progress progress, AwsOptions options) {
        if (!AccountOptions.nameOthers(arguments)) {
            arguments.refuse(
                    List.of(
                            AccountOptions.OU,
                            AccountOptions.ROLE,
                            AccountOptions.EXTERNAL_ID,
                            AccountOptions.STATE,
                            AccountOptions.MAX_AGE),
                    "needs accounts: give `--organization`, `--accounts FILE` or `--account ID`");
            return new LiveAccount(options, clock, RequestPace.of(share(arguments), Runnable::run));
        }
        Optional<String> state = arguments.one(AccountOptions.STATE);
        if (state.isEmpty() && arguments.has(AccountOptions.MAX_AGE)) {
            throw new UsageException("`--max-age` is about what `--state DIR` keeps");
        }
        Turns turns = new Turns(REGIONS_AT_ONCE);
        RequestPace pace = RequestPace.of(share(arguments), turns::leaveFor);
        return new OrganizationInventory(
                new AwsAccounts(
                        options,
                        role(arguments).orElse(role(AccountOptions.READ_ROLE, arguments)),
                        choice(arguments),
                        pace,
                        clock),
                turns,
                state.<BatchStore>map(folder -> new StateFolder(Inventories.path(folder)))
                        .orElse(BatchStore.NONE),
                Spans.of(arguments, AccountOptions.MAX_AGE, A_DAY),
                clock,
                progress.of(pace::calls, pace::waited));
    }

    /**
     * The options of the session that calls.
     *
     * @throws UsageException if they cannot be meant
     */
    static AwsOptions options(Arguments arguments) {
        return Arguments.meant(
                "",
                () -> new AwsOptions(
                        arguments.one(Inventories.PROFILE),
                        arguments.all(Inventories.REGION),
                        arguments.one(Inventories.ENDPOINT_URL).map(AwsOptions::endpoint),
                        AwsOptions.WantedLists.REFERENCED));
    }

    private static AccountChoice choice(Arguments arguments) {
        boolean organization = arguments.has(AccountOptions.ORGANIZATION);
        Optional<String> file = arguments.one(AccountOptions.ACCOUNTS);
        List<String> ids = arguments.all(AccountOptions.ACCOUNT);
        if (organization && (file.isPresent() || !ids.isEmpty())) {
            throw new UsageException("`--organization` names the accounts; `--accounts` and `--account` do, too");
        }
        if (!organization && arguments.has(AccountOptions.OU)) {
            throw new UsageException("`--ou` is a part of an organization: give `--organization`, too");
        }
        if (organization) {
            return Arguments.meant("", () -> new AccountChoice.MembersOf(arguments.all(AccountOptions.OU)));
        }
        List<Account> accounts = new ArrayList<>();
        file.ifPresent(name -> accounts.addAll(AccountList.read(Inventories.path(name))));
        ids.forEach(id -> accounts.add(new Account(AccountOptions.checked(id), "")));
        return new AccountChoice.These(accounts);
    }

    private static MemberRole role(String name, Arguments arguments) {
        return Arguments.meant("", () -> new MemberRole(name, arguments.one(AccountOptions.EXTERNAL_ID)));
    }

    /** The role that was named. */
    static Optional<MemberRole> role(Arguments arguments) {
        return arguments.one(AccountOptions.ROLE).map(name -> role(name, arguments));
    }

    /** The role that is assumed in accounts besides the caller's: the one that was named, or where others are meant the usual one. */
    static Optional<MemberRole> roleElsewhere(Arguments arguments) {
        return role(arguments)
                .or(() -> AccountOptions.nameOthers(arguments)
                        ? Optional.of(role(AccountOptions.READ_ROLE, arguments))
                        : Optional.empty());
    }

    private static double share(Arguments arguments) {
        Optional<String> typed = arguments.one(AccountOptions.RATE);
        if (typed.isEmpty()) {
            return RequestPace.HALF;
        }
        if (typed.get().matches("0?\\.[0-9]{1,2}|1(\\.0{1,2})?")) {
            double share = Double.parseDouble(typed.get());
            if (Math.round(share * LARGEST_SHARE) >= 1) {
                return share;
            }
        }
        throw new UsageException("`--rate`: expected a share from 0.01 to 1, found `" + typed.get() + "`");
    }
}
