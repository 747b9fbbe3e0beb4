package dev.weir.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;

/** Requests as they leave, and answers as they come, over a real connection. */
class ConnectionsTest {

    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);

    private final URI address =
            URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    private final List<String> heard = new ArrayList<>();
    private int status = 200;

    ConnectionsTest() throws IOException {
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        heard.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getFirst("X-Some") + " "
                + exchange.getRequestHeaders().getFirst("Proxy-Authorization") + " " + body);
        byte[] said = ("said " + status).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("X-Answer", "yes");
        exchange.getResponseHeaders().add("Location", "/elsewhere");
        exchange.sendResponseHeaders(status, said.length);
        exchange.getResponseBody().write(said);
        exchange.close();
    }

    private static Http.Answer send(ProxyConfiguration proxy, URI to, String method, String body) throws IOException {
        return new Connections(proxy)
                .send(method, to, "/a%20b?c=d", Map.of("X-Some", "some"), body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void sendsWhatIsGivenAndHandsOnWhatComes() throws IOException {
        ProxyConfiguration none = ProxyConfiguration.builder().build();

        for (int each : new int[] {200, 302, 401, 503}) {
            status = each;
            Http.Answer answer = send(none, address, "POST", "form");
            assertThat(answer.status()).isEqualTo(each);
            assertThat(answer.header().apply("x-answer")).contains("yes");
            assertThat(answer.header().apply("x-none")).isEmpty();
            assertThat(answer.body()).hasContent("said " + each);
        }
        assertThat(send(none, address, "GET", "").body()).hasContent("said 503");
        assertThat(heard)
                .containsExactly(
                        "POST /a%20b?c=d some null form",
                        "POST /a%20b?c=d some null form",
                        "POST /a%20b?c=d some null form",
                        "POST /a%20b?c=d some null form",
                        "GET /a%20b?c=d some null ");
    }

    @Test
    void goesThroughTheProxyUnlessTheHostIsReachedDirectly() throws IOException {
        ProxyConfiguration.Builder proxy = ProxyConfiguration.builder()
                .endpoint(address)
                .username("me")
                .password("secret")
                .useSystemPropertyValues(false)
                .useEnvironmentVariablesValues(false);
        URI far = URI.create("http://ec2.example.test:81");

        assertThat(send(proxy.build(), far, "GET", "").body()).hasContent("said 200");
        assertThat(heard).containsExactly("GET http://ec2.example.test:81/a%20b?c=d some Basic bWU6c2VjcmV0 ");
        assertThatThrownBy(() ->
                        send(proxy.nonProxyHosts(Set.of("ec2\\.example\\..*")).build(), far, "GET", ""))
                .isInstanceOf(IOException.class);
    }
}
