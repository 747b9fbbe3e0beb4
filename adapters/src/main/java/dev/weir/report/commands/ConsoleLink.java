package dev.weir.report.commands;

import dev.weir.inventory.Scope;
import dev.weir.report.text.PercentEncoded;
import java.util.Optional;

/** Links into the AWS console, which has one host per partition. */
public final class ConsoleLink {

    private ConsoleLink() {}

    /** The page of a security group; empty in a partition whose console has no public address. */
    public static Optional<String> securityGroup(Scope scope, String groupId) {
        Optional<String> domain = domain(scope.partition());
        if (domain.isEmpty()) {
            return Optional.empty();
        }
        String host = domain.get();
        String home = "/ec2/home";
        if (scope.region().isPresent()) {
            String region = encoded(scope.region().get());
            host = region + "." + host;
            home += "?region=" + region;
        }
        return Optional.of("https://" + host + home + "#SecurityGroup:groupId=" + encoded(groupId));
    }

    private static Optional<String> domain(String partition) {
        return switch (partition) {
            case "aws" -> Optional.of("console.aws.amazon.com");
            case "aws-cn" -> Optional.of("console.amazonaws.cn");
            case "aws-us-gov" -> Optional.of("console.amazonaws-us-gov.com");
            case "aws-eusc" -> Optional.of("console.amazonaws-eusc.eu");
            default -> Optional.empty();
        };
    }

    /** Percent-encoded but for letters, digits, hyphen and underscore, which is what ids and Regions are made of. */
    private static String encoded(String text) {
        return PercentEncoded.of(text, "-_");
    }
}
