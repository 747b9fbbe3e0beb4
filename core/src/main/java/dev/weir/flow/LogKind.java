package dev.weir.flow;

/** A kind of log that AWS delivers to buckets, log groups and streams, and that is looked for there. */
public enum LogKind {
    VPC_FLOW_LOGS("vpcflowlogs", "flow log"),
    /** Of Route 53 Resolver: what was asked for from inside of a VPC. */
    RESOLVER_QUERY_LOGS("vpcdnsquerylogs", "Resolver query log");

    /** What the folder and the files are called in AWS's layout of S3 keys. */
    final String service;

    /** What one is called, for messages. */
    private final String noun;

    LogKind(String service, String noun) {
        this.service = service;
        this.noun = noun;
    }

    public String noun() {
        return noun;
    }
}
