package dev.weir.aws;

import dev.weir.aws.XmlAnswer.XmlElement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Buckets read by calls that are signed here, of which each takes a third of the processor time that the SDK's client needs.
 *
 * <p>A bucket that says it is in another Region is called there from then on, as the client does. An access point's ARN says its
 * Region itself.
 */
final class SignedS3 implements S3Reads {

    private static final int PARTIAL = 206;

    private final BiFunction<String, String, S3Place> places;
    private final Function<S3Place, SignedCalls> calls;
    private final String region;
    private final Map<String, Called> known = new ConcurrentHashMap<>();

    /**
     * Buckets, called by whoever the calls are signed as.
     *
     * @param places where a bucket is called from a Region
     * @param calls to a place
     * @param region where a bucket is looked for first
     */
    SignedS3(BiFunction<String, String, S3Place> places, Function<S3Place, SignedCalls> calls, String region) {
        this.places = places;
        this.calls = calls;
        this.region = region;
    }

    /** A bucket, and how it is called where it is. */
    private record Called(S3Place place, SignedCalls calls) {

        <T> T send(Asked asked, SignedCalls.AnswerReading<T> reading) {
            return calls.read(asked.at(place), reading);
        }
    }

    /** A call of a bucket, wherever that is. */
    private record Asked(String action, String method, String key, String query, Map<String, String> headers) {

        private static final byte[] NOTHING = {};

        ServiceRequest at(S3Place place) {
            return new ServiceRequest(action, method, place.path(key), query, headers, NOTHING);
        }
    }

    @Override
    public Pages.Page<Entry> list(
            String bucket, String prefix, String delimiter, Optional<String> token, Optional<String> payer) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("list-type", "2");
        query.put("prefix", prefix);
        if (!delimiter.isEmpty()) {
            query.put("delimiter", delimiter);
        }
        token.ifPresent(next -> query.put("continuation-token", next));
        Asked asked = new Asked("ListObjectsV2", "GET", "", Signer.query(query), paid(payer));
        return send(bucket, asked, SignedCalls.whole(SignedS3::page));
    }

    private static Map<String, String> paid(Optional<String> payer) {
        Map<String, String> headers = new LinkedHashMap<>();
        payer.ifPresent(who -> headers.put("x-amz-request-payer", who));
        return headers;
    }

    private static Pages.Page<Entry> page(byte[] xml) {
        XmlElement answer = XmlAnswer.parsed(xml);
        if (!answer.name().equals("ListBucketResult")) {
            throw new IllegalArgumentException("it is no answer to ListObjectsV2");
        }
        List<Entry> entries = new ArrayList<>();
        List<Entry> folders = new ArrayList<>();
        for (XmlElement one : answer.inside()) {
            if (one.name().equals("CommonPrefixes")) {
                folders.add(Entry.folder(text(one, "Prefix")));
            } else if (one.name().equals("Contents") && !text(one, "Key").endsWith("/")) {
                entries.add(new Entry(text(one, "Key"), Long.parseLong(text(one, "Size")), text(one, "ETag")));
            }
        }
        entries.addAll(folders);
        return new Pages.Page<>(entries, answer.first("NextContinuationToken").map(XmlElement::text));
    }

    private static String text(XmlElement in, String name) {
        return in.first(name)
                .map(XmlElement::text)
                .orElseThrow(() -> new IllegalArgumentException("`" + in.name() + "` has no `" + name + "`"));
    }

    @Override
    public byte[] part(String bucket, String key, String etag, long from, int length, Optional<String> payer) {
        Map<String, String> headers = paid(payer);
        headers.put("If-Match", etag);
        headers.put("Range", "bytes=" + from + "-" + (from + length - 1));
        return send(bucket, new Asked("GetObject", "GET", key, "", headers), answer -> {
            if (from > 0 && answer.status() != PARTIAL) {
                throw RetryableException.create("another part came than was asked for");
            }
            byte[] bytes = new byte[length];
            int count = SignedCalls.read(answer, bytes);
            if (count < length) {
                throw new IOException("the connection broke after " + count + " of " + length + " bytes");
            }
            return bytes;
        });
    }

    private <T> T send(String bucket, Asked asked, SignedCalls.AnswerReading<T> reading) {
        Called here = known.computeIfAbsent(bucket, first -> at(bucket, region));
        try {
            return here.send(asked, reading);
        } catch (SignedCalls.Refused refused) {
            if (!isElsewhere(refused)) {
                throw refused;
            }
            Optional<String> named = refused.bucketRegion().or(() -> region(here));
            if (named.isEmpty()) {
                throw refused;
            }
            Called there = at(bucket, named.get());
            known.put(bucket, there);
            return there.send(asked, reading);
        }
    }

    private Called at(String bucket, String from) {
        S3Place place = places.apply(bucket, from);
        return new Called(place, calls.apply(place));
    }

    /** Which statuses and codes say so: S3 User Guide, request redirection; as the SDK's client takes it. */
    private static boolean isElsewhere(SignedCalls.Refused refused) {
        return refused.statusCode() == 301
                || refused.statusCode() == 307
                || refused.code().equals("AuthorizationHeaderMalformed");
    }

    /** HeadBucket says the Region whether it is allowed or not. */
    private static Optional<String> region(Called bucket) {
        try {
            return bucket.send(
                    new Asked("HeadBucket", "HEAD", "", "", Map.of()),
                    answer -> answer.header().apply(SignedCalls.BUCKET_REGION));
        } catch (SignedCalls.Refused refused) {
            return refused.bucketRegion();
        } catch (SdkException unknown) {
            return Optional.empty();
        }
    }
}
