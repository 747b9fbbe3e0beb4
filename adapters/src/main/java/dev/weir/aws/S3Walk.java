package dev.weir.aws;

import dev.weir.flow.FlowKey;
import dev.weir.flow.FlowObject;
import dev.weir.flow.FlowSelection;
import dev.weir.flow.FlowSource;
import dev.weir.flow.OtherKey;
import dev.weir.flow.PassedOver;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/**
 * The objects below a place in S3, found with few calls: folders of other services, and in AWS's layouts of accounts, Regions
 * and times that are not asked for, are never listed.
 *
 * <p>A level at a time, its folders side by side. Where nothing can be left out any more, all that lies below comes a thousand
 * keys a call; so too below {@link #DEPTH} levels of folders that follow no layout. Keys are left out by the same rules as files.
 */
final class S3Walk {

    private static final int DEPTH = 3;

    private final S3Bucket bucket;
    private final FlowSelection selection;
    private final List<FlowObject> objects = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private PassedOver beside = PassedOver.NONE;
    private long outside;
    private boolean empty = true;

    S3Walk(S3Bucket bucket, FlowSelection selection) {
        this.bucket = bucket;
        this.selection = selection;
    }

    /** A key, or a folder of keys, which ends with a slash. */
    private record Entry(String key, long size, String etag) {

        static Entry folder(String prefix) {
            return new Entry(prefix, 0, "");
        }

        boolean isFolder() {
            return key.endsWith("/");
        }
    }

    /** Everything that is asked for. */
    FlowSource.Listed listing() {
        String named = bucket.address().prefix();
        if (named.isEmpty() || named.endsWith("/")) {
            below(List.of(named));
        } else {
            Pages<Entry> alike = listed(named, true);
            told(named, alike);
            alike.items().stream().filter(one -> one.key().equals(named)).forEach(this::named);
            below(alike.items().stream()
                    .map(Entry::key)
                    .filter(key -> key.equals(named + "/"))
                    .toList());
        }
        if (empty && problems.isEmpty()) {
            problem(named, "holds no object; help: give the folder that holds `AWSLogs`, or one in it");
        }
        return new FlowSource.Listed(objects, outside, beside, problems);
    }

    private void below(List<String> roots) {
        List<String> level = roots;
        for (int depth = 0; !level.isEmpty(); depth++) {
            List<CompletableFuture<Pages<Entry>>> listings = new ArrayList<>();
            for (String folder : level) {
                boolean byFolder = isWorthEntering(folder, depth);
                listings.add(CompletableFuture.supplyAsync(
                        () -> listed(folder, byFolder), bucket.ahead().network()));
            }
            List<String> next = new ArrayList<>();
            for (int folder = 0; folder < level.size(); folder++) {
                Pages<Entry> listing = listings.get(folder).join();
                told(level.get(folder), listing);
                listing.items().forEach(entry -> found(entry, next));
            }
            level = next;
        }
    }

    private void told(String prefix, Pages<Entry> listing) {
        listing.failure().ifPresent(failure -> problem(prefix, "cannot be listed: " + failure.sentence()));
    }

    /** Whether something below the folder may be left out, so that its folders are worth a call each. */
    private boolean isWorthEntering(String folder, int depth) {
        Optional<FlowKey> laidOut = FlowKey.ofFolder(folder);
        if (laidOut.isEmpty()) {
            return depth < DEPTH;
        }
        boolean timed = selection.from().isPresent() || selection.to().isPresent();
        FlowKey key = laidOut.get();
        return key.region().isEmpty() || timed && !isDay(key);
    }

    private static boolean isDay(FlowKey key) {
        return key.from().isPresent()
                && key.to().isPresent()
                && key.to().get().getEpochSecond() - key.from().get().getEpochSecond() <= 86_400;
    }

    private void found(Entry entry, List<String> folders) {
        empty = false;
        String below = entry.key().substring(bucket.address().prefix().length());
        if (below.startsWith(".") || below.contains("/.")) {
            return;
        }
        Optional<String> other = OtherKey.of(entry.key(), selection.kind());
        if (other.isPresent()) {
            beside = beside.with(other.get(), bucket.name(entry.key()));
        } else if (!entry.isFolder()) {
            admitted(entry);
        } else if (FlowKey.ofFolder(entry.key())
                .filter(key -> !selection.admits(key))
                .isEmpty()) {
            folders.add(entry.key());
        }
    }

    private void named(Entry entry) {
        empty = false;
        admitted(entry);
    }

    private void admitted(Entry entry) {
        FlowObject object = new S3Object(bucket, entry.key(), entry.size(), entry.etag());
        if (selection.admits(object.key())) {
            objects.add(object);
        } else {
            outside++;
        }
    }

    private Pages<Entry> listed(String prefix, boolean byFolder) {
        return Calls.pages(
                token -> {
                    ListObjectsV2Response answer = bucket.client()
                            .listObjectsV2(
                                    request -> request.bucket(bucket.address().bucket())
                                            .prefix(prefix)
                                            .delimiter(byFolder ? "/" : null)
                                            .continuationToken(token.orElse(null))
                                            .requestPayer(bucket.payer().orElse(null)));
                    List<Entry> entries = new ArrayList<>();
                    answer.contents().stream()
                            .filter(one -> !one.key().endsWith("/"))
                            .forEach(one -> entries.add(new Entry(one.key(), one.size(), one.eTag())));
                    answer.commonPrefixes().forEach(one -> entries.add(Entry.folder(one.prefix())));
                    return new Pages.Page<>(entries, Optional.ofNullable(answer.nextContinuationToken()));
                },
                failed -> StoreFailure.of(
                        failed, "s3:ListBucket", bucket.address().arn().replaceFirst("(/object)?/\\*$", "")));
    }

    private void problem(String prefix, String message) {
        problems.add(new Problem(Origin.of(bucket.name(prefix)), message));
    }
}
