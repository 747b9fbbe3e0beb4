package dev.weir.aws;

/**
 * How fast AWS lets an account call EC2: one bucket for each Region and operation (Amazon EC2 Developer Guide, request throttling
 * for the Amazon EC2 API, bucket sizes and refill rates). Every list that weir asks for is filtered or in pages.
 *
 * @param bucket how many calls at once
 * @param refill how many more a second
 */
record Ec2Rates(int bucket, int refill) {

    private static final double NANOS = 1_000_000_000;

    /**
     * All reads of one other service together: less than the least of what is published (Elastic Load Balancing 40 and 10, Lambda
     * 15 a second for all calls but a few, Amazon ECS 50 and 20).
     */
    static final Ec2Rates OTHER_SERVICES = new Ec2Rates(20, 10);

    private static final Ec2Rates READS = new Ec2Rates(100, 20);
    private static final Ec2Rates RULE_CHANGES = new Ec2Rates(50, 5);

    /** The rate of an operation such as {@code DescribeVpcs}. */
    static Ec2Rates of(String operation) {
        return operation.startsWith("Describe") || operation.startsWith("Get") ? READS : RULE_CHANGES;
    }

    /** The bucket of somebody who wants no more than a share of all of it, full at {@code now}. */
    TokenBucket bucket(double share, long now) {
        int burst = Math.max(1, (int) (bucket * share));
        return new TokenBucket(burst, (long) Math.ceil(NANOS / (refill * share)), now);
    }
}
