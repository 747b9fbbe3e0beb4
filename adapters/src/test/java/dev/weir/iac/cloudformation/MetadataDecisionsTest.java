package dev.weir.iac.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.iac.JudgedCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetadataDecisionsTest {

    @TempDir
    private Path folder;

    @Test
    void hideTheFindingOfTheirResourceAndNoOther() throws IOException {
        Files.writeString(folder.resolve("web.yaml"), """
                Resources:
                  Words:
                    Type: AWS::EC2::SecurityGroup
                    Metadata:
                      weir: ignore cfd-f0b-f05 until=2999-03-31 reason="the proxy"
                  Members:
                    Type: AWS::EC2::SecurityGroup
                    Metadata:
                      weir: { ignore: cfd-f0b-f05, until: 2999-03-31, reason: the proxy }
                  Listed:
                    Type: AWS::EC2::SecurityGroup
                    Metadata:
                      weir:
                        - ignore: cfd-f0b-f05
                          until: 2999-03-31
                          reason: the proxy
                  Expired:
                    Type: AWS::EC2::SecurityGroup
                    Metadata:
                      weir: ignore cfd-f0b-f05 until=2026-11-27 reason="the proxy"
                  WithoutReason:
                    Type: AWS::EC2::SecurityGroup
                    Metadata:
                      weir: { ignore: cfd-f0b-f05, until: 2999-03-31 }
                  NoDay:
                    Type: AWS::EC2::SecurityGroup
                    Metadata:
                      weir: { ignore: cfd-f0b-f05, until: soon, reason: the proxy }
                  Other:
                    Type: AWS::EC2::SecurityGroup
                    Metadata:
                      weir: true
                      cfn-lint: { config: {} }
                """);

        JudgedCode judged = JudgedCode.of(folder);

        assertThat(judged.findings())
                .filteredOn(finding -> finding.suppression().isPresent())
                .extracting(finding -> finding.subject().id())
                .containsOnly("Words", "Members", "Listed");
        assertThat(judged.summary().problems())
                .extracting(Object::toString)
                .anyMatch(problem -> problem.contains("web.yaml:20"))
                .anyMatch(problem -> problem.contains("web.yaml:24"))
                .anyMatch(problem -> problem.contains("web.yaml:28") && problem.contains("`until=soon` is no day"))
                .anyMatch(problem -> problem.contains("web.yaml:32") && problem.contains("suppresses nothing"))
                .hasSize(4);
    }
}
