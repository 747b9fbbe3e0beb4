package dev.weir.aws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
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
 * making requests with the Query API). What is none, or breaks off, counts as a broken connection: a read is tried again, of a
 * write the outcome is not known.
 */
final class OwnAnswers implements ExecutionInterceptor {

    private static final Pattern PROLOG =
            Pattern.compile("\\A\\uFEFF?\\s*(<\\?xml[^>]*>\\s*)?(<!--.*?-->\\s*)*", Pattern.DOTALL);

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        if (!context.httpResponse().isSuccessful() || !isQueryProtocol(context)) {
            return context.responseBody();
        }
        String action = String.valueOf(attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
        byte[] body = read(context.responseBody());
        if (!isAnswer(new String(body, StandardCharsets.UTF_8), action + "Response")) {
            throw RetryableException.create("HTTP " + context.httpResponse().statusCode()
                    + " with something that is no whole answer to " + action);
        }
        return Optional.of(new ByteArrayInputStream(body));
    }

    /** What answers in JSON fails by itself where that is none. */
    private static boolean isQueryProtocol(Context.ModifyHttpResponse context) {
        return context.httpRequest().firstMatchingHeader("X-Amz-Target").isEmpty();
    }

    private static byte[] read(Optional<InputStream> body) {
        try (InputStream stream = body.orElse(InputStream.nullInputStream())) {
            return stream.readAllBytes();
        } catch (IOException broken) {
            throw RetryableException.create("the connection broke before a whole answer came", broken);
        }
    }

    private static boolean isAnswer(String body, String element) {
        String text = PROLOG.matcher(body).replaceFirst("").stripTrailing();
        boolean begins = text.startsWith("<" + element + ">") || text.startsWith("<" + element + " ");
        return begins && text.endsWith("</" + element + ">");
    }
}
