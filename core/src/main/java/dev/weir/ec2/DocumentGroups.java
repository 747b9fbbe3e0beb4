package dev.weir.ec2;

import dev.weir.inventory.InventoryDocument;
import dev.weir.inventory.Problem;
import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroup;
import dev.weir.json.JsonObject;
import dev.weir.json.JsonReader;
import java.io.IOException;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The security groups of one document, which are told last, when everything that judging them needs is known.
 *
 * <p>The look notes their ids and owners and passes over the rest; to be told, they are read again.
 */
final class DocumentGroups {

    private final InventoryDocument document;
    private final DocumentObjects objects;
    private final AnswersReading reading;
    private final OwnScope own = new OwnScope();
    private final BitSet bare = new BitSet();
    private Scope noted = Scope.UNKNOWN;

    DocumentGroups(InventoryDocument document, DocumentObjects objects, AnswersReading reading) {
        this.document = document;
        this.objects = objects;
        this.reading = reading;
    }

    /** Notes that the object of this number is a group by itself. */
    void bare(int number, String id, String owner, String arn) {
        bare.set(number);
        note(id, owner, arn);
    }

    /** Looks at a group's id and owner in a list, and passes over the rest. */
    void look(JsonReader json) {
        String id = "";
        String owner = "";
        String arn = "";
        json.enter();
        while (json.next()) {
            switch (json.name()) {
                case Keys.GROUP_ID -> id = id.isEmpty() ? json.text().orElse("") : id;
                case Keys.OWNER_ID -> owner = json.text().orElse("");
                case Keys.SECURITY_GROUP_ARN -> arn = json.text().orElse("");
                default -> {}
            }
        }
        note(id, owner, arn);
    }

    private void note(String id, String owner, String arn) {
        if (!id.isEmpty()) {
            reading.groupId(id);
        }
        Scope scope = own.of(owner, arn);
        if (!scope.equals(noted)) {
            noted = scope;
            reading.folders.note(document, scope);
        }
    }

    /** Tells the groups; what is said against reading on, if anything. */
    Optional<Problem> read(Scope around, AnswerPlace place, Consumer<SecurityGroup> taker) {
        Consumer<JsonObject> take = element -> {
            Optional<Found<SecurityGroup>> found = reading.answers.group(element, place);
            if (found.isPresent()) {
                taker.accept(found.get().in(around));
            }
        };
        try {
            return objects.walk((json, number) -> again(json, number, take), stray -> {});
        } catch (IOException failed) {
            return Optional.of(new Problem(document.origin(1), "this file cannot be read: " + failed.getMessage()));
        }
    }

    private void again(JsonReader json, int number, Consumer<JsonObject> take) {
        if (bare.get(number)) {
            if (json.value() instanceof JsonObject element) {
                take.accept(element);
            }
            return;
        }
        json.enter();
        while (json.next()) {
            if (json.name().equals(Keys.SECURITY_GROUPS) && json.isArray()) {
                json.enter();
                while (json.next()) {
                    if (json.isObject() && json.value() instanceof JsonObject element) {
                        take.accept(element);
                    }
                }
            }
        }
    }
}
