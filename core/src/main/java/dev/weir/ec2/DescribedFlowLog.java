package dev.weir.ec2;

import dev.weir.inventory.FlowLog;
import dev.weir.json.Quoted;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Flow logs, out of the elements of describe-flow-logs. */
final class DescribedFlowLog {

    private DescribedFlowLog() {}

    static Found<FlowLog> flowLog(Element element) {
        String resource = element.id(Keys.RESOURCE_ID).orElse("");
        boolean active = element.text(Keys.FLOW_LOG_STATUS).orElse("ACTIVE").equals("ACTIVE");
        Optional<Instant> created = element.text(Keys.CREATION_TIME).flatMap(text -> time(element, text));
        FlowLog.Recorded traffic = recorded(element.text(Keys.TRAFFIC_TYPE).orElse(""));
        FlowLog.Delivery delivery = delivery(element);
        String format = element.text(Keys.LOG_FORMAT).orElse("");
        FlowLog.Layout layout = element.object(Keys.DESTINATION_OPTIONS)
                .map(options -> new FlowLog.Layout(
                        options.text(Keys.FILE_FORMAT).orElse(FlowLog.Layout.DEFAULT.file()),
                        options.isTrue(Keys.HIVE_COMPATIBLE_PARTITIONS),
                        options.isTrue(Keys.PER_HOUR_PARTITION)))
                .orElse(FlowLog.Layout.DEFAULT);
        OptionalInt aggregation = element.text(Keys.MAX_AGGREGATION_INTERVAL)
                .filter(text -> text.matches("[0-9]{1,6}"))
                .map(text -> OptionalInt.of(Integer.parseInt(text)))
                .orElse(OptionalInt.empty());
        return new Found<>(
                element.id(),
                element.scope(),
                scope -> new FlowLog(
                        scope,
                        element.id(),
                        resource,
                        active,
                        created,
                        traffic,
                        delivery,
                        format,
                        layout,
                        aggregation,
                        element.origin()));
    }

    private static FlowLog.Recorded recorded(String text) {
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "ALL" -> FlowLog.Recorded.ALL;
            case "ACCEPT" -> FlowLog.Recorded.ACCEPT;
            case "REJECT" -> FlowLog.Recorded.REJECT;
            default -> FlowLog.Recorded.UNKNOWN;
        };
    }

    /** Without a type it is CloudWatch Logs (EC2 API reference, FlowLog); of a group older answers give the name alone. */
    private static FlowLog.Delivery delivery(Element element) {
        Optional<String> status = element.text(Keys.DELIVER_LOGS_STATUS).filter(text -> !text.isEmpty());
        return new FlowLog.Delivery(
                FlowLog.Store.of(element.text(Keys.LOG_DESTINATION_TYPE).orElse(FlowLog.Store.LOG_GROUP.id())),
                element.text(Keys.LOG_DESTINATION)
                        .filter(place -> !place.isEmpty())
                        .or(() -> element.text(Keys.LOG_GROUP_NAME))
                        .orElse(""),
                element.text(Keys.DELIVER_LOGS_PERMISSION_ARN).filter(role -> !role.isEmpty()),
                status.map(text -> text.equals("SUCCESS")),
                element.text(Keys.DELIVER_LOGS_ERROR_MESSAGE).filter(error -> !error.isEmpty()));
    }

    private static Optional<Instant> time(Element element, String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException notIso) {
            element.wrong(Quoted.of(text) + " is not a time; since when it watches is not known");
            return Optional.empty();
        }
    }
}
