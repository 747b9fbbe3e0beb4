package dev.weir.aws;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/**
 * Connections of the JDK, which keeps them and takes them again: for calls that are signed here, and for clients of the SDK. Both
 * go through the proxy that the environment names.
 *
 * <p>The client is made when the first asks for it, because it reads every certificate of the machine even where none is needed.
 */
final class Connections implements Http, AutoCloseable {

    private static final Duration TO_CONNECT = Duration.ofSeconds(3);
    private static final Duration TO_READ = Duration.ofSeconds(30);

    /** How many idle connections to one host the JDK keeps: five where nothing is said, so that of 32 calls at once most begin anew. */
    private static final String KEPT = "http.maxConnections";

    static {
        if (System.getProperty(KEPT) == null) {
            System.setProperty(KEPT, Integer.toString(AwsFlows.BUCKETS_CONNECTIONS));
        }
    }

    private final ProxyConfiguration proxy;
    private @Nullable SdkHttpClient client;

    Connections(ProxyConfiguration proxy) {
        this.proxy = proxy;
    }

    /** For clients of the SDK, which leave it open. */
    synchronized SdkHttpClient client() {
        if (client == null) {
            client = UrlConnectionHttpClient.builder()
                    .connectionTimeout(TO_CONNECT)
                    .socketTimeout(TO_READ)
                    .proxyConfiguration(proxy)
                    .build();
        }
        return client;
    }

    @Override
    public Answer send(String method, URI endpoint, String target, Map<String, String> headers, byte[] body)
            throws IOException {
        HttpURLConnection connection = connection(endpoint, target);
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout((int) TO_CONNECT.toMillis());
        connection.setReadTimeout((int) TO_READ.toMillis());
        connection.setRequestMethod(method);
        connection.setRequestProperty("Accept", "*/*");
        headers.forEach(connection::setRequestProperty);
        if (body.length > 0) {
            connection.setDoOutput(true);
            try (OutputStream out = connection.getOutputStream()) {
                out.write(body);
            }
        }
        int status = connection.getResponseCode();
        InputStream answer = status >= 400 ? connection.getErrorStream() : connection.getInputStream();
        return new Answer(
                status,
                name -> Optional.ofNullable(connection.getHeaderField(name)),
                answer == null ? InputStream.nullInputStream() : answer,
                connection::disconnect);
    }

    private HttpURLConnection connection(URI endpoint, String target) throws IOException {
        URL url = new URL(endpoint.getScheme(), endpoint.getHost(), endpoint.getPort(), target);
        if (proxy.host() == null || isReachedDirectly(endpoint.getHost())) {
            return (HttpURLConnection) url.openConnection();
        }
        HttpURLConnection connection = (HttpURLConnection) url.openConnection(
                new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.host(), proxy.port())));
        if (proxy.username() != null && proxy.password() != null) {
            byte[] secret = (proxy.username() + ":" + proxy.password()).getBytes(StandardCharsets.UTF_8);
            connection.setRequestProperty(
                    "Proxy-Authorization", "Basic " + Base64.getEncoder().encodeToString(secret));
        }
        return connection;
    }

    private boolean isReachedDirectly(String host) {
        return proxy.nonProxyHosts().stream().anyMatch(host.toLowerCase(Locale.ROOT)::matches);
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.close();
        }
    }
}
