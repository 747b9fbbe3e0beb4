/**
 * What an answer of EC2 says, whatever carried it: AWS CLI JSON, the SDK's objects, later AWS Config.
 *
 * <p>Every carrier makes a {@code json} tree whose keys are the AWS CLI's; one translator makes {@code inventory} of it, one
 * join puts groups and their listed rules together, one rule bounds what cannot be read. Start with {@code Answers}.
 *
 * <pre>
 * documents             AwsAnswers AnswersReading AnswerDocument DocumentObjects DocumentGroups AnswerKind OtherOutput
 * configuration items   ConfigItems ConfigReading ConfigItem
 * what an element says  Answers Element Keys AnswerPlace Groups PermissionRules RouteTables ListedRule DescribedFlowLog
 * a rule                RuleParts RuleService FarEnd FarEndKind
 * put together          Gathered Found ListedRules PrefixListPieces PrefixListEntries OwnScope FolderScopes Coverage
 *                       ListingTally
 * </pre>
 */
@NullMarked
package dev.weir.ec2;

import org.jspecify.annotations.NullMarked;
