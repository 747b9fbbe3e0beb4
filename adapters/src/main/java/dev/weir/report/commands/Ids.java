package dev.weir.report.commands;

import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroupRule;
import java.util.List;

/** Ids as EC2 gives them: the only ones that a command is made of. */
final class Ids {

    private Ids() {}

    static boolean isSecurityGroup(String id) {
        return isId(id, "sg-");
    }

    static boolean isPrefixList(String id) {
        return isId(id, "pl-");
    }

    /** What a flow log watches here: a VPC, a subnet or an interface. */
    static boolean isWatched(String id) {
        return isId(id, "vpc-") || isId(id, "subnet-") || isId(id, "eni-");
    }

    static boolean isFlowLog(String id) {
        return isId(id, "fl-");
    }

    /** Whether the Region, where it is known, is one. */
    static boolean hasRegion(Scope scope) {
        return scope.region().isEmpty() || isId(scope.region().get(), "");
    }

    /** Whether each rule has an id. */
    static boolean areKnown(List<SecurityGroupRule.Known> rules) {
        for (SecurityGroupRule.Known rule : rules) {
            if (rule.id().isEmpty() || !isId(rule.id().get(), "sgr-")) {
                return false;
            }
        }
        return true;
    }

    private static boolean isId(String text, String prefix) {
        if (!text.startsWith(prefix) || text.length() == prefix.length() || text.startsWith("-")) {
            return false;
        }
        for (int i = prefix.length(); i < text.length(); i++) {
            char character = text.charAt(i);
            boolean plain = character >= 'a' && character <= 'z'
                    || character >= 'A' && character <= 'Z'
                    || character >= '0' && character <= '9'
                    || character == '-'
                    || character == '_';
            if (!plain) {
                return false;
            }
        }
        return true;
    }
}
