package dev.weir.cli;

import dev.weir.finding.Policy;
import dev.weir.finding.Severity;
import dev.weir.net.Share;
import dev.weir.report.text.Printable;
import java.util.List;
import java.util.Optional;

/** The check's policy as options give it. */
final class Policies {

    static final Grammar.Option WORLD_SHARE = new Grammar.Option(
            "--world-share",
            "PERCENT",
            Grammar.Times.ONCE,
            "The share of the public addresses of IPv4, or of IPv6, that is the world. Default: 5 %.");
    static final Grammar.Option PORTS_SHARE = new Grammar.Option(
            "--ports-share",
            "PERCENT",
            Grammar.Times.ONCE,
            "The share of the 65,536 TCP or UDP ports that is all ports. Default: 50 %.");
    static final List<String> SEVERITIES = List.of("low", "medium", "high", "critical", "none");
    static final Grammar.Option FAIL_ON = new Grammar.Option(
            "--fail-on",
            "SEVERITY",
            Grammar.Times.ONCE,
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
                share(WORLD_SHARE, arguments, Policy.DEFAULT.worldShare()),
                share(PORTS_SHARE, arguments, Policy.DEFAULT.portsShare()),
                failOn(arguments));
    }

    private static Share share(Grammar.Option option, Arguments arguments, Share otherwise) {
        Optional<String> given = arguments.one(option.name());
        if (given.isEmpty()) {
            return otherwise;
        }
        try {
            return Share.parse(given.get());
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(
                    "`" + option.name() + "`: " + Printable.of(String.valueOf(wrong.getMessage())), wrong);
        }
    }

    private static Severity failOn(Arguments arguments) {
        Optional<String> given = arguments.one(FAIL_ON.name());
        if (given.isEmpty()) {
            return Policy.DEFAULT.failOn();
        }
        try {
            return Severity.parse(given.get());
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(
                    "`" + FAIL_ON.name() + "`: " + Printable.of(String.valueOf(wrong.getMessage())), wrong);
        }
    }
}
