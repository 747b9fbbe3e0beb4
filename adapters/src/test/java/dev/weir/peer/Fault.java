package dev.weir.peer;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** What a {@link FaultProxy} does to a call instead of, or before, passing it on. */
public interface Fault {

    /** The answer to give instead; empty to pass the call on. */
    Optional<Answer> instead(FaultProxy.Call call);

    /** Whether the call is passed on, and its answer lost. */
    default boolean losesAnswer() {
        return false;
    }

    /** How many items a page holds at most, whatever was asked for. */
    default int pageSize() {
        return Integer.MAX_VALUE;
    }

    /**
     * An answer.
     *
     * @param status the HTTP status; 0 to close the connection without one
     * @param contentType its type
     * @param body its body
     * @param errorType what REST services say an error is, in a header; empty for none
     */
    record Answer(int status, String contentType, String body, String errorType) {
        public Answer(int status, String contentType, String body) {
            this(status, contentType, body, "");
        }

        static Answer xml(int status, String body) {
            return new Answer(status, "text/xml;charset=UTF-8", body);
        }
    }

    /** An error as the service that was called spells it. */
    static Answer error(FaultProxy.Call call, int status, String code, String message) {
        if (call.service().equals("ecs")) {
            String body = "{\"__type\":\"com.amazonaws.ecs#%s\",\"message\":\"%s\"}".formatted(code, message);
            return new Answer(status, "application/x-amz-json-1.1", body);
        }
        if (Set.of("lambda", "batch", "eks").contains(call.service())) {
            return new Answer(
                    status, "application/json", "{\"message\":\"%s\"}".formatted(message), code + ":http://x/");
        }
        return Answer.xml(
                status, call.service().equals("ec2") ? """
                          <?xml version="1.0" encoding="UTF-8"?>
                          <Response><Errors><Error><Code>%s</Code><Message>%s</Message></Error></Errors>\
                          <RequestID>r-1</RequestID></Response>""".formatted(code, message) : """
                          <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>\
                          <Code>%s</Code><Message>%s</Message></Error><RequestId>r-1</RequestId></ErrorResponse>""".formatted(code, message));
    }

    /** Every call is answered with this error. */
    static Fault failing(int status, String code) {
        return call -> Optional.of(error(call, status, code, "made by the test"));
    }

    /** IAM says no. */
    static Fault denied() {
        return call -> Optional.of(error(
                call,
                403,
                switch (call.service()) {
                    case "ec2" -> "UnauthorizedOperation";
                    case "lambda", "batch", "eks", "ecs" -> "AccessDeniedException";
                    default -> "AccessDenied";
                },
                "You are not authorized to perform this operation. Encoded authorization failure message: AAAA"));
    }

    /** Throttled for ever. */
    static Fault throttled() {
        return failing(503, "RequestLimitExceeded");
    }

    /** Throttled this many times, then passed on. */
    static Fault throttled(int times) {
        AtomicInteger left = new AtomicInteger(times);
        return call -> left.getAndDecrement() > 0
                ? Optional.of(error(call, 503, "RequestLimitExceeded", "Request limit exceeded."))
                : Optional.empty();
    }

    /** Pages of this size, whatever was asked for. */
    static Fault paged(int items) {
        return new Fault() {
            @Override
            public Optional<Answer> instead(FaultProxy.Call call) {
                return Optional.empty();
            }

            @Override
            public int pageSize() {
                return items;
            }
        };
    }

    /** Pages of this size; every page after the first is denied. */
    static Fault cutShortAfter(int items) {
        return new Fault() {
            @Override
            public Optional<Answer> instead(FaultProxy.Call call) {
                return call.parameters().containsKey("NextToken") ? denied().instead(call) : Optional.empty();
            }

            @Override
            public int pageSize() {
                return items;
            }
        };
    }

    /** The connection closes without an answer. */
    static Fault dropped() {
        return call -> Optional.of(new Answer(0, "", ""));
    }

    /** The call is done, and the connection closes without an answer. */
    static Fault lostAnswer() {
        return new Fault() {
            @Override
            public Optional<Answer> instead(FaultProxy.Call call) {
                return Optional.empty();
            }

            @Override
            public boolean losesAnswer() {
                return true;
            }
        };
    }

    /** Something that is not EC2 answers, and is happy. */
    static Fault html() {
        return call -> Optional.of(new Answer(
                200, "text/html", "<!doctype html><html><body>Sign in to the guest network<br></body></html>"));
    }

    /** The answer ends in the middle. */
    static Fault tornXml() {
        return call -> Optional.of(Answer.xml(
                200, "<" + call.action() + "Response xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><item><a>"));
    }

    /** The answer comes late. */
    static Fault delayed(Duration delay) {
        return call -> {
            try {
                Thread.sleep(delay.toMillis());
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            return Optional.empty();
        };
    }

    /** Something else happens before the first call is passed on; the later ones just pass. */
    static Fault meanwhile(Runnable something) {
        AtomicInteger calls = new AtomicInteger();
        return call -> {
            if (calls.getAndIncrement() == 0) {
                something.run();
            }
            return Optional.empty();
        };
    }
}
