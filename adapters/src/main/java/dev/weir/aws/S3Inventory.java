package dev.weir.aws;

import dev.weir.inventory.InventoryDocuments;
import dev.weir.inventory.InventoryFormat;
import dev.weir.inventory.InventorySink;
import dev.weir.inventory.InventorySource;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import dev.weir.inventory.Scope;
import dev.weir.inventory.ScopeNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * An inventory out of a bucket: objects, and folders of keys, as {@code files} reads files and folders. In a folder only what
 * can be a document by its name is fetched, for buckets hold other things, too.
 */
public final class S3Inventory implements InventorySource {

    /** More than this is no inventory, and listing it would take long. */
    private static final int MOST = 10_000;

    private static final Set<String> ENDINGS =
            Set.of("json", "jsonl", "ndjson", "yaml", "yml", "template", "tf", "tofu");

    private final AwsOptions options;
    private final List<String> words;
    private final List<S3Address> places;
    private final List<InventoryFormat> formats;

    /**
     * The inventory at these addresses, in documents of these formats.
     *
     * @throws IllegalArgumentException naming the address that is none
     */
    public S3Inventory(AwsOptions options, List<String> addresses, List<InventoryFormat> formats) {
        this.options = options;
        this.words = List.copyOf(addresses);
        this.formats = List.copyOf(formats);
        this.places = addresses.stream()
                .map(word -> S3Address.of(word)
                        .orElseThrow(() -> new IllegalArgumentException("`" + word + "` is no place in S3")))
                .toList();
    }

    @Override
    public void read(InventorySink sink) {
        documents(sink::problem, all -> {
            InventoryDocuments documents = new InventoryDocuments(formats, sink);
            all.forEach(documents::look);
            if (documents.foundNothing() && !all.isEmpty()) {
                words.forEach(word -> sink.problem(new Problem(
                        Origin.of(word), "none of the objects is inventory; " + InventoryDocuments.expected(formats))));
            }
            documents.push();
        });
    }

    /** The inventories over time: each document that is one by itself, a weir snapshot, and everything else together. */
    public List<InventorySource> series() {
        List<InventorySource> series = new ArrayList<>();
        List<String> others = new ArrayList<>();
        documents(
                unheard -> {},
                all -> all.forEach(document -> {
                    if (standsAlone(document)) {
                        series.add(new S3Inventory(options, List.of(document.name()), formats));
                    } else {
                        others.add(document.name());
                    }
                }));
        if (series.isEmpty()) {
            return List.of(this);
        }
        if (!others.isEmpty()) {
            series.add(new S3Inventory(options, others, formats));
        }
        return List.copyOf(series);
    }

    private boolean standsAlone(S3Document document) {
        try {
            String head = document.head();
            return formats.stream()
                    .anyMatch(format -> format.standsAlone() && format.recognises(head, document.name()));
        } catch (IOException unreadable) {
            return false; // whoever reads it says so
        }
    }

    private void documents(Consumer<Problem> problems, Consumer<List<S3Document>> taker) {
        try (AwsSession session = AwsSession.open(options);
                S3Client s3 = session.s3()) {
            List<S3Document> all = new ArrayList<>();
            places.forEach(place -> list(s3, place, all, problems));
            taker.accept(all);
        } catch (NoCredentials nobody) {
            problems.accept(new Problem(Origin.of("AWS credentials"), nobody.sentence()));
        }
    }

    private static void list(S3Client s3, S3Address place, List<S3Document> into, Consumer<Problem> problems) {
        String prefix = place.prefix();
        String folder = prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
        int before = into.size();
        int met = 0;
        try {
            for (S3Object object : s3.listObjectsV2Paginator(
                            request -> request.bucket(place.bucket()).prefix(prefix))
                    .contents()) {
                if (object.key().equals(prefix) && !prefix.isEmpty()) {
                    into.add(new S3Document(s3, place, object, scope(object.key(), prefix), true));
                } else if (object.key().startsWith(folder)) {
                    if (++met > MOST) {
                        problems.accept(
                                new Problem(
                                        Origin.of(place.name(prefix)),
                                        "holds more than " + MOST
                                                + " objects, of which the rest was not read; help: name the folder of the inventory"));
                        return;
                    }
                    if (mayBeInventory(object.key().substring(folder.length()))) {
                        into.add(new S3Document(s3, place, object, scope(object.key(), prefix), false));
                    }
                }
            }
        } catch (SdkException failed) {
            problems.accept(new Problem(
                    Origin.of(place.name(prefix)),
                    "cannot be listed: "
                            + StoreFailure.of(failed, "s3:ListBucket", place.bucketArn())
                                    .sentence()));
            return;
        }
        if (into.size() == before) {
            problems.accept(new Problem(
                    Origin.of(place.name(prefix)),
                    "there is no such object, nor a folder of documents; help: compare with `aws s3 ls`"));
        }
    }

    /** By its name, as a file in a folder; what begins with a dot is left out. */
    private static boolean mayBeInventory(String below) {
        if (below.startsWith(".") || below.contains("/.")) {
            return false;
        }
        String plain = below.endsWith(".gz") ? below.substring(0, below.length() - 3) : below;
        return ENDINGS.contains(plain.substring(plain.lastIndexOf('.') + 1));
    }

    /** What the parts of a key say; those above what was named only where an account or a Region is the whole part. */
    private static Scope scope(String key, String named) {
        String[] parts = key.split("/");
        int above = named.isEmpty()
                ? 0
                : (int) named.chars().filter(letter -> letter == '/').count();
        Scope scope = Scope.UNKNOWN;
        for (int part = 0; part < parts.length; part++) {
            scope = (part < above ? ScopeNames.ofFolderAbove(parts[part]) : ScopeNames.ofPart(parts[part]))
                    .orElse(scope);
        }
        return scope;
    }
}
