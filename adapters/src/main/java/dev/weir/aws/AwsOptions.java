package dev.weir.aws;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a live command was told on its command line; what it was not told comes from the environment and the AWS config files,
 * in the AWS CLI's order.
 *
 * @param profile {@code --profile}: its credentials win over those in the environment, as in the AWS CLI
 * @param regions {@code --region}, in any order; the one word {@code all} for every Region that the account has enabled; empty
 *     for the configured one
 * @param endpointUrl {@code --endpoint-url}: answers every call instead of AWS
 * @param prefixLists which prefix lists to read the entries of
 * @param besides what to read that judging does not need
 */
public record AwsOptions(
        Optional<String> profile,
        List<String> regions,
        Optional<URI> endpointUrl,
        WantedLists prefixLists,
        Set<Besides> besides) {

    /** Nothing was said. */
    public static final AwsOptions DEFAULT =
            new AwsOptions(Optional.empty(), List.of(), Optional.empty(), WantedLists.REFERENCED);

    private static final String ALL = "all";
    private static final Pattern REGION = Pattern.compile("[a-z]{2,8}(-[a-z]{2,16}){1,3}-[0-9]{1,2}");

    /** Which prefix lists are worth a call for their entries. */
    public enum WantedLists {
        /** Those that a rule or a route refers to: all that judging needs. */
        REFERENCED,
        /** Every list of the Region, AWS's own too: what planning may choose from. */
        ALL
    }

    /** What is read for some commands alone. */
    public enum Besides {
        /** What watches the traffic. */
        FLOW_LOGS,
        /** What holds groups, on an interface or not: calls to other services than EC2. */
        HOLDERS
    }

    /** The same, with nothing besides. */
    public AwsOptions(
            Optional<String> profile, List<String> regions, Optional<URI> endpointUrl, WantedLists prefixLists) {
        this(profile, regions, endpointUrl, prefixLists, Set.of());
    }

    /**
     * Holds well-formed options.
     *
     * @throws IllegalArgumentException naming the option that is not
     */
    public AwsOptions {
        regions = regions.stream().distinct().sorted().toList();
        besides = Set.copyOf(besides);
        for (String region : regions) {
            if (!region.equals(ALL) && !isRegion(region)) {
                throw new IllegalArgumentException("`--region " + region
                        + "` is not the name of a Region; expected one such as `eu-west-1`, or `all`");
            }
        }
        if (regions.contains(ALL) && regions.size() > 1) {
            throw new IllegalArgumentException(
                    "`--region all` holds every other Region; found `" + String.join("`, `", regions) + "`");
        }
        if (profile.isPresent() && profile.get().isBlank()) {
            throw new IllegalArgumentException("`--profile` needs the name of a profile, found an empty one");
        }
        endpointUrl.ifPresent(AwsOptions::checkEndpoint);
    }

    private static void checkEndpoint(URI endpoint) {
        String scheme = endpoint.getScheme() == null ? "" : endpoint.getScheme();
        if (!(scheme.equals("http") || scheme.equals("https")) || endpoint.getHost() == null) {
            throw new IllegalArgumentException("`--endpoint-url " + endpoint
                    + "` is not an address; expected one such as `http://127.0.0.1:5000`");
        }
    }

    /**
     * Reads the value of {@code --endpoint-url}.
     *
     * @throws IllegalArgumentException if it is not an http or https address
     */
    public static URI endpoint(String text) {
        URI endpoint;
        try {
            endpoint = new URI(text);
        } catch (URISyntaxException notAnAddress) {
            throw new IllegalArgumentException(
                    "`--endpoint-url " + text + "` is not an address: " + notAnAddress.getReason(), notAnAddress);
        }
        checkEndpoint(endpoint);
        return endpoint;
    }

    /** Whether the text can be the name of a Region: what is not must become part of no host name. */
    static boolean isRegion(String text) {
        return REGION.matcher(text).matches();
    }

    /** Whether every Region that the account has enabled is asked for. */
    public boolean allRegions() {
        return regions.contains(ALL);
    }

    /** These options, for one Region. */
    AwsOptions in(String region) {
        return new AwsOptions(profile, List.of(region), endpointUrl, prefixLists, besides);
    }

    /** These options, reading the entries of {@code which} prefix lists. */
    public AwsOptions reading(WantedLists which) {
        return new AwsOptions(profile, regions, endpointUrl, which, besides);
    }

    /** These options, reading something more. */
    public AwsOptions with(Besides more) {
        Set<Besides> all = EnumSet.of(more);
        all.addAll(besides);
        return new AwsOptions(profile, regions, endpointUrl, prefixLists, all);
    }

    /** Whether that is read, too. */
    boolean reads(Besides what) {
        return besides.contains(what);
    }
}
