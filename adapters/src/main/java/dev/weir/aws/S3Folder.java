package dev.weir.aws;

import dev.weir.aws.S3Reads.Entry;
import dev.weir.catalogue.MadeList;
import dev.weir.catalogue.PackedTexts;
import dev.weir.flow.FlowKey;
import dev.weir.flow.FlowObject;
import dev.weir.flow.FlowSelection;
import dev.weir.flow.OtherKey;
import dev.weir.flow.PassedOver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What begins with one prefix in a bucket, listed a page at a time: of a million keys each takes some fifty bytes, and an object is
 * made of one when it is asked for.
 */
final class S3Folder {

    private final S3Bucket bucket;
    private final FlowSelection selection;
    private final String prefix;
    private final PackedTexts keys = new PackedTexts();
    /** Size and ETag of each, parted by a blank. */
    private final PackedTexts tags = new PackedTexts();

    private final List<String> folders = new ArrayList<>();
    private PassedOver beside = PassedOver.NONE;
    private long outside;
    private boolean empty = true;
    private Optional<Failure> failure = Optional.empty();

    S3Folder(S3Bucket bucket, FlowSelection selection, String prefix) {
        this.bucket = bucket;
        this.selection = selection;
        this.prefix = prefix;
    }

    /** Asks for its keys and its folders. */
    S3Folder listedByFolder() {
        return listed("/");
    }

    /** Asks for all keys below it. */
    S3Folder listedWhole() {
        return listed("");
    }

    private S3Folder listed(String delimiter) {
        failure = Calls.each(
                token -> bucket.reads().list(bucket.address().bucket(), prefix, delimiter, token, bucket.payer()),
                page -> page.forEach(this::found),
                failed -> StoreFailure.of(
                        failed, "s3:ListBucket", bucket.address().bucketArn()));
        return this;
    }

    private void found(Entry entry) {
        if (isPartOfAName()) {
            foundAlike(entry);
            return;
        }
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

    private boolean isPartOfAName() {
        return !prefix.isEmpty() && !prefix.endsWith("/");
    }

    /** Of all that begins like a name, what has it is meant: an object, which is taken whatever it is called, and a folder. */
    private void foundAlike(Entry entry) {
        if (entry.key().equals(prefix)) {
            empty = false;
            admitted(entry);
        } else if (entry.key().equals(prefix + "/")) {
            folders.add(entry.key());
        }
    }

    private void admitted(Entry entry) {
        FlowObject object = new S3Object(bucket, entry.key(), entry.size(), entry.etag());
        if (selection.admits(object.key())) {
            keys.add(entry.key());
            tags.add(entry.size() + " " + entry.etag());
        } else {
            outside++;
        }
    }

    /** What is asked for, as it was listed; each look makes another object. */
    List<FlowObject> objects() {
        return new MadeList<>(keys.size(), number -> {
            String tag = tags.get(number);
            int blank = tag.indexOf(' ');
            return new S3Object(bucket, keys.get(number), Long.parseLong(tag, 0, blank, 10), tag.substring(blank + 1));
        });
    }

    String prefix() {
        return prefix;
    }

    /** Those in it that may hold what is asked for. */
    List<String> folders() {
        return folders;
    }

    /** What is no flow log by its name. */
    PassedOver beside() {
        return beside;
    }

    /** How many objects lie outside of what is asked for. */
    long outside() {
        return outside;
    }

    /** Whether nothing begins so. */
    boolean isEmpty() {
        return empty;
    }

    /** Why not all was listed, if it was not. */
    Optional<Failure> failure() {
        return failure;
    }
}
