package dev.weir.aws;

import dev.weir.ec2.ListedRule;
import dev.weir.ec2.ListedRules;
import dev.weir.inventory.Listing;
import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.Snapshot;
import dev.weir.plan.GroupRef;
import dev.weir.remediation.ParkingCall;
import dev.weir.remediation.ParkingLot;
import dev.weir.remediation.ReadAnswer;
import dev.weir.remediation.RuleCall;
import dev.weir.remediation.SecurityGroupGateway;
import dev.weir.remediation.WriteAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupEgressResponse;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupEgressResponse;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/**
 * One Region's EC2, for changing security groups.
 *
 * <p>Reads go through a client that tries again; writes through one that never does, because only a read can tell what became
 * of a write without an answer. (Java's own HTTP client repeats a POST on a broken connection unless the body is streamed,
 * which the SDK's adapter does; a test counts what arrives.)
 */
public final class Ec2Gateway implements SecurityGroupGateway, AutoCloseable {

    private static final String AUTHORIZE = "ec2:AuthorizeSecurityGroupEgress";
    private static final String REVOKE = "ec2:RevokeSecurityGroupEgress";

    private static final WriteAnswer UNSAID = new WriteAnswer.Unknown("an answer that does not say that it was done");

    private final Runnable end;
    private final Ec2Reads lists;
    private final Ec2Client reads;
    private final Ec2Client writes;
    private final Sts sts;
    private final Ec2Parking parking;
    private final String region;

    private Ec2Gateway(AwsSession session, String region, Runnable end) {
        this.end = end;
        this.region = region;
        this.lists = session.reads(region);
        this.reads = session.ec2(region);
        this.writes = session.ec2WithoutRetries(region);
        this.sts = session.sts(region);
        this.parking = new Ec2Parking(reads, writes, this::read, group -> calls(scope(group)));
    }

    /**
     * The gateway to a Region.
     *
     * @param options profile and endpoint; their Regions do not matter
     * @param region the group's Region
     * @throws IllegalStateException if there is nobody to call AWS as, with the reason
     */
    public static Ec2Gateway open(AwsOptions options, String region) {
        try {
            AwsSession session = AwsSession.open(options);
            return new Ec2Gateway(session, region, session::close);
        } catch (NoCredentials nobody) {
            throw new IllegalStateException(nobody.sentence(), nobody);
        }
    }

    /**
     * The gateway to a Region of an account that is entered by a role, unless it is the caller's own.
     *
     * @throws IllegalStateException if it cannot be entered, with the reason
     */
    public static Ec2Gateway open(AwsOptions options, String region, String account, MemberRole role) {
        try {
            Caller caller = Caller.of(options.in(region), RequestPace.half());
            try {
                return new Ec2Gateway(caller.in(account, role), region, caller::close);
            } catch (NoCredentials refused) {
                caller.close();
                throw refused;
            }
        } catch (NoCredentials | SdkException refused) {
            throw new IllegalStateException(
                    Failure.of(refused, "sts:GetCallerIdentity").sentence(), refused);
        }
    }

    @Override
    public ReadAnswer<String> caller() {
        try {
            return new ReadAnswer.Read<>(sts.identity().arn().orElse("(unnamed)"));
        } catch (SdkException | NoCredentials failed) {
            return Ec2Failure.read(failed, "sts:GetCallerIdentity");
        }
    }

    @Override
    public ReadAnswer<SecurityGroup> read(GroupRef group) {
        RegionCalls calls = calls(scope(group));
        List<SecurityGroup> groups;
        try {
            groups = calls.groupsById(List.of(group.id()));
        } catch (SdkException | NoCredentials failed) {
            return Ec2Failure.read(failed, "ec2:DescribeSecurityGroups");
        }
        if (groups.isEmpty()) {
            return new ReadAnswer.Unanswered<>(
                    ReadAnswer.Hope.NONE, "there is no security group `" + group.id() + "` in " + region);
        }
        Pages<ListedRule> rules =
                Calls.pages("ec2:DescribeSecurityGroupRules", token -> calls.rules(List.of(group.id()), token));
        if (!rules.isWhole()) {
            Failure failure = rules.failure().orElseThrow();
            return new ReadAnswer.Unanswered<>(failure.hope(), failure.sentence());
        }
        ListedRules listed = new ListedRules();
        rules.items().forEach(rule -> listed.add(rule, calls.place(Listing.Kind.SECURITY_GROUP_RULES)));
        return new ReadAnswer.Read<>(listed.instead(groups.get(0), calls.origin(Listing.Kind.SECURITY_GROUP_RULES)));
    }

