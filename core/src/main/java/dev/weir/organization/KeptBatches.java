package dev.weir.organization;

import dev.weir.inventory.Scope;
import dev.weir.json.BrokenJson;
import dev.weir.json.JsonObject;
import dev.weir.json.JsonReader;
import dev.weir.json.JsonStyle;
import dev.weir.json.JsonWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * What earlier runs read, as far as it is whole and young enough; what cannot be read of it is read from the account again.
 *
 * <pre>
 *   111122223333/regions.json            { "schema": "weir.regions/1", "generatedAt", "regions": [] }
 *   111122223333/eu-west-1.json.gz       a weir snapshot
 * </pre>
 */
record KeptBatches(BatchStore store, Clock clock, Duration maxAge) {

    private static final String REGIONS = "weir.regions/1";

    Optional<List<String>> regions(Account account) {
        return store.find(regionsName(account)).flatMap(this::regions);
    }

    private Optional<List<String>> regions(byte[] bytes) {
        try {
            JsonObject kept = JsonReader.object(bytes);
            boolean isOurs = kept.text("schema").equals(REGIONS) && isYoung(Instant.parse(kept.text("generatedAt")));
            return isOurs ? Optional.of(kept.texts("regions")) : Optional.empty();
        } catch (BrokenJson | IllegalArgumentException | DateTimeException damaged) {
            return Optional.empty();
        }
    }

    void keep(Account account, List<String> regions) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new JsonWriter(bytes, JsonStyle.COMPACT)
                .beginObject()
                .text("schema", REGIONS)
                .text("generatedAt", clock.instant().toString())
                .texts("regions", regions)
                .endObject()
                .finish();
        store.keep(regionsName(account), bytes.toByteArray());
    }

    Optional<Batch> find(Scope scope) {
        return store.find(name(scope))
                .flatMap(bytes -> readAt(bytes).filter(this::isYoung).map(at -> Batch.kept(scope, bytes, at)));
    }

    private static Optional<Instant> readAt(byte[] gzip) {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip));
                JsonReader json = JsonReader.ofOurs(in)) {
            if (!json.next() || !json.isObject()) {
                return Optional.empty();
            }
            json.enter();
            while (json.next() && !json.isArray()) {
                if (json.name().equals("generatedAt")) {
                    return json.text().map(Instant::parse);
                }
            }
            return Optional.empty();
        } catch (IOException
                | UncheckedIOException
                | BrokenJson
                | IllegalArgumentException
                | DateTimeException damaged) {
            return Optional.empty();
        }
    }

    /** A time to come is none to trust. */
    private boolean isYoung(Instant generatedAt) {
        Duration age = Duration.between(generatedAt, clock.instant());
        return !age.isNegative() && age.compareTo(maxAge) <= 0;
    }

    /** Keeps it where it is whole; gives it, compressed where anything is kept at all. */
    Batch keep(Batch batch) {
        if (store.equals(BatchStore.NONE)) {
            return batch;
        }
        Batch.Compressed compressed = batch.compressed();
        if (compressed.isWhole()) {
            store.keep(name(batch.scope()), compressed.snapshot());
        }
        return new Batch(batch.scope(), compressed, batch.at());
    }

    private static String regionsName(Account account) {
        return account.id() + "/regions.json";
    }

    private static String name(Scope scope) {
        return scope.account().orElseThrow() + "/" + scope.region().orElseThrow() + ".json.gz";
    }
}
