package dev.weir.ec2;

import dev.weir.inventory.Scope;
import dev.weir.inventory.ScopeNames;
import java.util.Optional;

/** What groups say themselves of their account and Region. Those in a row mostly say the same, which is then made once. */
final class OwnScope {

    private String lastOwner = "";
    private String lastArn = "";
    private Scope last = Scope.UNKNOWN;

    /** By the owner, else by the ARN; a text that is empty says nothing. */
    Scope of(String owner, String arn) {
        String region = arn.substring(0, arn.lastIndexOf(':') + 1);
        if (!owner.equals(lastOwner) || !region.equals(lastArn)) {
            lastOwner = owner;
            lastArn = region;
            last = new Scope(ScopeNames.account(owner), Optional.empty()).orElse(ScopeNames.ofArn(arn));
        }
        return last;
    }
}
