/**
 * The live account, through the AWS SDK: what the inventory's ports ask for, answered by EC2's own calls.
 *
 * <p>SDK types never leave this room; only {@code cli} calls it, and no class of it loads for an offline command.
 *
 * <pre>
 * who calls       AwsOptions AwsSession Sts AssumedRole Caller NoCredentials
 * calls           Calls Pages NoAnswer OwnAnswers Failure StoreFailure RequestPace TokenBucket Ec2Rates SdkTree
 * an account      LiveAccount RegionReader RegionCalls Ec2Reads Ec2Answer RegionInventory
 * what holds      HolderReader ServiceLists
 * without client  AwsService SignedCalls ServiceRequest XmlAnswer Signer Http Connections
 * many accounts   AwsAccounts AccountChoice Members MemberRole
 * flow logs       AwsFlows RemoteObject FetchedParts ReadAhead S3Address S3Bucket S3Reads SignedS3 ClientS3 S3Place S3Places S3Walk S3Folder S3Object LogGroupAddress LogGroup
 *                 LogGroupFlows LogHour CallersBuckets
 * kept in buckets KeptObject S3Document S3Inventory S3Snapshot S3Profile UnfinishedObject
 * tables          AthenaEngine AthenaCalls QueryRows
 * sent            SecurityHub
 * a change        Ec2Gateway Ec2PrefixLists Ec2Parking Ec2Surroundings Ec2Permissions Ec2Failure
 * least policies  IamPolicy Ec2ApplyPolicy OrganizationPolicies
 * </pre>
 */
@NullMarked
package dev.weir.aws;

import org.jspecify.annotations.NullMarked;
