package dev.weir.plan;

import dev.weir.inventory.Scope;
import java.util.Optional;

/**
 * The security group that a plan is for.
 *
 * @param id such as {@code sg-0a1b2c3d}
 * @param name GroupName; hostile text
 * @param account the owner, where known
 * @param region where known; apply refuses a plan without one unless it is given on the command line
 * @param vpc where known
 * @param stackResource what CloudFormation calls it, where it made the group
 */
public record GroupRef(
        String id,
        String name,
        Optional<String> account,
        Optional<String> region,
        Optional<String> vpc,
        Optional<StackResource> stackResource) {

    /** A group that CloudFormation did not make, as far as known. */
    public GroupRef(String id, String name, Optional<String> account, Optional<String> region, Optional<String> vpc) {
        this(id, name, account, region, vpc, Optional.empty());
    }

    /** Where it lives, as far as known. */
    public Scope scope() {
        return new Scope(account, region);
    }
}
