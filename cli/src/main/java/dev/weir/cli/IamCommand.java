package dev.weir.cli;

import dev.weir.aws.Ec2ApplyPolicy;
import dev.weir.aws.IamPolicy;
import dev.weir.aws.MemberRole;
import dev.weir.aws.OrganizationPolicies;
import java.util.List;

/** {@code weir iam}: the least IAM policy that a kind of command needs. */
final class IamCommand implements Command {

    private static final Grammar.Option ORGANIZATION = Grammar.Option.flag(
            "--organization", "With read: the role of each member account, whom it trusts, and the caller's policy.");
    private static final Grammar.Option FORMAT = Grammar.Option.once(
            "--format",
            "FORMAT",
            "With --organization: json, or cloudformation for a template of all of it. Default: json.",
            List.of("json", "cloudformation"));

    private static final Grammar.Option PARKING = Grammar.Option.flag(
            "--parking", "With apply: also what `weir apply --canary interfaces=N` does with a parking group.");

    @Override
    public Grammar grammar() {
        return new Grammar(
                "iam",
                "Print the least IAM policy that a kind of command needs.",
                "read|observe|athena|apply|ranges",
                1,
                1,
                "read: what scan, snapshot, logs, triage and explain need of a live account; its statement WeirTriage is for triage and snapshot alone, which ask other services what holds a group. observe: what observe, plan and explain --dns need of it. athena: what observe --athena needs, Athena's own reading included. apply: what apply, resume and rollback need. ranges: what ranges sync needs.",
                List.of(ORGANIZATION, AccountOptions.ROLE, FORMAT, PARKING),
                List.of(
                        new Grammar.Example(
                                "weir iam read > weir-read.json", "The policy, as `aws iam create-policy` takes it."),
                        new Grammar.Example(
                                "weir iam apply > weir-apply.json",
                                "The same for changing outbound rules of this account's groups."),
                        new Grammar.Example(
                                "weir iam read --organization --format cloudformation > weir-members.json",
                                "A stack set for the members, and a stack for the caller's account.")));
    }

    @Override
    public int run(Arguments arguments, ProcessContext surroundings) {
        String kind = arguments.words().get(0);
        if (arguments.has(PARKING) && !kind.equals("apply")) {
            throw new UsageException("`--parking` is for `weir iam apply`, found `" + kind + "`");
        }
        if (arguments.has(ORGANIZATION)) {
            surroundings.print(ofOrganization(kind, arguments));
            return ExitCode.CLEAN;
        }
        arguments.refuse(List.of(AccountOptions.ROLE, FORMAT), "is for `weir iam read --organization`");
        String policy = switch (kind) {
            case "read" -> IamPolicy.json(List.of(IamPolicy.READ, IamPolicy.HOLDERS));
            case "observe" -> IamPolicy.OBSERVE.json();
            case "athena" -> IamPolicy.ATHENA.json();
            case "apply" -> arguments.has(PARKING) ? Ec2ApplyPolicy.jsonWithParking() : Ec2ApplyPolicy.json();
            case "ranges" -> IamPolicy.RANGES.json();
            default ->
                throw new UsageException(
                        "unknown policy `" + kind + "`; expected read, observe, athena, apply or ranges");
        };
        surroundings.print(policy);
        return ExitCode.CLEAN;
    }

    private static String ofOrganization(String kind, Arguments arguments) {
        if (!kind.equals("read")) {
            throw new UsageException("`--organization` is for `weir iam read`, found `" + kind + "`");
        }
        String role = LiveInventory.role(arguments).map(MemberRole::name).orElse(AccountOptions.READ_ROLE);
        OrganizationPolicies policies = new OrganizationPolicies(role);
        String format = arguments.one(FORMAT).orElse("json");
        return switch (format) {
            case "json" -> policies.json();
            case "cloudformation" -> policies.template();
            default -> throw new UsageException("`--format`: expected json or cloudformation, found `" + format + "`");
        };
    }
}
