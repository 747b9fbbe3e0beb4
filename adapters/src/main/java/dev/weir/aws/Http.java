package dev.weir.aws;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One request over HTTP at a time, for what may be sent twice: a kept connection may turn out to be closed. No redirect is followed. */
interface Http {

    /**
     * Sends a request and waits for the head of its answer.
     *
     * @param endpoint of which scheme, host and port count
     * @param target path and query, encoded
     * @param headers all but {@code Host} and {@code Content-Length}
     * @param body empty where there is none
     * @throws IOException if none came in time
     */
    Answer send(String method, URI endpoint, String target, Map<String, String> headers, byte[] body)
            throws IOException;

    /**
     * What came back.
     *
     * @param header by its name in any case
     * @param body to be read to its end or closed; read to its end, its connection serves again
     * @param cut ends what is still to come
     */
    record Answer(int status, Function<String, Optional<String>> header, InputStream body, Runnable cut) {}
}
