package dev.weir.ranges;

import dev.weir.inventory.Snapshot;
import dev.weir.remediation.ReadAnswer;
import dev.weir.remediation.WriteAnswer;
import java.util.List;

/**
 * AWS, as far as keeping prefix lists needs it.
 *
 * <p>Whoever implements this sends a write once and repeats none: only a read tells what became of it.
 */
public interface PrefixListGateway {

    /** The customer-managed list of this id or name, with its entries. */
    ReadAnswer<ListState> read(String idOrName);

    /** The security groups whose rules name the list, each with what is around it, prefix lists included. */
    ReadAnswer<List<Snapshot>> groupsOf(String id);

    /** Changes entries of a version. */
    WriteAnswer modify(String id, long version, ListCall call);

    /** Changes how many entries the list may hold. */
    WriteAnswer resize(String id, int maxEntries);

    /** Makes the entries those of an earlier version, as a new version. */
    WriteAnswer restore(String id, long earlier, long version);
}
