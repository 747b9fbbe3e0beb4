package dev.weir.report;

import dev.weir.flow.FlowField;
import dev.weir.report.text.Counted;
import dev.weir.traffic.Unusable;
import java.util.List;
import java.util.Map;

/** What unusable records lack, in words. */
final class Missing {

    private Missing() {}

    /** The fields, each with how many records lack it. */
    static String of(Unusable unusable) {
        List<String> fields =
                unusable.byField().entrySet().stream().map(Missing::of).toList();
        return fields.isEmpty() ? "they name too little" : "without " + String.join(", ", fields);
    }

    private static String of(Map.Entry<FlowField, Long> field) {
        return field.getKey().awsName() + " (" + Counted.number(field.getValue()) + ")";
    }
}
