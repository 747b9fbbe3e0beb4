package dev.weir.aws;

import dev.weir.flow.FlowSelection;
import dev.weir.flow.FlowSource;
import java.util.List;

/** Flow logs in a bucket, listed anew for each look. */
record S3Flows(S3Bucket bucket, FlowSelection selection) implements FlowSource {

    @Override
    public Listed list() {
        return new S3Walk(bucket, selection).listing();
    }

    @Override
    public List<String> named() {
        return List.of(bucket.name(bucket.address().prefix()));
    }
}
