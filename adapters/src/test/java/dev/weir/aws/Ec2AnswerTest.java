package dev.weir.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.utils.builder.Buildable;

/** EC2's answers mean what the SDK's own client reads in them. */
class Ec2AnswerTest {

    private static final int ROUNDS = 40;
    private static final List<String> TEXTS =
            List.of("", "x", "443", "true", " two  spaces ", "a&b <c>", "-1", "Größe", "line\nline\r\n", "]]", "0x1");

    private final Set<String> covered = new HashSet<>();
    private final Answering answering = new Answering();
    private final Ec2Client ec2 = Ec2Client.builder()
            .endpointOverride(URI.create("http://127.0.0.1:9"))
            .region(Region.EU_WEST_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
            .httpClient(answering)
            .build();

    @AfterEach
    void close() {
        ec2.close();
    }

    @Test
    void everyAnswerIsTheTreeThatTheSdkMakesOfIt() throws Exception {
        long seed = new SplittableRandom().nextLong();
        SplittableRandom random = new SplittableRandom(seed);
        for (String action : new TreeSet<>(AnsweringEc2.MODELS.keySet())) {
            for (int round = 0; round < ROUNDS; round++) {
                SdkPojo model =
                        Objects.requireNonNull(AnsweringEc2.MODELS.get(action)).get();
                byte[] xml = ModelXml.of(filled(model, random, (round % 4 + 1) / 4.0), action);

                assertThat(text(Ec2Answer.of(xml, action).without("RequestId")))
                        .as("seed %s: %s", seed, new String(xml, StandardCharsets.UTF_8))
                        .isEqualTo(text(SdkTree.of(readByTheSdk(action, xml))));
            }
        }
        Set<String> known = new HashSet<>();
        AnsweringEc2.MODELS.values().forEach(model -> members(model.get(), known));
        assertThat(covered).as("seed %s", seed).isEqualTo(known);
    }

    private static String text(JsonObject tree) {
        return new String(tree.canonical(), StandardCharsets.UTF_8).replace(".000Z", "Z");
    }

    private static String name(SdkPojo of, SdkField<?> field) {
        return of.getClass().getName() + " " + field.memberName();
    }

    private static void members(SdkPojo of, Set<String> known) {
        for (SdkField<?> field : of.sdkFields()) {
            if (known.add(name(of, field))) {
                SdkField<?> inside = inside(field);
                if (inside.marshallingType().equals(MarshallingType.SDK_POJO)) {
                    members(inside.constructor().get(), known);
                }
            }
        }
    }

    private static SdkField<?> inside(SdkField<?> field) {
        return field.marshallingType().equals(MarshallingType.LIST)
                ? field.getTrait(ListTrait.class).memberFieldInfo()
                : field;
    }

    private SdkPojo filled(SdkPojo builder, SplittableRandom random, double share) {
        for (SdkField<?> field : builder.sdkFields()) {
            if (random.nextDouble() < share) {
                covered.add(name(builder, field));
                field.set(builder, value(field, random, share));
            }
        }
        return builder;
    }

    private Object value(SdkField<?> field, SplittableRandom random, double share) {
        MarshallingType<?> type = field.marshallingType();
        if (type.equals(MarshallingType.LIST)) {
            List<Object> list = new ArrayList<>();
            for (int left = random.nextInt(3); left > 0; left--) {
                list.add(value(inside(field), random, share));
            }
            return list;
        }
        if (type.equals(MarshallingType.SDK_POJO)) {
            return ((Buildable) filled(field.constructor().get(), random, share)).build();
        }
        if (type.equals(MarshallingType.INTEGER)) {
            return random.nextInt(-1, 70_000);
        }
        if (type.equals(MarshallingType.LONG)) {
            return random.nextLong();
        }
        if (type.equals(MarshallingType.BOOLEAN)) {
            return random.nextBoolean();
        }
        if (type.equals(MarshallingType.INSTANT)) {
            return Instant.ofEpochSecond(random.nextInt(2_000_000_000));
        }
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    /** Through the whole of the client, which is handed this answer. */
    private SdkPojo readByTheSdk(String action, byte[] xml) throws Exception {
        answering.xml = xml;
        String call = Character.toLowerCase(action.charAt(0)) + action.substring(1);
        Class<?> type = Class.forName("software.amazon.awssdk.services.ec2.model." + action + "Request");
        Object builder = type.getMethod("builder").invoke(null);
        Method method = Ec2Client.class.getMethod(call, type);
        return (SdkPojo) method.invoke(ec2, ((Buildable) builder).build());
    }

    /** Gives every request the same answer. */
    private static final class Answering implements SdkHttpClient {
        private byte[] xml = {};

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() {
                    return HttpExecuteResponse.builder()
                            .response(SdkHttpFullResponse.builder()
                                    .statusCode(200)
                                    .build())
                            .responseBody(AbortableInputStream.create(new ByteArrayInputStream(xml)))
                            .build();
                }

                @Override
                public void abort() {}
            };
        }

        @Override
        public void close() {}
    }

    @Test
    void aNameThatTheModelDoesNotHaveIsATextOrAnObject() {
        String xml =
                "<DescribeVpcsResponse><vpcSet><item><later>1</later><more><a/></more></item></vpcSet></DescribeVpcsResponse>";

        assertThat(text(Ec2Answer.of(xml.getBytes(StandardCharsets.UTF_8), "DescribeVpcs")))
                .isEqualTo("{\"Vpcs\":[{\"Later\":\"1\",\"More\":{\"A\":\"\"}}]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \n",
                "<!doctype html><html><body>Sign in</body></html>",
                "{\"message\": \"ok\"}",
                "<DescribeSubnetsResponse><subnetSet/></DescribeSubnetsResponse>",
                "<DescribeVpcsResponseX></DescribeVpcsResponseX>",
                "<DescribeVpcsResponse><vpcSet><item>",
                "<DescribeVpcsResponse/><more/>",
                "<html><DescribeVpcsResponse></DescribeVpcsResponse></html>"
            })
    void whatIsNotTheWholeAnswerIsNone(String body) {
        assertThatThrownBy(() -> Ec2Answer.of(body.getBytes(StandardCharsets.UTF_8), "DescribeVpcs"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
