package dev.weir.finding;

import static dev.weir.inventory.Fixtures.ACCOUNT;
import static dev.weir.inventory.Fixtures.ORIGIN;
import static dev.weir.inventory.Fixtures.SCOPE;
import static dev.weir.inventory.Fixtures.group;
import static dev.weir.inventory.Fixtures.inventory;
import static dev.weir.inventory.Fixtures.networkInterface;
import static dev.weir.inventory.Fixtures.rules;
import static dev.weir.inventory.Fixtures.subnet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.finding.ScanSummary.ScopeStatus;
import dev.weir.finding.ScanSummary.Status;
import dev.weir.inventory.Fixtures.Inventory;
import dev.weir.inventory.Listing;
import dev.weir.inventory.Listing.Kind;
import dev.weir.inventory.Problem;
import dev.weir.inventory.Scope;
import dev.weir.inventory.Snapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a scan says of how much it saw. */
class ScanCompletenessTest {

    private static final Scope OTHER = Scope.of(ACCOUNT, "us-east-1");

    @Test
    void isCompleteWhenNothingWentWrong() {
        Scanned scanned = Scanned.of(inventory().withWholeListings().with(group("sg-1")));

        assertThat(scanned.summary().complete()).isTrue();
        assertThat(scanned.summary().scopes()).containsExactly(new ScopeStatus(SCOPE, Status.READ, 1));
        assertThat(scanned.summary().pass()).isEqualTo(2);
    }

    /** Which flow logs there are is asked for by `weir logs`, and moves no verdict. */
    @Test
    void flowLogsThatWereNotListedLeaveItComplete() {
        Scanned inPart = Scanned.of(
                inventory().with(Listing.inPart(SCOPE, Kind.FLOW_LOGS, "cut")).with(group("sg-1")));

        assertThat(inPart.summary().complete()).isTrue();
    }

