package dev.weir.aws;

import dev.weir.inventory.Scope;
import dev.weir.inventory.Snapshot;
import dev.weir.net.Cidr;
import dev.weir.net.IpFamily;
import dev.weir.ranges.ListCall;
import dev.weir.ranges.ListState;
import dev.weir.ranges.PrefixListGateway;
import dev.weir.remediation.ReadAnswer;
import dev.weir.remediation.WriteAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AddPrefixListEntry;
import software.amazon.awssdk.services.ec2.model.DescribeManagedPrefixListsResponse;
import software.amazon.awssdk.services.ec2.model.GetManagedPrefixListAssociationsResponse;
import software.amazon.awssdk.services.ec2.model.GetManagedPrefixListEntriesResponse;
import software.amazon.awssdk.services.ec2.model.ManagedPrefixList;
import software.amazon.awssdk.services.ec2.model.PrefixListAssociation;
import software.amazon.awssdk.services.ec2.model.PrefixListEntry;
import software.amazon.awssdk.services.ec2.model.RemovePrefixListEntry;

/**
 * One Region's EC2, for keeping customer-managed prefix lists. Reads try again; writes never do, because only a read can tell what became
 * of a write without an answer.
 */
public final class Ec2PrefixLists implements PrefixListGateway, AutoCloseable {

    private static final int PAGE = 100;
    private static final String DESCRIBE = "ec2:DescribeManagedPrefixLists";
    private static final String ENTRIES = "ec2:GetManagedPrefixListEntries";
    private static final String ASSOCIATIONS = "ec2:GetManagedPrefixListAssociations";
    private static final String MODIFY = "ec2:ModifyManagedPrefixList";
    private static final String RESTORE = "ec2:RestoreManagedPrefixListVersion";

    private final AwsSession session;
    private final Ec2Client reads;
    private final Ec2Client writes;
    private final Sts sts;
    private final String region;
    private Optional<String> account = Optional.empty();

    private Ec2PrefixLists(AwsSession session, String region) {
        this.session = session;
        this.region = region;
        this.reads = session.ec2(region);
        this.writes = session.ec2WithoutRetries(region);
        this.sts = session.sts(region);
    }

    /**
     * The lists of the Region that the options name, or else of the one that is configured.
     *
     * @throws IllegalStateException if there is nobody to call AWS as, or no Region, with the reason
     */
    public static Ec2PrefixLists open(AwsOptions options) {
        try {
            AwsSession session = AwsSession.open(options);
            String region = options.regions().stream()
                    .findFirst()
                    .or(session::configuredRegion)
                    .orElseThrow(() -> new IllegalStateException("no Region is configured; help: give --region"));
            return new Ec2PrefixLists(session, region);
        } catch (NoCredentials nobody) {
            throw new IllegalStateException(nobody.sentence(), nobody);
        }
    }

    @Override
    public ReadAnswer<ListState> read(String idOrName) {
        return reading(DESCRIBE, () -> {
            boolean isId = idOrName.startsWith("pl-");
            String filter = isId ? "prefix-list-id" : "prefix-list-name";
            List<ManagedPrefixList> found = new ArrayList<>(NoAnswer.unlessAll(DESCRIBE, token -> {
                DescribeManagedPrefixListsResponse page =
                        reads.describeManagedPrefixLists(request -> request.maxResults(PAGE)
                                .filters(by -> by.name(filter).values(idOrName))
                                .nextToken(token.orElse(null)));
                return Pages.Page.of(page.prefixLists(), page.nextToken());
            }));
            // A `*` or `?` in a filter stands for anything.
            found.removeIf(list -> !idOrName.equals(isId ? list.prefixListId() : list.prefixListName()));
            if (found.size() != 1) {
                return new ReadAnswer.Unanswered<>(
                        ReadAnswer.Hope.NONE,
                        found.isEmpty()
                                ? "there is no prefix list `" + idOrName + "` in " + region
                                        + "; help: `aws ec2 create-managed-prefix-list` makes one"
                                : "several prefix lists are called `" + idOrName + "` in " + region
                                        + "; help: name it by its id");
            }
            return new ReadAnswer.Read<>(state(found.get(0)));
        });
    }

    private ListState state(ManagedPrefixList list) {
        String id = Optional.ofNullable(list.prefixListId()).orElse("");
        List<PrefixListEntry> listed = NoAnswer.unlessAll(ENTRIES, token -> {
            GetManagedPrefixListEntriesResponse page = reads.getManagedPrefixListEntries(
                    request -> request.prefixListId(id).maxResults(PAGE).nextToken(token.orElse(null)));
            return Pages.Page.of(page.entries(), page.nextToken());
        });
        Set<Cidr> entries = new TreeSet<>();
        listed.forEach(entry ->
                entries.add(Cidr.canonical(Optional.ofNullable(entry.cidr()).orElse(""))));
        return new ListState(
                id,
                Optional.ofNullable(list.prefixListName()).orElse(""),
                "IPv6".equalsIgnoreCase(list.addressFamily()) ? IpFamily.IPV6 : IpFamily.IPV4,
                Optional.ofNullable(list.version()).orElse(0L),
                Optional.ofNullable(list.maxEntries()).orElse(0),
                entries,
                Optional.ofNullable(list.stateAsString()).orElse(""),
                Optional.ofNullable(list.stateMessage()).orElse(""),
                notOurs(id, list));
    }