    private Scope scope(GroupRef group) {
        return new Scope(group.account(), Optional.of(region));
    }

    private RegionCalls calls(Scope scope) {
        return new RegionCalls(lists, scope, RegionCalls.AnswerTrouble.UNHEARD);
    }

    @Override
    public ReadAnswer<ParkingLot> parkingLot(GroupRef group, String name) {
        return parking.read(group, name);
    }

    @Override
    public OptionalInt groupsPerInterface() {
        return parking.groupsPerInterface();
    }

    @Override
    public WriteAnswer send(GroupRef group, ParkingCall call) {
        return call instanceof ParkingCall.Fill fill
                ? send(new GroupRef(fill.group(), "", group.account(), group.region(), group.vpc()), fill.call())
                : parking.send(call);
    }

    @Override
    public ReadAnswer<Snapshot> surroundings(GroupRef group, Set<String> lists, Set<String> referenced) {
        return new Ec2Surroundings(calls(scope(group)), scope(group)).read(group.id(), lists, referenced);
    }

    @Override
    public WriteAnswer send(GroupRef group, RuleCall call) {
        return Ec2Failure.write(
                action(call), () -> call.match(authorize -> send(group, authorize), revoke -> send(group, revoke)));
    }

    private WriteAnswer send(GroupRef group, RuleCall.Authorize call) {
        AuthorizeSecurityGroupEgressResponse answer = writes.authorizeSecurityGroupEgress(request -> request.groupId(
                        group.id())
                .ipPermissions(
                        call.rules().stream().map(Ec2Permissions::permission).toList())
                .tagSpecifications(tags(call)));
        if (!Boolean.TRUE.equals(answer.returnValue())) {
            return UNSAID;
        }
        List<SecurityGroupRule.Known> made = new ArrayList<>();
        for (ListedRule rule : calls(scope(group)).rules(answer)) {
            if (rule.rule() instanceof SecurityGroupRule.Known known) {
                made.add(known);
            }
        }
        return Ec2Failure.done(answer, made);
    }

    private static List<TagSpecification> tags(RuleCall.Authorize call) {
        return call.tags().isEmpty()
                ? List.of()
                : List.of(TagSpecification.builder()
                        .resourceType(ResourceType.SECURITY_GROUP_RULE)
                        .tags(Ec2Permissions.tags(call.tags()))
                        .build());
    }

    private WriteAnswer send(GroupRef group, RuleCall.Revoke call) {
        RevokeSecurityGroupEgressResponse answer = writes.revokeSecurityGroupEgress(
                request -> request.groupId(group.id()).securityGroupRuleIds(call.ids()));
        return Boolean.TRUE.equals(answer.returnValue()) ? Ec2Failure.done(answer, List.of()) : UNSAID;
    }

    @Override
    public DryRun mayI(GroupRef group, RuleCall call) {
        try {
            call.match(
                    authorize -> reads.authorizeSecurityGroupEgress(request -> request.groupId(group.id())
                            .ipPermissions(authorize.rules().stream()
                                    .map(Ec2Permissions::permission)
                                    .toList())
                            .tagSpecifications(tags(authorize))
                            .dryRun(true)),
                    revoke -> reads.revokeSecurityGroupEgress(request -> request.groupId(group.id())
                            .securityGroupRuleIds(revoke.ids())
                            .dryRun(true)));
            return new DryRun(DryRun.Permitted.UNKNOWN, "the dry run was answered as if it had been a call in earnest");
        } catch (SdkException | NoCredentials answered) {
            return Ec2Failure.dryRun(answered, action(call));
        }
    }

    private static String action(RuleCall call) {
        return call.match(authorize -> AUTHORIZE, revoke -> REVOKE);
    }

    @Override
    public void close() {
        reads.close();
        writes.close();
        end.run();
    }
}
