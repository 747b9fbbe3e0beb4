package dev.weir.aws;

import java.util.List;

/**
 * The least IAM policy that changing outbound rules needs.
 *
 * <p>Reads cannot be limited to resources (EC2 service authorization reference). Changes are limited to groups and rules of
 * the caller's own account, and tagging to what a call that authorizes tags.
 */
public final class Ec2ApplyPolicy {

    private static final List<String> READS = List.of(
            "sts:GetCallerIdentity",
            "ec2:DescribeSecurityGroups",
            "ec2:DescribeSecurityGroupRules",
            "ec2:DescribeNetworkInterfaces",
            "ec2:DescribeInstances",
            "ec2:DescribeManagedPrefixLists",
            "ec2:GetManagedPrefixListEntries");

    private static final List<String> WRITES =
            List.of("ec2:AuthorizeSecurityGroupEgress", "ec2:RevokeSecurityGroupEgress");

    private Ec2ApplyPolicy() {}

    /** The same for {@code --canary interfaces=N}, too: a parking group is made, put on interfaces, taken off and deleted. */
    public static String jsonWithParking() {
        return document("""
                ,
                    {
                      "Sid": "WeirParkingReads",
                      "Effect": "Allow",
                      "Action": "ec2:DescribeAccountAttributes",
                      "Resource": "*"
                    },
                    {
                      "Sid": "WeirParkingMakesAGroup",
                      "Effect": "Allow",
                      "Action": "ec2:CreateSecurityGroup",
                      "Resource": [
                        "arn:aws:ec2:*:*:security-group/*",
                        "arn:aws:ec2:*:*:vpc/*"
                      ]
                    },
                    {
                      "Sid": "WeirParkingTagsIt",
                      "Effect": "Allow",
                      "Action": "ec2:CreateTags",
                      "Resource": "arn:aws:ec2:*:*:security-group/*",
                      "Condition": { "StringEquals": { "ec2:CreateAction": "CreateSecurityGroup" } }
                    },
                    {
                      "Sid": "WeirParkingPutsItOnInterfaces",
                      "Effect": "Allow",
                      "Action": "ec2:ModifyNetworkInterfaceAttribute",
                      "Resource": [
                        "arn:aws:ec2:*:*:network-interface/*",
                        "arn:aws:ec2:*:*:security-group/*"
                      ],
                      "Condition": { "StringEquals": { "aws:ResourceAccount": "${aws:PrincipalAccount}" } }
                    },
                    {
                      "Sid": "WeirParkingDeletesIt",
                      "Effect": "Allow",
                      "Action": "ec2:DeleteSecurityGroup",
                      "Resource": "arn:aws:ec2:*:*:security-group/*",
                      "Condition": { "StringLike": { "aws:ResourceTag/weir:parking-for": "sg-*" } }
                    }""");
    }

    /** The policy document, as {@code aws iam create-policy --policy-document} takes it. */
    public static String json() {
        return document("");
    }

    private static String document(String more) {
        return """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Sid": "WeirApplyReads",
                      "Effect": "Allow",
                      "Action": [
                %s
                      ],
                      "Resource": "*"
                    },
                    {
                      "Sid": "WeirApplyChangesOutboundRules",
                      "Effect": "Allow",
                      "Action": [
                %s
                      ],
                      "Resource": [
                        "arn:aws:ec2:*:*:security-group/*",
                        "arn:aws:ec2:*:*:security-group-rule/*"
                      ],
                      "Condition": { "StringEquals": { "aws:ResourceAccount": "${aws:PrincipalAccount}" } }
                    },
                    {
                      "Sid": "WeirApplyTagsTheRulesItMakes",
                      "Effect": "Allow",
                      "Action": "ec2:CreateTags",
                      "Resource": "arn:aws:ec2:*:*:security-group-rule/*",
                      "Condition": { "StringEquals": { "ec2:CreateAction": "AuthorizeSecurityGroupEgress" } }
                    }%s
                  ]
                }
                """.formatted(IamPolicy.lines(READS.stream()), IamPolicy.lines(WRITES.stream()), more);
    }
}
