package dev.weir.cli;

import dev.weir.aws.IamPolicy;
import dev.weir.report.text.Printable;
import java.util.List;

/** {@code weir iam}: the least IAM policy that a kind of command needs. */
final class IamCommand implements Command {

    @Override
    public Grammar grammar() {
        return new Grammar(
                "iam",
                "Print the least IAM policy that a kind of command needs.",
                "read",
                1,
                1,
                "read: what scan, snapshot and explain need of a live account.",
                List.of(),
                List.of(new Grammar.Example(
                        "weir iam read > weir-read.json", "The policy, as `aws iam create-policy` takes it.")));
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) {
        String kind = arguments.words().get(0);
        if (!kind.equals("read")) {
            throw new UsageException("unknown policy `" + Printable.of(kind) + "`; expected read");
        }
        surroundings.print(IamPolicy.READ.json());
        return ExitCode.CLEAN;
    }
}
