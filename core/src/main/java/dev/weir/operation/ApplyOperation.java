package dev.weir.operation;

import dev.weir.codec.PlanCodec;
import dev.weir.inventory.Destination;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.Snapshot;
import dev.weir.plan.Authorization;
import dev.weir.plan.Plan;
import dev.weir.plan.Precondition;
import dev.weir.plan.UntrackedConnections;
import dev.weir.remediation.FirstLine;
import dev.weir.remediation.JournalEntry.Acceptance;
import dev.weir.remediation.JournalEntry.Opened;
import dev.weir.remediation.Leg;
import dev.weir.remediation.Parking;
import dev.weir.remediation.ParkingRefusals;
import dev.weir.remediation.Preflight;
import dev.weir.remediation.ReadAnswer;
import dev.weir.remediation.Refusal;
import dev.weir.remediation.RuleCall;
import dev.weir.remediation.SecurityGroupGateway;
import dev.weir.remediation.SecurityGroupGateway.DryRun;
import dev.weir.remediation.Tempo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** Carries plans out, canary first, stopping at the first that does not end well. */
public record ApplyOperation(ChangePorts ports, ApplyListener listener) {

    /**
     * What to carry out.
     *
     * @param plans in this order, each of another group
     * @param accepted the gates that somebody overrode
     * @param maxAge how old a plan may be
     * @param canary after how many plans to ask before the rest
     * @param interfaces how many interfaces of each group go first, with a parking group on the others; empty for all at once
     * @param watching what is done after each change; empty does nothing
     * @param tempo how long to wait for what
     * @param toolVersion this weir
     */
    public record Request(
            List<Plan> plans,
            List<Acceptance> accepted,
            Duration maxAge,
            int canary,
            OptionalInt interfaces,
            Optional<Watching> watching,
            Tempo tempo,
            String toolVersion) {

        public Request {
            plans = List.copyOf(plans);
            accepted = List.copyOf(accepted);
        }
    }

    /**
     * What one plan would do to its group as it is now, and what stands in its way.
     *
     * @param plan the plan
     * @param digest of the plan
     * @param legs the exchanges of rules, in order
     * @param cuts connections that the change itself cuts
     * @param untold why AWS did not say whether a call is permitted
     * @param refusals why it cannot be applied
     * @param parking the parking group, where interfaces go one after the other
     */
    public record Preview(
            Plan plan,
            String digest,
            List<Leg> legs,
            List<UntrackedConnections.Cut> cuts,
            List<String> untold,
            List<Refusal> refusals,
            Optional<Parking> parking) {

        public Preview {
            legs = List.copyOf(legs);
            cuts = List.copyOf(cuts);
            untold = List.copyOf(untold);
            refusals = List.copyOf(refusals);
        }
    }

    /**
     * What became of it.
     *
     * @param previews of every plan
     * @param attempts what became of each; empty where any plan was refused, and nothing was changed
     */
    public record Result(List<Preview> previews, List<AttemptedPlan> attempts) {

        public Result {
            previews = List.copyOf(previews);
            attempts = List.copyOf(attempts);
        }
    }

    private record GroupNow(SecurityGroup group, Snapshot around) {}

    /**
     * Looks at every group beside its plan, and changes nothing.
     *
     * @throws FailureException if a group cannot be read
     */
    public List<Preview> preview(Request request) {
        List<SecurityGroupGateway> gateways = request.plans().stream()
                .map(plan -> ports.gateways().apply(plan.group()))
                .toList();
        List<Preview> previews = new ArrayList<>();
        for (int index = 0; index < gateways.size(); index++) {
            Preview preview = preview(request.plans().get(index), gateways.get(index), request);
            listener.previewed(preview);
            previews.add(preview);
        }
        return previews;
    }

