package dev.weir.aws;

import dev.weir.catalogue.MadeList;
import dev.weir.flow.FlowKey;
import dev.weir.flow.FlowObject;
import dev.weir.flow.FlowSelection;
import dev.weir.flow.FlowSource;
import dev.weir.flow.PassedOver;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The objects below a place in S3, found with few calls: folders of other services, and in AWS's layouts of accounts, Regions
 * and times that are not asked for, are never listed.
 *
 * <p>A level at a time, its folders side by side. Where nothing can be left out any more, all that lies below comes a thousand
 * keys a call; so too below {@link #DEPTH} levels of folders that follow no layout. Keys are left out by the same rules as files.
 */
final class S3Walk implements FlowSource {

    private static final int DEPTH = 3;

    private final S3Bucket bucket;
    private final FlowSelection selection;
    private final List<List<FlowObject>> objects = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private PassedOver beside = PassedOver.NONE;
    private long outside;
    private boolean empty = true;

    S3Walk(S3Bucket bucket, FlowSelection selection) {
        this.bucket = bucket;
        this.selection = selection;
    }

    @Override
    public List<String> named() {
        return List.of(bucket.name(bucket.address().prefix()));
    }

    /** Everything that is asked for, once. */
    @Override
    public Listed list() {
        String named = bucket.address().prefix();
        if (named.isEmpty() || named.endsWith("/")) {
            below(List.of(named));
        } else {
            S3Folder alike = new S3Folder(bucket, selection, named).listedByFolder();
            took(alike);
            below(alike.folders());
        }
        if (empty && problems.isEmpty()) {
            problem(named, "holds no object; help: give the folder that holds `AWSLogs`, or one in it");
        }
        return new Listed(MadeList.concatenated(objects), outside, beside, problems);
    }

    private void below(List<String> roots) {
        List<String> level = roots;
        for (int depth = 0; !level.isEmpty(); depth++) {
            List<CompletableFuture<S3Folder>> listings = new ArrayList<>();
            for (String prefix : level) {
                boolean byFolder = isWorthEntering(prefix, depth);
                S3Folder folder = new S3Folder(bucket, selection, prefix);
                listings.add(CompletableFuture.supplyAsync(
                        byFolder ? folder::listedByFolder : folder::listedWhole,
                        bucket.ahead().network()));
            }
            List<String> next = new ArrayList<>();
            for (CompletableFuture<S3Folder> listing : listings) {
                S3Folder folder = listing.join();
                took(folder);
                next.addAll(folder.folders());
            }
            level = next;
        }
    }

    private void took(S3Folder folder) {
        objects.add(folder.objects());
        outside += folder.outside();
        beside = beside.and(folder.beside());
        empty &= folder.isEmpty();
        folder.failure().ifPresent(failure -> problem(folder.prefix(), "cannot be listed: " + failure.sentence()));
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

    private void problem(String prefix, String message) {
        problems.add(new Problem(Origin.of(bucket.name(prefix)), message));
    }
}