    private Optional<String> notOurs(String id, ManagedPrefixList list) {
        String owner = Optional.ofNullable(list.ownerId()).orElse("");
        if (owner.equals("AWS")) {
            return Optional.of("`" + id + "` is AWS's own list, which AWS keeps");
        }
        if (list.ipamPrefixListResolverTargetId() != null
                || Boolean.TRUE.equals(list.ipamPrefixListResolverSyncEnabled())) {
            return Optional.of("`" + id + "` is kept by IPAM; help: change what its resolver selects");
        }
        if (account.isEmpty()) {
            account = sts.identity().account();
        }
        if (account.isPresent() && !owner.isEmpty() && !owner.equals(account.get())) {
            return Optional.of(
                    "`" + id + "` is of account " + owner + ", which alone may change it; help: sync it there");
        }
        return Optional.empty();
    }

    @Override
    public ReadAnswer<List<Snapshot>> groupsOf(String id) {
        return reading(ASSOCIATIONS, () -> {
            List<PrefixListAssociation> associations = NoAnswer.unlessAll(ASSOCIATIONS, token -> {
                GetManagedPrefixListAssociationsResponse page = reads.getManagedPrefixListAssociations(
                        request -> request.prefixListId(id).maxResults(PAGE).nextToken(token.orElse(null)));
                return Pages.Page.of(page.prefixListAssociations(), page.nextToken());
            });
            Set<String> groups = new TreeSet<>();
            associations.stream()
                    .flatMap(one -> Optional.ofNullable(one.resourceId()).stream())
                    .filter(resource -> resource.startsWith("sg-"))
                    .forEach(groups::add);
            Scope scope = new Scope(account, Optional.of(region));
            Ec2Surroundings surroundings = new Ec2Surroundings(
                    new RegionCalls(session.reads(region), scope, RegionCalls.AnswerTrouble.UNHEARD), scope);
            List<Snapshot> all = new ArrayList<>();
            for (String group : groups) {
                ReadAnswer<Snapshot> around = surroundings.read(group, Set.of(id), Set.of());
                Optional<String> unread = around.match(
                        read -> {
                            all.add(read.value());
                            return Optional.empty();
                        },
                        failed -> Optional.of(failed.reason()));
                if (unread.isPresent()) {
                    return new ReadAnswer.Unanswered<>(ReadAnswer.Hope.NONE, unread.get());
                }
            }
            return new ReadAnswer.Read<>(all);
        });
    }

    private static <T> ReadAnswer<T> reading(String action, Supplier<ReadAnswer<T>> read) {
        try {
            return read.get();
        } catch (NoAnswer unanswered) {
            return unanswered.answer();
        } catch (SdkException | NoCredentials failed) {
            return Ec2Failure.read(failed, action);
        } catch (IllegalArgumentException garbled) {
            return new ReadAnswer.Unanswered<>(
                    ReadAnswer.Hope.NONE, ENTRIES + " was answered with what is no entry: " + garbled.getMessage());
        }
    }

    @Override
    public WriteAnswer modify(String id, long version, ListCall call) {
        return done(
                MODIFY,
                () -> writes.modifyManagedPrefixList(request -> request.prefixListId(id)
                        .currentVersion(version)
                        .addEntries(call.add().stream()
                                .map(cidr -> AddPrefixListEntry.builder()
                                        .cidr(cidr.toString())
                                        .build())
                                .toList())
                        .removeEntries(call.remove().stream()
                                .map(cidr -> RemovePrefixListEntry.builder()
                                        .cidr(cidr.toString())
                                        .build())
                                .toList())));
    }

    @Override
    public WriteAnswer resize(String id, int maxEntries) {
        return done(
                MODIFY,
                () -> writes.modifyManagedPrefixList(
                        request -> request.prefixListId(id).maxEntries(maxEntries)));
    }

    @Override
    public WriteAnswer restore(String id, long earlier, long version) {
        return done(
                RESTORE,
                () -> writes.restoreManagedPrefixListVersion(request ->
                        request.prefixListId(id).previousVersion(earlier).currentVersion(version)));
    }

    private static WriteAnswer done(String action, Supplier<AwsResponse> write) {
        return Ec2Failure.write(action, () -> Ec2Failure.done(write.get(), List.of()));
    }

    @Override
    public void close() {
        reads.close();
        writes.close();
        session.close();
    }
}
