package dev.weir.ec2;

import dev.weir.inventory.GroupIds;
import dev.weir.inventory.InventoryFormat;
import java.util.Locale;

/**
 * What the AWS CLI saves of EC2's answers: JSON documents, several in a file, arrays of them, pages, and bare elements.
 *
 * <p>Whatever else is JSON may be of this kind, and turns out at a look. So are the CLI's own errors, and answers that it saved
 * in another form, which are told with the way to save them.
 */
public final class AwsAnswers implements InventoryFormat {

    @Override
    public String called() {
        return "AWS CLI output (`SecurityGroups`, `SecurityGroupRules`, `NetworkInterfaces`, `PrefixLists`, `Entries`,"
                + " `RouteTables`, `Subnets`, `Vpcs` or `FlowLogs`)";
    }

    @Override
    public boolean recognises(String head, String name) {
        String start = head.stripLeading();
        return start.startsWith("{")
                || start.startsWith("[")
                || hasNameOfJson(name)
                || OtherOutput.of(head, name).isPresent();
    }

    private static boolean hasNameOfJson(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
        return plain.endsWith(".json") || plain.endsWith(".jsonl") || plain.endsWith(".ndjson");
    }

    @Override
    public FormatReading begin(GroupIds ids) {
        return new AnswersReading(ids);
    }
}
