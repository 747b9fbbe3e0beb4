package dev.weir.aws;

import dev.weir.flow.FlowKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;

/** The events of one hour of a log group, as lines of text; a page of the answer is a part. */
final class LogHour extends RemoteObject {

    /** An event stands at the start of its record, whose end lies so much later at most, with AWS's minute of grace. */
    static final Duration LONGEST_RECORD = Duration.ofMinutes(11);

    /** A page holds no more. */
    private static final int PAGE = 1 << 20;

    private final LogGroup group;
    private final Instant hour;
    /** Of the part that was fetched, by its index: where the next one begins. */
    private final Map<Integer, String> tokens = new ConcurrentHashMap<>();

    LogHour(LogGroup group, Instant hour) {
        super(group.ahead());
        this.group = group;
        this.hour = hour;
    }

    @Override
    public String name() {
        return group.address().arn() + "@" + hour.toString().substring(0, "yyyy-mm-ddThh".length());
    }

    @Override
    public long size() {
        return 0;
    }

    /** The time alone: who writes into a group, only its records tell. */
    @Override
    public FlowKey key() {
        return FlowKey.between(hour, end().plus(LONGEST_RECORD));
    }

    private Instant end() {
        return hour.plus(1, ChronoUnit.HOURS);
    }

    @Override
    String identity() {
        return "events:" + name();
    }

    @Override
    long weight() {
        return (long) FetchedParts.AHEAD * PAGE;
    }

    @Override
    CompletableFuture<byte[]> fetch(int index, Optional<CompletableFuture<byte[]>> before, Executor network) {
        if (index == 0) {
            return CompletableFuture.supplyAsync(() -> page(0, Optional.empty()), network);
        }
        CompletableFuture<byte[]> previous =
                before.orElseThrow(() -> new IllegalStateException("events are read in their order"));
        return previous.thenApplyAsync(
                bytes -> Optional.ofNullable(tokens.remove(index - 1))
                        .map(token -> page(index, Optional.of(token)))
                        .orElseGet(() -> new byte[0]),
                network);
    }

    /** A page with an event, and the header before the first; empty after the last. */
    private byte[] page(int index, Optional<String> first) {
        StringBuilder lines = new StringBuilder();
        if (index == 0) {
            group.header().ifPresent(header -> lines.append(header).append('\n'));
        }
        Optional<String> token = first;
        int empty = 0;
        do {
            FilterLogEventsResponse answer = answer(token);
            for (FilteredLogEvent event : answer.events()) {
                lines.append(event.message()).append('\n');
            }
            Optional<String> next = Optional.ofNullable(answer.nextToken());
            if (next.isPresent() && (next.equals(token) || ++empty > MOST_EMPTY)) {
                throw failed("the pages of its events do not end", new IOException("NextToken " + next.get()));
            }
            token = next;
        } while (lines.isEmpty() && token.isPresent());
        token.ifPresent(next -> tokens.put(index, next));
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A search of many streams gives pages without an event, but not for ever. */
    private static final int MOST_EMPTY = 10_000;

    private FilterLogEventsResponse answer(Optional<String> token) {
        try {
            return group.events(hour.toEpochMilli(), end().toEpochMilli() - 1, token);
        } catch (SdkException | NoCredentials failed) {
            throw failed(group.failure(failed, "logs:FilterLogEvents").sentence(), failed);
        }
    }

    private static UncheckedIOException failed(String why, Exception cause) {
        return new UncheckedIOException(why, new IOException(cause));
    }
}
