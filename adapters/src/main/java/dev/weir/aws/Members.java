package dev.weir.aws;

import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import dev.weir.organization.Account;
import dev.weir.organization.Accounts;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.ListAccountsForParentResponse;
import software.amazon.awssdk.services.organizations.model.ListAccountsResponse;
import software.amazon.awssdk.services.organizations.model.ListOrganizationalUnitsForParentResponse;
import software.amazon.awssdk.services.organizations.model.OrganizationalUnit;

/**
 * The members of an organization, of which the account that is asked is the management account or a delegated administrator.
 *
 * <p>An account that is not active lets nobody in, not even its owner; it is left out, by name.
 */
final class Members implements AutoCloseable {

    private final OrganizationsClient organizations;
    private final Map<String, Account> active = new TreeMap<>();
    private final Map<String, Account> others = new TreeMap<>();
    private final List<Problem> problems = new ArrayList<>();

    Members(OrganizationsClient organizations) {
        this.organizations = organizations;
    }

    /** All of them; only those in these units, or in units below, where there are some. */
    Accounts.Listed of(List<String> units) {
        if (units.isEmpty()) {
            take("ListAccounts", "the organization", this::accounts);
        }
        Set<String> seen = new LinkedHashSet<>();
        units.forEach(unit -> below(unit, seen));
        if (problems.isEmpty() && active.isEmpty()) {
            problems.add(new Problem(
                    Origin.of("AWS Organizations"),
                    "no active account was found there; help: compare with `aws organizations list-accounts`"));
        }
        return new Accounts.Listed(List.copyOf(active.values()), List.copyOf(others.values()), problems);
    }

    private void below(String unit, Set<String> seen) {
        if (!seen.add(unit)) {
            return;
        }
        take("ListAccountsForParent", unit, token -> accounts(unit, token));
        items("ListOrganizationalUnitsForParent", unit, token -> units(unit, token))
                .forEach(each -> below(each, seen));
    }

    private void take(
            String call,
            String of,
            Function<Optional<String>, Pages.Page<software.amazon.awssdk.services.organizations.model.Account>> page) {
        items(call, of, page).forEach(this::take);
    }

    private void take(software.amazon.awssdk.services.organizations.model.Account member) {
        String id = Optional.ofNullable(member.id()).orElse("");
        if (!Account.isId(id)) {
            problems.add(
                    new Problem(Origin.of("ListAccounts"), "expected accounts of twelve digits, found `" + id + "`"));
            return;
        }
        Account account = new Account(id, Optional.ofNullable(member.name()).orElse(""));
        boolean isActive = Optional.ofNullable(member.stateAsString())
                .or(() -> Optional.ofNullable(member.statusAsString()))
                .map("ACTIVE"::equals)
                .orElse(true);
        (isActive ? active : others).put(id, account);
    }

    private <T> List<T> items(String call, String of, Function<Optional<String>, Pages.Page<T>> page) {
        Pages<T> pages = Calls.pages("organizations:" + call, page);
        pages.failure()
                .ifPresent(failure -> problems.add(new Problem(
                        Origin.of(call),
                        "the accounts of " + of + " could not all be found out: " + failure.what()
                                + "; help: call from the management account or a delegated administrator, see"
                                + " `weir iam read --organization`, or name the accounts with `--accounts`")));
        return pages.items();
    }

    private Pages.Page<software.amazon.awssdk.services.organizations.model.Account> accounts(Optional<String> token) {
        ListAccountsResponse answer = organizations.listAccounts(request -> request.nextToken(token.orElse(null)));
        return Pages.Page.of(answer.accounts(), answer.nextToken());
    }

    private Pages.Page<software.amazon.awssdk.services.organizations.model.Account> accounts(
            String unit, Optional<String> token) {
        ListAccountsForParentResponse answer = organizations.listAccountsForParent(
                request -> request.parentId(unit).nextToken(token.orElse(null)));
        return Pages.Page.of(answer.accounts(), answer.nextToken());
    }

    private Pages.Page<String> units(String unit, Optional<String> token) {
        ListOrganizationalUnitsForParentResponse answer = organizations.listOrganizationalUnitsForParent(
                request -> request.parentId(unit).nextToken(token.orElse(null)));
        List<String> ids = answer.organizationalUnits().stream()
                .map(OrganizationalUnit::id)
                .filter(id -> id != null)
                .toList();
        return Pages.Page.of(ids, answer.nextToken());
    }

    @Override
    public void close() {
        organizations.close();
    }
}
