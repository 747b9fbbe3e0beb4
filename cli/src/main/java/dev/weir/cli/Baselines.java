package dev.weir.cli;

import dev.weir.files.FindingsFile;
import dev.weir.finding.Baseline;
import dev.weir.finding.Policy;
import dev.weir.operation.FailureException;
import java.nio.file.Path;

/** The findings that the user knows already. */
final class Baselines {

    static final Grammar.Option BASELINE = Grammar.Option.once(
            "--baseline",
            "FILE",
            "Findings that an earlier `weir scan --format json` wrote: only what is new, or worse than there, counts and is"
                    + " listed.");

    private Baselines() {}

    /**
     * The baseline that the option names; else none.
     *
     * @throws FailureException if it cannot be read, or was judged by other shares
     */
    static Baseline of(Arguments arguments, Policy policy) {
        return arguments
                .one(BASELINE)
                .map(Inventories::path)
                .map(file -> read(file, policy))
                .orElse(Baseline.NONE);
    }

    private static Baseline read(Path file, Policy policy) {
        Baseline.Builder known = new Baseline.Builder();
        Policy judged = new FindingsFile(file).read(policy, known::add).policy();
        if (!judged.worldShare().equals(policy.worldShare())
                || !judged.portsShare().equals(policy.portsShare())) {
            throw new FailureException("the baseline `" + file + "` was judged with a world of "
                    + judged.worldShare() + " and all ports of " + judged.portsShare() + ", this scan with "
                    + policy.worldShare() + " and " + policy.portsShare()
                    + "; help: give `--world-share` and `--ports-share` the values of the baseline, or make it anew");
        }
        return known.build(file.toString());
    }
}
