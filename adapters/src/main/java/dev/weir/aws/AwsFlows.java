package dev.weir.aws;

import dev.weir.flow.FlowObject;
import dev.weir.flow.FlowSelection;
import dev.weir.flow.FlowSource;
import dev.weir.flow.FlowSources;
import dev.weir.flow.PassedOver;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Flow logs that lie in AWS, read where they are.
 *
 * <p>The session is opened when they are first listed and lives as long as the program, for what was listed is fetched by it.
 */
public final class AwsFlows implements FlowSource {

    private final List<S3Address> places = new ArrayList<>();
    private final AwsOptions options;
    private final Optional<String> payer;
    private final FlowSelection selection;
    private final ReadAhead ahead = new ReadAhead();
    private Optional<AwsSession> session = Optional.empty();

    /**
     * The flow logs at these addresses.
     *
     * @param payer {@code requester}, where the user pays for what they read of other people's buckets
     * @throws IllegalArgumentException naming the address that is none
     */
    public AwsFlows(List<String> addresses, AwsOptions options, Optional<String> payer, FlowSelection selection) {
        this.options = options;
        this.payer = payer;
        this.selection = selection;
        for (String address : addresses) {
            places.add(S3Address.of(address)
                    .orElseThrow(() -> new IllegalArgumentException("`" + address + "` is no address in AWS")));
        }
    }

    @Override
    public Listing list() {
        try {
            AwsSession open = session.orElseGet(() -> AwsSession.open(options));
            session = Optional.of(open);
            return sources(open).list();
        } catch (NoCredentials nobody) {
            Problem problem = new Problem(Origin.of("AWS credentials"), nobody.sentence());
            return new Listing(List.of(), 0, PassedOver.NONE, List.of(problem));
        }
    }

    private FlowSource sources(AwsSession open) {
        List<FlowSource> sources = new ArrayList<>();
        for (S3Address place : places) {
            S3Bucket bucket = new S3Bucket(open.s3(), place, payer, ahead);
            sources.add(new S3Flows(bucket, selection));
        }
        return new FlowSources(sources);
    }

    @Override
    public void willBeRead(List<FlowObject> order) {
        ahead.willBeRead(order.stream()
                .filter(RemoteObject.class::isInstance)
                .map(RemoteObject.class::cast)
                .toList());
    }

    @Override
    public List<String> named() {
        return places.stream().map(place -> place.name(place.prefix())).toList();
    }
}
