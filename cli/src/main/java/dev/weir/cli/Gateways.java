package dev.weir.cli;

import dev.weir.aws.AwsOptions;
import dev.weir.aws.Ec2Gateway;
import dev.weir.operation.FailureException;
import dev.weir.plan.GroupRef;
import dev.weir.report.text.Printable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The ways to EC2 that a run of changes needs: one per Region, closed together. */
final class Gateways implements AutoCloseable {

    private final AwsOptions options;
    private final Optional<String> region;
    private final Map<String, Ec2Gateway> open = new TreeMap<>();

    private Gateways(AwsOptions options, Optional<String> region) {
        this.options = options;
        this.region = region;
    }

    /** @throws UsageException if the live options cannot be meant */
    static Gateways of(Arguments arguments) {
        List<String> regions = arguments.all(Inventories.REGION.name());
        if (regions.size() > 1 || regions.contains("all")) {
            throw new UsageException("a group lives in one Region: give `--region` once, with its name");
        }
        try {
            AwsOptions options = new AwsOptions(
                    arguments.one(Inventories.PROFILE.name()),
                    regions,
                    arguments.one(Inventories.ENDPOINT_URL.name()).map(AwsOptions::endpoint),
                    AwsOptions.WantedLists.REFERENCED);
            return new Gateways(options, regions.stream().findFirst());
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(Printable.of(String.valueOf(wrong.getMessage())), wrong);
        }
    }

    /** The gateway to a group's Region. */
    Ec2Gateway to(GroupRef group) {
        if (group.region().isPresent() && region.isPresent() && !group.region().equals(region)) {
            throw new UsageException("`" + Printable.of(group.id()) + "` lives in "
                    + Printable.of(group.region().get()) + ", and `--region` says " + region.get());
        }
        String where = group.region()
                .or(() -> region)
                .orElseThrow(() -> new UsageException("the plan does not say in which Region `"
                        + Printable.of(group.id()) + "` lives; give it with `--region`"));
        Ec2Gateway there = open.get(where);
        if (there == null) {
            try {
                there = Ec2Gateway.open(options, where);
            } catch (IllegalStateException nobody) {
                throw new FailureException(Printable.of(String.valueOf(nobody.getMessage())), nobody);
            }
            open.put(where, there);
        }
        return there;
    }

    @Override
    public void close() {
        open.values().forEach(Ec2Gateway::close);
    }
}
