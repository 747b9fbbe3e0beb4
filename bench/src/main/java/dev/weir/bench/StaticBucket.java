package dev.weir.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A bucket that is read alone, out of the files of a folder, fast enough to measure who reads it: the calls of S3's REST API that
 * list (version 2) and get (with {@code Range} and {@code If-Match}), each answered after a time that is given.
 *
 * <p>Keys lie as AWS lays flow logs, a day a folder; there may be more keys than files, which then have the same bytes under other
 * ETags, so that each counts as an object of its own.
 */
final class StaticBucket implements AutoCloseable {

    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");
    private static final int A_PAGE = 1000;
    private static final int A_DAY = 2_000;

    private final List<Path> files;
    private final TreeMap<String, Integer> keys = new TreeMap<>();
    private final long latency;
    private final HttpServer server;
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final AtomicLong calls = new AtomicLong();

    /** Answers on a free loopback port, each call after so many milliseconds. */
    StaticBucket(Path folder, int objects, long latency) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            files = all.sorted().toList();
        }
        for (int index = 0; index < Math.max(objects, files.size()); index++) {
            keys.put(key(index), index);
        }
        this.latency = latency;
        // Else head and body, which the JDK's server sends apart, lie 40 ms apart, too: it waits for the
        // acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        server.createContext("/", this::handle);
        server.setExecutor(workers);
        server.start();
    }

    static String key(int index) {
        int day = index / A_DAY;
        int slot = index % A_DAY;
        String date = "%04d/%02d/%02d".formatted(2020 + day / 336, 1 + day / 28 % 12, 1 + day % 28);
        return "AWSLogs/111122223333/vpcflowlogs/eu-west-1/%s/111122223333_vpcflowlogs_eu-west-1_fl-0a1b2c3d4e5f60718_%sT%02d%02dZ_%08x.log.gz"
                .formatted(date, date.replace("/", ""), slot / 60 % 24, slot % 60, index);
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** How many calls came. */
    long calls() {
        return calls.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            calls.incrementAndGet();
            if (latency > 0) {
                Thread.sleep(latency);
            }
            Map<String, String> query = query(exchange.getRequestURI());
            if (query.containsKey("list-type")) {
                answer(exchange, 200, listing(query).getBytes(StandardCharsets.UTF_8));
                return;
            }
            String path = exchange.getRequestURI().getPath();
            Integer index = keys.get(path.substring(path.indexOf('/', 1) + 1));
            if (index == null) {
                answer(exchange, 404, "<Error><Code>NoSuchKey</Code></Error>".getBytes(StandardCharsets.UTF_8));
            } else {
                give(exchange, index);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, String> query(URI uri) {
        Map<String, String> query = new HashMap<>();
        if (uri.getRawQuery() != null) {
            for (String pair : uri.getRawQuery().split("&")) {
                String[] parts = pair.split("=", 2);
                query.put(parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
        return query;
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private String listing(Map<String, String> query) {
        String prefix = query.getOrDefault("prefix", "");
        String delimiter = query.getOrDefault("delimiter", "");
        StringBuilder entries = new StringBuilder();
        String last = query.getOrDefault("continuation-token", "");
        int count = 0;
        String next = last.isEmpty() ? keys.ceilingKey(prefix) : keys.higherKey(last);
        while (next != null && next.startsWith(prefix) && count < A_PAGE) {
            int end = delimiter.isEmpty() ? -1 : next.indexOf(delimiter, prefix.length());
            count++;
            if (end < 0) {
                int index = Objects.requireNonNull(keys.get(next));
                entries.append("<Contents><Key>%s</Key><ETag>%s</ETag><Size>%d</Size></Contents>"
                        .formatted(next, etag(index).replace("\"", "&quot;"), size(index)));
                last = next;
            } else {
                String folder = next.substring(0, end + 1);
                entries.append("<CommonPrefixes><Prefix>" + folder + "</Prefix></CommonPrefixes>");
                last = folder + '\uffff';
            }
            next = keys.higherKey(last);
        }
        boolean more = next != null && next.startsWith(prefix);
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ListBucketResult><IsTruncated>" + more + "</IsTruncated>"
                + (more ? "<NextContinuationToken>" + last + "</NextContinuationToken>" : "") + entries
                + "</ListBucketResult>";
    }

    private Path file(int index) {
        return files.get(index % files.size());
    }

    private long size(int index) {
        return file(index).toFile().length();
    }

    static String etag(int index) {
        return "\"%032x\"".formatted(index);
    }

    private void give(HttpExchange exchange, int index) throws IOException {
        String asked = exchange.getRequestHeaders().getFirst("If-Match");
        if (asked != null && !asked.equals(etag(index))) {
            answer(exchange, 412, "<Error><Code>PreconditionFailed</Code></Error>".getBytes(StandardCharsets.UTF_8));
            return;
        }
        long size = size(index);
        long from = 0;
        long to = size - 1;
        String range = exchange.getRequestHeaders().getFirst("Range");
        Matcher parts = RANGE.matcher(range == null ? "" : range);
        if (parts.matches()) {
            from = Long.parseLong(parts.group(1));
            to = Math.min(to, Long.parseLong(parts.group(2)));
            exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-" + to + "/" + size);
        }
        exchange.getResponseHeaders().set("ETag", etag(index));
        exchange.sendResponseHeaders(range == null ? 200 : 206, to - from + 1);
        send(file(index), from, to + 1, exchange.getResponseBody());
    }

    private static void send(Path file, long from, long to, OutputStream body) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(1 << 16);
        try (FileChannel bytes = FileChannel.open(file)) {
            for (long at = from; at < to; at += chunk.position()) {
                chunk.clear().limit((int) Math.min(chunk.capacity(), to - at));
                if (bytes.read(chunk, at) < 0) {
                    throw new UncheckedIOException(new IOException(file + " became shorter"));
                }
                body.write(chunk.array(), 0, chunk.position());
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
