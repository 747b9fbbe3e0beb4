package dev.weir.organization;

import dev.weir.inventory.Scope;
import java.util.List;

/** Is told how the reading of many accounts goes; its calls come from several threads, and must not take long. */
public interface OrganizationListener {

    /** Nobody listens. */
    OrganizationListener NONE = new OrganizationListener() {};

    /** So many accounts will be read, and these will not. */
    default void accounts(int count, List<Account> leftOut) {}

    /** So many Regions of one account will be read; none where it refused. */
    default void account(int regions) {}

    /** One Region was read now. */
    default void read(Scope scope) {}

    /** One Region was not read, because its account refused. */
    default void refused(Scope scope) {}

    /** One account refused; once, also where it has Regions that are not read for it. */
    default void refused(Account account) {}

    /** One Region was read by an earlier run. */
    default void kept(Scope scope) {}

    /** Its groups are passed on, so many. */
    default void passedOn(long securityGroups) {}

    /** All of them were. */
    default void end() {}
}
