package dev.weir.inventory;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Passes on what one format pushes, and hears of which scopes it has groups. Of a scope whose groups no listing covers it is not
 * known whether they are all, which is told in the end.
 */
final class GroupListings extends PassingSink {

    private final Listings listings = new Listings();
    private final Set<Scope> scopes = new LinkedHashSet<>();
    private Scope last = Scope.UNKNOWN;

    GroupListings(InventorySink next) {
        super(next);
    }

    /** Groups of one scope mostly come together. */
    private void note(SecurityGroup group) {
        if (scopes.isEmpty() || !group.scope().equals(last)) {
            last = group.scope();
            scopes.add(last);
        }
    }

    /** Tells what the format, which is called so, did not. */
    void complete(String called) {
        for (Scope scope : scopes) {
            if (listings.covering(Listing.Kind.SECURITY_GROUPS, scope).findAny().isEmpty()) {
                super.listing(Listing.inPart(
                        scope,
                        Listing.Kind.SECURITY_GROUPS,
                        called + " does not say whether it holds all security groups"));
            }
        }
    }

    @Override
    public void listing(Listing listing) {
        listings.add(listing);
        super.listing(listing);
    }

    @Override
    public void securityGroup(SecurityGroup group) {
        note(group);
        super.securityGroup(group);
    }

    @Override
    public void contradictorySecurityGroup(List<SecurityGroup> versions) {
        versions.forEach(this::note);
        super.contradictorySecurityGroup(versions);
    }

    @Override
    public void possibleSecurityGroup(List<SecurityGroup> versions) {
        versions.forEach(this::note);
        super.possibleSecurityGroup(versions);
    }
}
