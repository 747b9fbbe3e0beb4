package dev.weir.aws;

import dev.weir.inventory.InventorySource;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import dev.weir.inventory.Scope;
import dev.weir.organization.AccessRefused;
import dev.weir.organization.Account;
import dev.weir.organization.AccountAccess;
import dev.weir.organization.Accounts;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/** The accounts of an organization, or those of a list, each entered by a role of the same name. */
public final class AwsAccounts implements Accounts {

    private final AwsOptions options;
    private final MemberRole role;
    private final AccountChoice choice;
    private final RequestPace pace;
    private final Clock clock;
    private @Nullable Caller caller;

    /** The accounts of a choice, with the Regions of the options. */
    public AwsAccounts(AwsOptions options, MemberRole role, AccountChoice choice, RequestPace pace, Clock clock) {
        this.options = options;
        this.role = role;
        this.choice = choice;
        this.pace = pace;
        this.clock = clock;
    }

    @Override
    public Listed find() {
        try {
            Caller known = Caller.of(options, pace);
            caller = known;
            return choice.match(given -> new Listed(given, List.of(), List.of()), units -> members(known, units));
        } catch (NoCredentials nobody) {
            return failed("AWS credentials", nobody.sentence());
        } catch (SdkException failed) {
            return failed(
                    "GetCallerIdentity",
                    "no account was read: "
                            + Failure.of(failed, "sts:GetCallerIdentity").sentence());
        }
    }

    private static Listed failed(String what, String sentence) {
        return new Listed(List.of(), List.of(), List.of(new Problem(Origin.of(what), sentence)));
    }

    private static Listed members(Caller known, List<String> units) {
        try (Members members = new Members(known.organizations())) {
            return members.of(units);
        }
    }

    private Caller caller() {
        Caller known = caller;
        if (known == null) {
            throw new IllegalStateException("accounts are found before they are entered");
        }
        return known;
    }

    @Override
    public List<String> regions() {
        return options.allRegions() ? List.of() : options.regions();
    }

    @Override
    public boolean readsEveryPrefixList() {
        return options.prefixLists() == AwsOptions.WantedLists.ALL;
    }

    @Override
    public boolean readsFlowLogs() {
        return options.reads(AwsOptions.Besides.FLOW_LOGS);
    }

    @Override
    public boolean readsHolders() {
        return options.reads(AwsOptions.Besides.HOLDERS);
    }

    @Override
    public AccountAccess enter(Account account) {
        try {
            return new Access(caller().in(account.id(), role), account);
        } catch (NoCredentials refused) {
            throw new AccessRefused("AssumeRole", refused.sentence(), refused);
        }
    }

    @Override
    public void close() {
        Caller known = caller;
        if (known != null) {
            known.close();
        }
    }

    /** One account, by its session. */
    private final class Access implements AccountAccess {

        private final AwsSession session;
        private final Account account;

        Access(AwsSession session, Account account) {
            this.session = session;
            this.account = account;
        }

        @Override
        public List<String> enabledRegions() {
            return session.enabledRegions(caller().region());
        }

        @Override
        public InventorySource region(String region) {
            return session.reader(region, Scope.of(account.id(), region)).read(clock.instant())::push;
        }

        @Override
        public InventorySource holders(String region) {
            return session.holders(region, Scope.of(account.id(), region), Optional.empty())::push;
        }
    }
}
