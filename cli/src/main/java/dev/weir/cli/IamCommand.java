package dev.weir.cli;

import dev.weir.aws.Ec2ApplyPolicy;
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
                "read|observe|apply",
                1,
                1,
                "read: what scan, snapshot and explain need of a live account. observe: what observe and plan need of it. apply: what apply, resume and rollback need.",
                List.of(),
                List.of(
                        new Grammar.Example(
                                "weir iam read > weir-read.json", "The policy, as `aws iam create-policy` takes it."),
                        new Grammar.Example(
                                "weir iam apply > weir-apply.json",
                                "The same for changing outbound rules of this account's groups.")));
    }

    @Override
    public int run(Arguments arguments, ProcessContext surroundings) {
        String kind = arguments.words().get(0);
        String policy = switch (kind) {
            case "read" -> IamPolicy.READ.json();
            case "observe" -> IamPolicy.OBSERVE.json();
            case "apply" -> Ec2ApplyPolicy.json();
            default ->
                throw new UsageException(
                        "unknown policy `" + Printable.of(kind) + "`; expected read, observe or apply");
        };
        surroundings.print(policy);
        return ExitCode.CLEAN;
    }
}
