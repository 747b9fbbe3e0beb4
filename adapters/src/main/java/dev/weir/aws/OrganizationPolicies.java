package dev.weir.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The least that reading an organization needs: a role in each member, which trusts the caller and reads, and a policy for the
 * caller, which finds the members, assumes that role in its own organization alone, and reads the caller's own account.
 *
 * <p>Tests compare both with the calls that arrive at the other end, as of {@link IamPolicy}.
 *
 * @param role the name of the role in each member
 */
public record OrganizationPolicies(String role) {

    /** What lists the members: of all, and of a unit. */
    static final List<String> FINDING = List.of(
            "organizations:ListAccounts",
            "organizations:ListAccountsForParent",
            "organizations:ListOrganizationalUnitsForParent");

    private static final String MEMBER = """
            {
              "Version": "2012-10-17",
              "Statement": [
            %s
              ]
            }""";

    private static final String CALLER = """
            {
              "Version": "2012-10-17",
              "Statement": [
                {
                  "Sid": "WeirFindsAccounts",
                  "Effect": "Allow",
                  "Action": [
            %s
                  ],
                  "Resource": "*"
                },
                {
                  "Sid": "WeirEntersAccounts",
                  "Effect": "Allow",
                  "Action": "sts:AssumeRole",
                  "Resource": %s,
                  "Condition": { "StringEquals": { "aws:ResourceOrgID": "${aws:PrincipalOrgID}" } }
                },
            %s
              ]
            }""";

    /** As IAM takes it, the caller named by a placeholder, or in a template by its parameter. */
    private static final String TRUST = """
            {
              "Version": "2012-10-17",
              "Statement": [
                {
                  "Effect": "Allow",
                  "Principal": { "AWS": %s },
                  "Action": "sts:AssumeRole"%s
                }
              ]
            }""";

    /** What the member role allows: all that reading needs but the question who one is. */
    private static IamPolicy ofMember() {
        return new IamPolicy(
                IamPolicy.READ.name(),
                IamPolicy.READ.permissions().stream()
                        .filter(permission -> permission.action().startsWith("ec2:"))
                        .toList());
    }

    /** Actions that the member role allows. */
    static List<String> member() {
        return Stream.of(ofMember(), IamPolicy.HOLDERS)
                .flatMap(policy -> policy.permissions().stream())
                .map(IamPolicy.Permission::action)
                .toList();
    }

    private static String statements(IamPolicy read) {
        return read.statement() + ",\n" + IamPolicy.HOLDERS.statement();
    }

    /** Actions that the caller's policy allows. */
    static List<String> caller() {
        List<String> actions = new ArrayList<>(FINDING);
        actions.add("sts:AssumeRole");
        Stream.of(IamPolicy.READ, IamPolicy.HOLDERS)
                .flatMap(policy -> policy.permissions().stream())
                .forEach(permission -> actions.add(permission.action()));
        return actions;
    }

    private static String memberPolicy() {
        return MEMBER.formatted(statements(ofMember()));
    }

    /** @param roles the ARN of the members' roles, as JSON */
    private static String callerPolicy(String roles) {
        return CALLER.formatted(IamPolicy.lines(FINDING.stream()), roles, statements(IamPolicy.READ));
    }

    /** The three documents, each as {@code aws iam} takes it. */
    public String json() {
        return """
                {
                  "memberRole": {
                    "roleName": "%s",
                    "trust": %s,
                    "policy": %s
                  },
                  "callerPolicy": %s
                }
                """.formatted(
                        role.substring(role.lastIndexOf('/') + 1),
                        inner(TRUST.formatted("\"arn:aws:iam::<caller's account>:role/<caller>\"", ""), 4),
                        inner(memberPolicy(), 4),
                        inner(callerPolicy("\"arn:aws:iam::*:role/" + role + "\""), 2));
    }

    /**
     * A template that makes all of it: as a stack set in the members it makes the role, as a stack in the caller's account the
     * caller's policy.
     */
    public String template() {
        String trust = TRUST.formatted("{ \"Ref\": \"Caller\" }", """
                ,
                      "Condition": {
                        "Fn::If": [
                          "HasExternalId",
                          { "StringEquals": { "sts:ExternalId": { "Ref": "ExternalId" } } },
                          { "Ref": "AWS::NoValue" }
                        ]
                      }""");
        int slash = role.lastIndexOf('/');
        return """
                {
                  "AWSTemplateFormatVersion": "2010-09-09",
                  "Description": "Lets weir read the security groups of this account, and change nothing.",
                  "Parameters": {
                    "Caller": {
                      "Type": "String",
                      "Description": "The ARN of the role or user that calls: arn:aws:iam::111122223333:role/audit",
                      "AllowedPattern": "arn:[a-z-]+:iam::[0-9]{12}:(role|user)/.+"
                    },
                    "ExternalId": {
                      "Type": "String",
                      "Description": "What the caller must say with --external-id; empty for nothing.",
                      "Default": ""
                    }
                  },
                  "Conditions": {
                    "IsCallersAccount": {
                      "Fn::Equals": [
                        { "Ref": "AWS::AccountId" },
                        { "Fn::Select": [4, { "Fn::Split": [":", { "Ref": "Caller" }] }] }
                      ]
                    },
                    "IsMember": { "Fn::Not": [{ "Condition": "IsCallersAccount" }] },
                    "HasExternalId": { "Fn::Not": [{ "Fn::Equals": [{ "Ref": "ExternalId" }, ""] }] }
                  },
                  "Resources": {
                    "MemberRole": {
                      "Type": "AWS::IAM::Role",
                      "Condition": "IsMember",
                      "Properties": {
                        "RoleName": "%s",
                        "Path": "%s",
                        "AssumeRolePolicyDocument": %s,
                        "Policies": [
                          {
                            "PolicyName": "WeirRead",
                            "PolicyDocument": %s
                          }
                        ]
                      }
                    },
                    "CallerPolicy": {
                      "Type": "AWS::IAM::ManagedPolicy",
                      "Condition": "IsCallersAccount",
                      "Properties": {
                        "ManagedPolicyName": "WeirReadsOrganization",
                        "PolicyDocument": %s
                      }
                    }
                  }
                }
                """.formatted(
                        role.substring(slash + 1),
                        slash < 0 ? "/" : "/" + role.substring(0, slash + 1),
                        inner(trust, 8),
                        inner(memberPolicy(), 12),
                        inner(callerPolicy("{ \"Fn::Sub\": \"arn:${AWS::Partition}:iam::*:role/" + role + "\" }"), 8));
    }

    /** A document inside another: every line but the first moves to the right. */
    private static String inner(String document, int by) {
        return document.replace("\n", "\n" + " ".repeat(by));
    }
}
