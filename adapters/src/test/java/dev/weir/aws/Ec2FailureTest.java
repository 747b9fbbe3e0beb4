package dev.weir.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.remediation.ReadAnswer;
import dev.weir.remediation.WriteAnswer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

/** One code means the same of a read and of a write. */
class Ec2FailureTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RequestLimitExceeded",
                "Throttling",
                "ThrottlingException",
                "ThrottledException",
                "EC2ThrottledException",
                "RequestThrottledException",
                "BandwidthLimitExceeded",
                "SlowDown",
            })
    void throttlingIsFinalForNeitherReadNorWrite(String code) {
        AwsServiceException thrown = Ec2Exception.builder()
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .statusCode(400)
                .build();

        assertThat(Ec2Failure.write(thrown, "ec2:RevokeSecurityGroupEgress"))
                .isEqualTo(new WriteAnswer.Throttled(code));
        assertThat(Ec2Failure.read(thrown, "ec2:DescribeSecurityGroups"))
                .isInstanceOfSatisfying(
                        ReadAnswer.Unanswered.class,
                        unread -> assertThat(unread.hope()).isEqualTo(ReadAnswer.Hope.ASK_AGAIN));
    }
}
