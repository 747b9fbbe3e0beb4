package dev.weir.ec2;

import dev.weir.inventory.GroupIds;
import dev.weir.inventory.InventoryDocument;
import dev.weir.inventory.InventoryFormat;
import dev.weir.inventory.InventorySink;
import dev.weir.inventory.Listing;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroup;
import dev.weir.json.Quoted;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The AWS CLI's documents of one run.
 *
 * <p>Everything that judging a group needs is held in memory, so are the rules of describe-security-group-rules. Groups are
 * read in a stream, when all documents were looked at.
 */
final class AnswersReading implements InventoryFormat.FormatReading {

    private static final String ONLY_RULES =
            "of the security groups only rules were read, and a group may have none; help: save"
                    + " the output of `aws ec2 describe-security-groups --output json` with the rest";

    private final GroupIds ids;
    final Answers answers = new Answers();
    final FolderScopes folders = new FolderScopes();
    final Gathered gathered = new Gathered(folders);
    final ListedRules rules = gathered.listed();
    private final ListingTally tally = new ListingTally();
    private final List<AnswerDocument> documents = new ArrayList<>();
    private final Map<String, String> lost = new LinkedHashMap<>();
    /** Where groups were met of which nothing but rules is known. */
    private final Set<Scope> byRulesAlone = new LinkedHashSet<>();

    AnswersReading(GroupIds ids) {
        this.ids = ids;
    }

    void groupId(String id) {
        ids.add(id);
    }

    @Override
    public InventoryFormat.Look look(InventoryDocument document, InventorySink sink) throws IOException {
        Optional<OtherOutput> other = OtherOutput.of(document.head(), document.name());
        if (other.isPresent()) {
            Problem problem = new Problem(document.origin(1), other.get().sentence());
            if (other.get().kind() != AnswerKind.FLOW_LOGS) {
                sink.problem(problem); // the listing tells whom it concerns
            }
            AnswerDocument none = new AnswerDocument(document, this, sink);
            none.unread(other.get().kind(), problem);
            documents.add(none);
            return InventoryFormat.Look.OURS;
        }
        if (OtherOutput.isErrorOfAnotherCall(document.head())) {
            return InventoryFormat.Look.other("found the error of a call that weir does not need");
        }
        AnswerDocument read = new AnswerDocument(document, this, sink);
        InventoryFormat.Look look = read.look();
        if (look.kind() == InventoryFormat.Look.Kind.OURS) {
            documents.add(read);
        }
        return look;
    }

    @Override
    public void lost(String folder, String reason) {
        lost.putIfAbsent(folder, reason);
    }

    @Override
    public void surroundings(InventorySink sink) {
        for (AnswerDocument document : documents) {
            document.cover(tally);
            document.cutRules();
        }
        spoil();
        for (Listing.Kind kind : Listing.Kind.values()) {
            if (kind != Listing.Kind.SECURITY_GROUPS && kind != Listing.Kind.SECURITY_GROUP_RULES) {
                tally.listings(kind).forEach(sink::listing);
            }
        }
        gathered.push(sink);
    }

    /** Where a document of a folder was lost, what its neighbours list may not be all there is. */
    private void spoil() {
        for (AnswerDocument document : documents) {
            String reason = lost.get(document.document().folder());
            if (reason != null) {
                Scope around = folders.around(document.document());
                for (AnswerKind kind : document.kinds()) {
                    kind.listing().ifPresent(listing -> tally.spoil(listing, around, reason));
                    if (kind == AnswerKind.SECURITY_GROUP_RULES) {
                        rules.cutShort(around, reason + ": so the listing of rules may have been read in part");
                    }
                }
            }
        }
    }

    @Override
    public void groups(InventorySink sink) {
        Set<String> joined = new HashSet<>();
        for (AnswerDocument document : documents) {
            document.groups(sink, group -> push(group, sink, joined));
        }
        for (String id : rules.groups()) {
            if (!joined.contains(id)) {
                SecurityGroup alone = rules.alone(id, gathered.aroundRulesOf(id));
                byRulesAlone.add(alone.scope());
                sink.securityGroup(alone);
            }
        }
    }

    private void push(SecurityGroup group, InventorySink sink, Set<String> joined) {
        if (rules.isEmpty()) {
            sink.securityGroup(group);
            return;
        }
        joined.add(group.id());
        List<SecurityGroup> versions = rules.join(group);
        if (versions.size() == 1) {
            sink.securityGroup(versions.get(0));
            return;
        }
        sink.problem(new Problem(
                versions.get(1).origin(),
                Quoted.of(group.id()) + " differs from what stands at " + group.origin()
                        + ": expected one answer; the worse of both is judged"));
        sink.contradictorySecurityGroup(versions);
    }

    @Override
    public void listings(InventorySink sink) {
        documents.forEach(document -> document.coverGroups(tally));
        spoil();
        List<Listing> ofGroups = tally.listings(Listing.Kind.SECURITY_GROUPS);
        byRulesAlone.stream()
                .filter(scope ->
                        ofGroups.stream().noneMatch(listing -> listing.scope().mayHold(scope)))
                .forEach(scope -> sink.problem(new Problem(Origin.of(scope.toString()), ONLY_RULES)));
        ofGroups.forEach(sink::listing);
        tally.listings(Listing.Kind.SECURITY_GROUP_RULES).forEach(sink::listing);
    }
}