    @Test
    void aProblemMakesItIncomplete() {
        Scanned scanned = Scanned.of(
                inventory().withWholeListings().with(new Problem(ORIGIN, "no")).with(group("sg-1")));

        assertThat(scanned.summary().complete()).isFalse();
        assertThat(scanned.summary().problems()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FLOW_LOGS")
    void aListingThatIsNotWholeMakesItIncompleteAndTheScopePartlyRead(Kind kind) {
        Scanned inPart =
                Scanned.of(inventory().with(Listing.inPart(SCOPE, kind, "cut")).with(group("sg-1")));
        Scanned whole = Scanned.of(inventory().with(Listing.whole(SCOPE, kind)).with(group("sg-1")));

        assertThat(inPart.summary().complete()).isFalse();
        assertThat(inPart.summary().scopes()).containsExactly(new ScopeStatus(SCOPE, Status.PARTLY_READ, 1));
        assertThat(whole.summary().complete()).isTrue();
    }

    @Test
    void aRegionWhoseGroupsWereDeniedIsNotReadAndItsInterfacesAreUnknown() {
        Scanned scanned = Scanned.of(inventory()
                .withWholeListings()
                .with(Listing.notRead(OTHER, Kind.SECURITY_GROUPS, "AccessDenied"))
                .with(Listing.whole(OTHER, Kind.NETWORK_INTERFACES))
                .with(networkInterface("eni-1", "sg-9").of(OTHER))
                .with(group("sg-1")));

        assertThat(scanned.summary().scopes())
                .containsExactly(new ScopeStatus(SCOPE, Status.READ, 1), new ScopeStatus(OTHER, Status.NOT_READ, 0));
        assertThat(scanned.verdicts("sg-1")).isEqualTo("pass pass");
        assertThat(scanned.verdicts("eni-1")).isEqualTo("unknown unknown");
        assertThat(scanned.finding("eni-1", Reading.ALL_PORTS).unresolved())
                .singleElement()
                .asString()
                .contains("AccessDenied");
    }

    @Test
    void listingsOfGroupsMayComeAfterTheGroupsBecauseTheirEndIsKnownLast() {
        Scan scan = new Scan(Policy.DEFAULT, finding -> {});
        scan.securityGroup(group("sg-1"));
        scan.listing(Listing.inPart(SCOPE, Kind.SECURITY_GROUPS, "page 2 was refused"));

        ScanSummary summary = scan.finish();

        assertThat(summary.complete()).isFalse();
        assertThat(summary.scopes()).containsExactly(new ScopeStatus(SCOPE, Status.PARTLY_READ, 1));
    }

    @Test
    void whatJudgingNeedsMustNotComeAfterTheGroups() {
        Scan scan = new Scan(Policy.DEFAULT, finding -> {});
        scan.securityGroup(group("sg-1"));

        assertThatThrownBy(() ->
                        scan.networkInterface(networkInterface("eni-1", "sg-1").build()))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> scan.subnet(subnet("subnet-1"))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> scan.listing(Listing.whole(SCOPE, Kind.NETWORK_INTERFACES)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aListingThatDoesNotKnowItsScopeStandsForTheScopesThatItCovers() {
        Scanned scanned = Scanned.of(inventory()
                .with(Listing.whole(Scope.UNKNOWN, Kind.SECURITY_GROUPS))
                .with(group(OTHER, "sg-2", rules()))
                .with(group("sg-1"))
                .with(group(OTHER, "sg-3", rules())));
        Scanned empty = Scanned.of(inventory().with(Listing.whole(Scope.UNKNOWN, Kind.SECURITY_GROUPS)));

        assertThat(scanned.summary().scopes())
                .containsExactly(new ScopeStatus(SCOPE, Status.READ, 1), new ScopeStatus(OTHER, Status.READ, 2));
        assertThat(empty.summary().scopes()).containsExactly(new ScopeStatus(Scope.UNKNOWN, Status.READ, 0));
    }

    @Test
    void anInterfaceThatTwoAccountsListIsOneInterface() {
        Scanned agreed = Scanned.of(inventory()
                .with(networkInterface("eni-1", "sg-1"))
                .with(networkInterface("eni-1", "sg-1").of(OTHER))
                .with(group("sg-1")));
        Scanned contradictory = Scanned.of(inventory()
                .with(networkInterface("eni-1", "sg-1"))
                .with(networkInterface("eni-1", "sg-2"))
                .with(group("sg-1")));

        assertThat(agreed.summary().networkInterfaces()).isEqualTo(1);
        assertThat(agreed.summary().complete()).isTrue();
        assertThat(agreed.finding("sg-1", Reading.ALL_PORTS).attachment().interfaces())
                .hasValue(1);
        assertThat(contradictory.summary().complete()).isFalse();
    }

    @Test
    void countsEntriesAndGroups() {
        ScanSummary summary = Scanned.of(inventory()
                        .withWholeListings()
                        .with(networkInterface("eni-1", "sg-a", "sg-b"))
                        .with(group("sg-a", "all 16.0.0.0/5"))
                        .with(group("sg-b", "all 24.0.0.0/5"))
                        .with(group("sg-c", "all 0.0.0.0/0"))
                        .with(group("sg-d", "tcp 443 0.0.0.0/0", "all pl-1"))
                        .with(group("sg-e", "tcp 443 pl-1")))
                .summary();

        assertThat(summary.securityGroups()).isEqualTo(5);
        assertThat(summary.networkInterfaces()).isEqualTo(1);
        assertThat(summary.attached()).isEqualTo(2);
        assertThat(summary.fail()).isEqualTo(2 + 1 + 2);
        assertThat(summary.unknown()).isEqualTo(2);
        assertThat(summary.pass()).isEqualTo(5);
        assertThat(summary.groupsFailing()).isEqualTo(2);
        assertThat(summary.groupsFailingAllPorts()).isEqualTo(1);
        assertThat(summary.groupsUnknown()).isEqualTo(1);
    }

    @Test
    void aSnapshotGivesTheFindingsOfWhatItWasMadeFrom() {
        Inventory inventory = inventory()
                .with(new Problem(ORIGIN, "no"))
                .with(Listing.inPart(SCOPE, Kind.NETWORK_INTERFACES, "cut"))
                .with(Listing.notRead(OTHER, Kind.SECURITY_GROUPS, "AccessDenied"))
                .with(networkInterface("eni-1", "sg-a", "sg-b"))
                .with(group("sg-b", "all 16.0.0.0/5"))
                .with(group("sg-a", "all 24.0.0.0/5"))
                .withContradictory(group("sg-c"), group("sg-c", "all pl-1"));

        Scanned direct = Scanned.of(inventory);
        Scanned again = Scanned.of(Snapshot.of(inventory));

        assertThat(again).isEqualTo(direct);
        assertThat(Scanned.of(Snapshot.of(Snapshot.of(inventory)))).isEqualTo(direct);
    }

    @Test
    void finishesOnce() {
        Scan scan = new Scan(Policy.DEFAULT, finding -> {});
        scan.finish();

        assertThatThrownBy(scan::finish).isInstanceOf(IllegalStateException.class);
    }
}
