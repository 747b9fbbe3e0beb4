package dev.weir.inventory;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Something that names security groups and can put them on a network interface at any time, though none may be there now.
 *
 * @param scope where it lives, as far as known
 * @param kind what it is
 * @param id what it is called
 * @param groups ids of security groups, or their names where it names them so
 * @param origin where it was read
 */
public record GroupHolder(Scope scope, Kind kind, String id, Set<String> groups, Origin origin) {

    public GroupHolder {
        groups = Collections.unmodifiableSet(new TreeSet<>(groups));
    }

    /** What it is and what it is called: {@code Lambda function thumbnails}. */
    public String words() {
        return kind.words + " " + id;
    }

    /** What can hold a group, each with the calls of the AWS CLI that list all of them. */
    public enum Kind {
        /** A version that is the default or the latest, or that something which was read runs. */
        LAUNCH_TEMPLATE(
                "launch template",
                "aws ec2 describe-launch-templates",
                "aws ec2 describe-launch-template-versions --versions '$Latest' '$Default'"),
        AUTO_SCALING_GROUP("Auto Scaling group", "aws autoscaling describe-auto-scaling-groups"),
        LAUNCH_CONFIGURATION("launch configuration", "aws autoscaling describe-launch-configurations"),
        LAMBDA_FUNCTION("Lambda function", "aws lambda list-functions --function-version ALL"),
        ECS_SERVICE(
                "ECS service",
                "aws ecs list-clusters",
                "aws ecs describe-clusters --clusters CLUSTER...",
                "aws ecs describe-services --cluster CLUSTER --services SERVICE..."),
        BATCH_ENVIRONMENT("Batch compute environment", "aws batch describe-compute-environments"),
        DB_INSTANCE("RDS instance", "aws rds describe-db-instances"),
        DB_CLUSTER("RDS cluster", "aws rds describe-db-clusters"),
        LOAD_BALANCER("load balancer", "aws elbv2 describe-load-balancers"),
        CLASSIC_LOAD_BALANCER("Classic Load Balancer", "aws elb describe-load-balancers"),
        VPC_ENDPOINT("VPC endpoint", "aws ec2 describe-vpc-endpoints"),
        EKS_CLUSTER("EKS cluster", "aws eks list-clusters", "aws eks describe-cluster --name CLUSTER"),
        VPC_ASSOCIATION("association with another VPC", "aws ec2 describe-security-group-vpc-associations");

        private final String words;
        private final List<String> calls;

        Kind(String words, String... calls) {
            this.words = words;
            this.calls = List.of(calls);
        }

        /** What it is called, for people. */
        public String words() {
            return words;
        }

        /** The calls that list all of them in a Region, the Region aside. */
        public List<String> calls() {
            return calls;
        }
    }

    /**
     * How far the holders of one kind were read in a scope: only where nothing is missing does it mean something that a group is
     * held by none of them.
     *
     * @param scope the account and Region that it covers; what is unknown in it covers any
     * @param kind what was listed
     * @param missing why it is not whole; empty where it is
     */
    public record Listed(Scope scope, Kind kind, Optional<String> missing) {}
}
