package dev.weir.aws;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import software.amazon.awssdk.services.organizations.OrganizationsClient;

/**
 * Who calls, and who that caller can be in other accounts.
 *
 * <p>In its own account it stays who it is: the management account of an organization has no role that a stack set made, because
 * stack sets with service-managed permissions leave it out.
 */
final class Caller implements AutoCloseable {

    private final AwsSession session;
    private final String region;
    private final Sts sts;
    private final String account;
    private final String partition;
    private final Queue<AwsSession> assumed = new ConcurrentLinkedQueue<>();

    private Caller(AwsSession session, String region, Sts sts, String account, String partition) {
        this.session = session;
        this.region = region;
        this.sts = sts;
        this.account = account;
        this.partition = partition;
    }

    /**
     * The caller that the options and the environment lead to.
     *
     * @throws NoCredentials if there is none
     * @throws software.amazon.awssdk.core.exception.SdkException if it cannot be found out who that is
     */
    static Caller of(AwsOptions options, RequestPace pace) {
        AwsSession session = AwsSession.open(options, pace);
        String region = session.firstRegion();
        Sts sts = session.sts(region);
        try {
            Sts.Identity identity = sts.identity();
            String[] arn = identity.arn().orElse("").split(":", 3);
            return new Caller(session, region, sts, identity.account().orElse(""), arn.length == 3 ? arn[1] : "aws");
        } catch (RuntimeException failed) {
            session.close();
            throw failed;
        }
    }

    /** The Region where that is asked which is no Region's. */
    String region() {
        return region;
    }

    OrganizationsClient organizations() {
        return session.organizations(region);
    }

    /**
     * The session in an account, which ends with this caller at the latest.
     *
     * @throws NoCredentials if the role cannot be assumed
     */
    AwsSession in(String other, MemberRole role) {
        if (other.equals(account)) {
            return session;
        }
        AwsSession there = session.assuming(role, role.arn(partition, other), sts);
        assumed.add(there);
        return there;
    }

    @Override
    public void close() {
        assumed.forEach(AwsSession::leave);
        session.close();
    }
}
