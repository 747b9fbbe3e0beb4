package dev.weir.files;

import dev.weir.inventory.Scope;
import java.util.Optional;

/** The account and Region of groups by owner and ARN; groups in a row mostly have the same, which is then made once. */
final class GroupScopes {

    private Scope last = Scope.UNKNOWN;
    private String lastOwner = "";
    private String lastHead = "";

    /** The owner's account and the ARN's Region; what the owner field does not tell, the ARN may. */
    Scope of(String owner, String arn) {
        int head = arn.lastIndexOf(':') + 1;
        boolean same = owner.equals(lastOwner) && head == lastHead.length() && arn.startsWith(lastHead);
        if (!same) {
            lastOwner = owner;
            lastHead = arn.substring(0, head);
            last = made(owner, arn);
        }
        return last;
    }

    private static Scope made(String owner, String arn) {
        String region = "";
        int second = arn.indexOf(':', 4);
        int third = second < 0 ? -1 : arn.indexOf(':', second + 1);
        int fourth = third < 0 ? -1 : arn.indexOf(':', third + 1);
        if (fourth > 0 && arn.startsWith("arn:")) {
            region = arn.substring(third + 1, fourth);
        }
        Scope scope = new Scope(PathScope.account(owner), region.isEmpty() ? Optional.empty() : Optional.of(region));
        return scope.orElse(PathScope.ofArn(arn));
    }
}
