package dev.weir.cli;

import dev.weir.finding.Policy;
import dev.weir.finding.Severity;
import dev.weir.net.Share;
import java.util.List;

/** The check's policy as options give it. */
final class Policies {

    static final Grammar.Option WORLD_SHARE = Grammar.Option.once(
            "--world-share",
            "PERCENT",
            "The share of the public addresses of IPv4, or of IPv6, that is the world. Default: 5 %.");
    static final Grammar.Option PORTS_SHARE = Grammar.Option.once(
            "--ports-share", "PERCENT", "The share of the 65,536 TCP or UDP ports that is all ports. Default: 50 %.");
    static final List<String> SEVERITIES = List.of("low", "medium", "high", "critical", "none");
    static final Grammar.Option FAIL_ON = Grammar.Option.once(
            "--fail-on",
            "SEVERITY",
            "Exit with 3 when a fail or unknown is at least this severe: low, medium, high, critical; none never. "
                    + "Default: high.",
            SEVERITIES);

    private Policies() {}

    /**
     * The policy that the options give, with defaults for what they do not.
     *
     * @throws UsageException naming the option whose value is none
     */
    static Policy of(Arguments arguments) {
        return new Policy(
                arguments.read(WORLD_SHARE, Share::parse).orElse(Policy.DEFAULT.worldShare()),
                arguments.read(PORTS_SHARE, Share::parse).orElse(Policy.DEFAULT.portsShare()),
                arguments.read(FAIL_ON, Severity::parse).orElse(Policy.DEFAULT.failOn()));
    }
}
