package dev.weir.iac;

import java.util.Map;
import java.util.Optional;

/**
 * A security group that code declares.
 *
 * @param resource as the source holds it
 * @param id its id, where it exists already
 * @param name its name, where known
 * @param description its description, where known
 * @param vpc its VPC's id, where known
 * @param arn its ARN, where known
 * @param tags those that are known
 * @param outbound the rules that stand in it: objects with the parts of {@code words}
 * @param inbound the same of inbound rules
 * @param withoutRules its outbound rules if it turns out to have none, by itself or by rule resources: none in Terraform, all
 *     traffic in CloudFormation
 * @param words what the parts of those rules are called
 */
public record GroupDeclaration(
        Resource resource,
        Optional<String> id,
        String name,
        String description,
        Optional<String> vpc,
        Optional<String> arn,
        Map<String, String> tags,
        Value outbound,
        Value inbound,
        Value withoutRules,
        RuleWords words) {

    public GroupDeclaration {
        tags = Map.copyOf(tags);
    }
}
