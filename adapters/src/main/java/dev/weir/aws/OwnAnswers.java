package dev.weir.aws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Believes an answer only where it is the whole answer to the call that was made.
 *
 * <p>The SDK reads a proxy's page, an empty body or another action's answer as this action's answer with nothing in it: an empty
 * list, a revoke that was done. EC2 and STS wrap every answer in an element that is named after the action (EC2 API reference,
 * making requests with the Query API), S3 its listings in one of their own, and CloudWatch Logs and Organizations answer with an object of JSON.
 * What is none, or breaks off, counts as a broken connection: a read is tried again, of a write the outcome is not known. An
 * object of S3 is a stream, whose end {@link S3Object} knows.
 */
final class OwnAnswers implements ExecutionInterceptor {

    /** S3's listings, by action. */
    private static final Map<String, String> LISTINGS =
            Map.of("ListObjectsV2", "ListBucketResult", "ListBuckets", "ListAllMyBucketsResult");

    /** What answers with headers alone, or with the content of an object. */
    private static final Set<String> WITHOUT_ANSWER = Set.of("GetObject", "HeadObject", "PutObject", "DeleteObject");

    private static final Pattern PROLOG =
            Pattern.compile("\\A\\uFEFF?\\s*(<\\?xml[^>]*>\\s*)?(<!--.*?-->\\s*)*", Pattern.DOTALL);

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        String action = String.valueOf(attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
        if (!context.httpResponse().isSuccessful() || WITHOUT_ANSWER.contains(action)) {
            return context.responseBody();
        }
        byte[] body = read(context.responseBody());
        boolean cut = context.httpResponse()
                .firstMatchingHeader("Content-Length")
                .filter(length -> !length.equals(String.valueOf(body.length)))
                .isPresent();
        if (cut || !isAnswer(context, new String(body, StandardCharsets.UTF_8), action)) {
            throw RetryableException.create("HTTP " + context.httpResponse().statusCode()
                    + " with something that is no whole answer to " + action);
        }
        return Optional.of(new ByteArrayInputStream(body));
    }

    private static byte[] read(Optional<InputStream> body) {
        try (InputStream stream = body.orElse(InputStream.nullInputStream())) {
            return stream.readAllBytes();
        } catch (IOException broken) {
            throw RetryableException.create("the connection broke before a whole answer came", broken);
        }
    }

    private static boolean isAnswer(Context.ModifyHttpResponse context, String body, String action) {
        if (context.httpRequest().firstMatchingHeader("X-Amz-Target").isPresent()) {
            return body.startsWith("{") && body.stripTrailing().endsWith("}");
        }
        return isElement(body, LISTINGS.getOrDefault(action, action + "Response"));
    }

    private static boolean isElement(String body, String element) {
        String text = PROLOG.matcher(body).replaceFirst("").stripTrailing();
        boolean begins = text.startsWith("<" + element + ">") || text.startsWith("<" + element + " ");
        return begins && text.endsWith("</" + element + ">");
    }
}
