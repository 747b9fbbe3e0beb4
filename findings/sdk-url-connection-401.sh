#!/usr/bin/env bash
# AWS SDK for Java over its url-connection-client: of a refusal with status 401 no code and no message is left.
#
# Guess:   which HTTP client carries a call changes nothing in the exception that a refusal ends in.
# Seen:    EC2 refuses credentials with AuthFailure, whose status is 401. Over apache-client the exception has the code and the
#          message; over url-connection-client both are null, and the same body with status 403 comes through both. Where this
#          machine's clock is wrong AuthFailure is how EC2 says so: over apache-client the SDK takes the time from the answer and
#          asks again, over the other it gives up at the first refusal. The JDK's HttpURLConnection drops the body of a 401 once the
#          length of what was sent had been fixed, so only calls with a body lose it: every call of EC2's Query API.
# Matters: "expired token", "wrong account", "clock is wrong" become one refusal without a reason, in the client that small tools choose
#          because it starts fastest.
# Seen with software.amazon.awssdk 2.40.2 on JDK 17, 2026-11-29.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>software.amazon.awssdk</groupId><artifactId>ec2</artifactId><version>2.40.2</version></dependency>
    <dependency><groupId>software.amazon.awssdk</groupId><artifactId>url-connection-client</artifactId><version>2.40.2</version></dependency>
    <dependency><groupId>software.amazon.awssdk</groupId><artifactId>apache-client</artifactId><version>2.40.2</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>1.7.36</version></dependency>
  </dependencies>
</project>
XML
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.10.0:copy-dependencies -DoutputDirectory="$work/lib" >/dev/null

cat >Seen.java <<'JAVA'
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

class Seen {
    static volatile int status;
    static volatile long ahead;
    static final AtomicInteger CALLS = new AtomicInteger();

    public static void main(String[] args) throws Exception {
        byte[] refusal = ("<Response><Errors><Error><Code>AuthFailure</Code><Message>AWS was not able to validate the provided access"
                + " credentials</Message></Error></Errors><RequestID>1</RequestID></Response>").getBytes(StandardCharsets.UTF_8);
        ServerSocket ec2 = new ServerSocket(0, 50, InetAddress.getLoopbackAddress()); // the JDK's own server writes its own Date
        Thread server = new Thread(() -> {
            while (true) {
                try (Socket call = ec2.accept()) {
                    answer(call, refusal);
                } catch (IOException ended) {
                    return;
                }
            }
        });
        server.setDaemon(true);
        server.start();
        URI address = URI.create("http://127.0.0.1:" + ec2.getLocalPort());
        for (int each : new int[] {401, 403}) {
            status = each;
            ask(address, "apache", ApacheHttpClient.create());
            ask(address, "url-connection", UrlConnectionHttpClient.create());
        }
        status = 401;
        ahead = 2;
        ask(address, "apache, clock wrong", ApacheHttpClient.create());
        ask(address, "url-connection, clock wrong", UrlConnectionHttpClient.create());
        ec2.close();
    }

    private static void answer(Socket call, byte[] refusal) throws IOException {
        CALLS.incrementAndGet();
        DataInputStream in = new DataInputStream(call.getInputStream());
        int length = 0;
        for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
            if (line.toLowerCase().startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        in.readFully(new byte[length]);
        call.getOutputStream().write(("HTTP/1.1 " + status + " Refused\r\nDate: " + DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusHours(ahead)) + "\r\nContent-Length: " + refusal.length
                + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        call.getOutputStream().write(refusal);
    }

    private static void ask(URI address, String name, SdkHttpClient http) {
        CALLS.set(0);
        try (http; Ec2Client ec2 = Ec2Client.builder().httpClient(http).endpointOverride(address).region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret"))).build()) {
            ec2.describeVpcs();
        } catch (Ec2Exception refused) {
            System.out.println(name + ": " + refused.statusCode() + " " + refused.awsErrorDetails().errorCode() + ", "
                    + (CALLS.get() == 1 ? "asked once" : "asked again"));
        }
    }
}
JAVA
java -cp "lib/*" Seen.java 2>/dev/null | tee seen

cat >expected <<'TEXT'
apache: 401 AuthFailure, asked once
url-connection: 401 null, asked once
apache: 403 AuthFailure, asked once
url-connection: 403 AuthFailure, asked once
apache, clock wrong: 401 AuthFailure, asked again
url-connection, clock wrong: 401 null, asked once
TEXT
diff expected seen || { echo "the SDK tells a refusal differently now"; exit 1; }