    /**
     * Changes every group in turn, unless one plan is refused.
     *
     * @throws FailureException if a group cannot be read at first, or the listener does not want it
     */
    public Result run(Request request) {
        List<Preview> previews = preview(request);
        if (previews.stream().anyMatch(preview -> !preview.refusals().isEmpty())) {
            return new Result(previews, List.of());
        }
        listener.mayApply(request.plans());
        ChangeRun changes = new ChangeRun(ports, request.tempo(), listener);
        List<AttemptedPlan> attempts = new ArrayList<>();
        boolean goesOn = true;
        for (int index = 0; index < previews.size(); index++) {
            Preview preview = previews.get(index);
            if (!goesOn) {
                attempts.add(AttemptedPlan.notBegun(preview));
                continue;
            }
            try {
                if (index == request.canary() && index > 0) {
                    listener.mayGoOnWith(request.plans().subList(index, previews.size()));
                }
                attempts.add(change(preview, request, changes));
            } catch (FailureException refused) {
                listener.failed(refused.sentence());
                attempts.add(AttemptedPlan.notBegun(preview));
            }
            goesOn = attempts.get(index).isClean();
        }
        return new Result(previews, attempts);
    }

    private AttemptedPlan change(Preview preview, Request request, ChangeRun changes) {
        EndedChange ended = changes.begin(preview.plan().group(), caller -> opening(preview, request, caller));
        listener.changed(ended);
        AttemptedPlan attempt = AttemptedPlan.of(preview, ended);
        return request.watching()
                .filter(asked -> attempt.isClean())
                .map(asked -> attempt.became(new Watch(asked, ports, listener).over(ended, changes)))
                .orElse(attempt);
    }

    private GroupNow standing(Plan plan) {
        Set<String> lists = plan.precondition().prefixLists().stream()
                .map(Precondition.PrefixListVersion::id)
                .collect(Collectors.toSet());
        Set<String> referenced = plan.authorize().stream()
                .map(Authorization::rule)
                .filter(rule -> rule.destination() instanceof Destination.Group)
                .map(rule -> rule.destination().text())
                .collect(Collectors.toSet());
        SecurityGroupGateway gateway = ports.gateways().apply(plan.group());
        SecurityGroup group = value(gateway.read(plan.group()), plan);
        return new GroupNow(group, value(gateway.surroundings(plan.group(), lists, referenced), plan));
    }

    private static <T> T value(ReadAnswer<T> answer, Plan plan) {
        return answer.match(ReadAnswer.Read::value, unread -> {
            throw new FailureException("`" + plan.group().id() + "` cannot be read: " + unread.reason());
        });
    }

    private Preview preview(Plan plan, SecurityGroupGateway gateway, Request request) {
        String digest = PlanCodec.digest(plan);
        GroupNow now = standing(plan);
        List<Leg> legs = FirstLine.legs(plan, digest, now.group());
        List<Refusal> refusals = new ArrayList<>(refusals(plan, now, request));
        List<String> untold = new ArrayList<>();
        for (RuleCall call : Leg.calls(legs)) {
            DryRun dryRun = gateway.mayI(plan.group(), call);
            if (dryRun.permitted() == DryRun.Permitted.DENIED) {
                refusals.add(Refusal.notPermitted(plan.group(), call, dryRun.reason()));
            } else if (dryRun.permitted() == DryRun.Permitted.UNKNOWN) {
                untold.add(dryRun.reason());
            }
        }
        List<UntrackedConnections.Cut> cuts = UntrackedConnections.of(now.group(), plan.result(), now.around());
        return new Preview(
                plan,
                digest,
                legs,
                cuts,
                untold,
                refusals,
                FirstLine.parking(plan, digest, now.around(), request.interfaces()));
    }

    private List<Refusal> refusals(Plan plan, GroupNow now, Request request) {
        List<Refusal> refusals = new ArrayList<>(
                Preflight.refusals(plan, now.group(), now.around(), request.accepted(), ports.now(), request.maxAge()));
        if (request.interfaces().isPresent()) {
            OptionalInt most = ports.gateways().apply(plan.group()).groupsPerInterface();
            refusals.addAll(ParkingRefusals.of(plan, now.around(), most));
        }
        return refusals;
    }

    private Opened opening(Preview preview, Request request, String caller) {
        Plan plan = preview.plan();
        GroupNow now = standing(plan);
        refusals(plan, now, request).stream().findFirst().ifPresent(refusal -> {
            throw new FailureException("refused: " + refusal.sentence() + "; nothing was changed");
        });
        return FirstLine.of(
                plan,
                preview.digest(),
                now.group(),
                now.around(),
                request.accepted(),
                caller,
                request.toolVersion(),
                ports.now(),
                request.interfaces());
    }
}
