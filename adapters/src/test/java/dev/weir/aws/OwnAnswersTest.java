package dev.weir.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.InterceptorContext;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesRequest;

/** What came with a happy status is believed only where it is the whole answer to the call that was made. */
class OwnAnswersTest {

    private static Optional<InputStream> answer(int status, String body) {
        InputStream content = new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
        ExecutionAttributes call = new ExecutionAttributes()
                .putAttribute(SdkExecutionAttribute.OPERATION_NAME, "DescribeNetworkInterfaces");
        InterceptorContext context = InterceptorContext.builder()
                .request(DescribeNetworkInterfacesRequest.builder().build())
                .httpRequest(SdkHttpFullRequest.builder()
                        .method(SdkHttpMethod.POST)
                        .uri(URI.create("http://127.0.0.1/"))
                        .build())
                .httpResponse(SdkHttpFullResponse.builder().statusCode(status).build())
                .responseBody(content)
                .build();
        return new OwnAnswers().modifyHttpResponseContent(context, call);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \n",
                "<!doctype html><html><body>Sign in</body></html>",
                "{\"message\": \"ok\"}",
                "<DescribeSubnetsResponse><subnetSet/></DescribeSubnetsResponse>",
                "<DescribeNetworkInterfacesResponseX></DescribeNetworkInterfacesResponseX>",
                "<DescribeNetworkInterfacesResponse><networkInterfaceSet><item>",
                "<html><DescribeNetworkInterfacesResponse></DescribeNetworkInterfacesResponse></html>",
                "<!-- <DescribeNetworkInterfacesResponse> --><html></html>"
            })
    void whatIsNoWholeAnswerToTheCallCountsAsABrokenConnection(String body) {
        assertThatThrownBy(() -> answer(200, body))
                .isInstanceOf(RetryableException.class)
                .hasMessageContaining("no whole answer to DescribeNetworkInterfaces");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<DescribeNetworkInterfacesResponse><networkInterfaceSet/></DescribeNetworkInterfacesResponse>",
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- moto -->\n<DescribeNetworkInterfacesResponse"
                        + " xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"></DescribeNetworkInterfacesResponse>\n"
            })
    void theAnswerItselfGoesOnAsItCame(String body) throws IOException {
        assertThat(answer(200, body).orElseThrow().readAllBytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(body);
    }

    @Test
    void anErrorIsLeftToWhoeverKnowsItsCode() throws IOException {
        assertThat(answer(503, "<html>busy</html>").orElseThrow().readAllBytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("<html>busy</html>");
    }
}
