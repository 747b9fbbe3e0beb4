package dev.weir.services;

import dev.weir.json.JsonObject;
import dev.weir.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One list of an answer.
 *
 * @param list which
 * @param objects its elements
 * @param texts its elements where they are names or ARNs
 * @param wrong what cannot be read of it
 */
record HolderPart(HolderList list, List<JsonObject> objects, List<String> texts, Optional<String> wrong) {

    /** The lists of an object that may be an answer; none where it is another one. */
    static List<HolderPart> of(JsonObject answer) {
        List<HolderPart> parts = new ArrayList<>();
        if (answer.has("FunctionArn") && answer.has("FunctionName")) {
            parts.add(new HolderPart(HolderList.FUNCTION, List.of(answer), List.of(), Optional.empty()));
        }
        for (Map.Entry<String, JsonValue> member : answer.members().entrySet()) {
            HolderList.of(member.getKey())
                    .flatMap(list -> of(list, member.getValue()))
                    .map(part -> part.isOfEks(answer) ? part.as(HolderList.EKS_CLUSTER_NAMES) : part)
                    .ifPresent(parts::add);
        }
        return parts;
    }

    private static Optional<HolderPart> of(HolderList list, JsonValue value) {
        if (value instanceof JsonObject one) {
            return list.nameOf(one).map(name -> new HolderPart(list, List.of(one), List.of(), Optional.empty()));
        }
        if (!(value instanceof JsonValue.Array array)) {
            return Optional.empty();
        }
        List<JsonObject> objects = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        Optional<String> wrong = Optional.empty();
        for (JsonValue element : array.elements()) {
            if (element instanceof JsonObject object && list.nameOf(object).isPresent()) {
                objects.add(object);
            } else if (element instanceof JsonValue.Text text) {
                texts.add(text.text());
            } else {
                wrong = Optional.of("an element is " + element.kind() + " without a name");
            }
        }
        boolean isOther = objects.isEmpty() && texts.isEmpty() && wrong.isPresent();
        return isOther ? Optional.empty() : Optional.of(new HolderPart(list, objects, texts, wrong));
    }

    /** Whether it is a list of all there are, and not one thing. */
    boolean isListing() {
        return list != HolderList.FUNCTION && list != HolderList.EKS_CLUSTER;
    }

    /** Whether these are clusters of EKS, as names; what ECS answers tells its failures beside. */
    private boolean isOfEks(JsonObject answer) {
        return list == HolderList.CLUSTERS && objects.isEmpty() && !answer.has("failures");
    }

    private HolderPart as(HolderList other) {
        return new HolderPart(other, objects, texts, wrong);
    }
}
