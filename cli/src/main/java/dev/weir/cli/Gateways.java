package dev.weir.cli;

import dev.weir.aws.AwsOptions;
import dev.weir.aws.Ec2Gateway;
import dev.weir.aws.MemberRole;
import dev.weir.operation.FailureException;
import dev.weir.organization.Account;
import dev.weir.plan.GroupRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The ways to EC2 that a run of changes needs: one per account and Region, closed together. */
final class Gateways implements AutoCloseable {

    private static final Grammar.Option ACCOUNT = Grammar.Option.once(
            "--account", "ID", "The account that the groups live in. Default: the one that the plan names.");
    private static final Grammar.Option ROLE = Grammar.Option.once(
            "--role",
            "NAME",
            "A role to assume in the account that the groups live in, unless it is the caller's own.");

    private final AwsOptions options;
    private final Optional<String> region;
    private final Optional<String> account;
    private final Optional<MemberRole> role;
    private final Map<String, Ec2Gateway> open = new TreeMap<>();

    private Gateways(AwsOptions options, Optional<String> region, Optional<String> account, Optional<MemberRole> role) {
        this.options = options;
        this.region = region;
        this.account = account;
        this.role = role;
    }

    /** The options of a command that changes groups, followed by those that say where these are. */
    static List<Grammar.Option> options(Grammar.Option... options) {
        List<Grammar.Option> all = Inventories.withLiveOptions(options);
        all.addAll(List.of(ACCOUNT, ROLE, AccountOptions.EXTERNAL_ID));
        return all;
    }

    /** @throws UsageException if the live options cannot be meant */
    static Gateways of(Arguments arguments) {
        List<String> regions = arguments.all(Inventories.REGION);
        if (regions.size() > 1 || regions.contains("all")) {
            throw new UsageException("a group lives in one Region: give `--region` once, with its name");
        }
        Optional<MemberRole> role = LiveInventory.role(arguments);
        if (role.isEmpty() && arguments.has(AccountOptions.EXTERNAL_ID)) {
            throw new UsageException("`--external-id` is for a role: give `--role`, too");
        }
        return new Gateways(
                LiveInventory.options(arguments),
                regions.stream().findFirst(),
                arguments.one(ACCOUNT).map(AccountOptions::checked),
                role);
    }

    /** The gateway to a group's account and Region. */
    Ec2Gateway to(GroupRef group) {
        Optional<String> owner = agreed(group, group.account(), account, "--account");
        String where = agreed(group, group.region(), region, "--region")
                .orElseThrow(() -> new UsageException(
                        "the plan does not say in which Region `" + group.id() + "` lives; give it with `--region`"));
        return open.computeIfAbsent(owner.orElse("") + " " + where, first -> opened(group, owner, where));
    }

    private Ec2Gateway opened(GroupRef group, Optional<String> owner, String where) {
        try {
            return role.isPresent()
                    ? Ec2Gateway.open(options, where, entered(group, owner), role.get())
                    : Ec2Gateway.open(options, where);
        } catch (IllegalStateException nobody) {
            throw new FailureException(String.valueOf(nobody.getMessage()), nobody);
        }
    }

    /** What the plan says, or else the option; both where they are the same. */
    private static Optional<String> agreed(
            GroupRef group, Optional<String> planned, Optional<String> typed, String option) {
        if (planned.isPresent() && typed.isPresent() && !planned.equals(typed)) {
            throw new UsageException(
                    "`" + group.id() + "` lives in " + planned.get() + ", and `" + option + "` says " + typed.get());
        }
        return planned.or(() -> typed);
    }

    private static String entered(GroupRef group, Optional<String> owner) {
        return owner.filter(Account::isId)
                .orElseThrow(() -> new UsageException(
                        "the plan does not say in which account `" + group.id() + "` lives; give it with `--account`"));
    }

    @Override
    public void close() {
        open.values().forEach(Ec2Gateway::close);
    }
}
