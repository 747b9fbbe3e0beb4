package dev.weir.services;

import dev.weir.ec2.AnswerKind;
import dev.weir.inventory.InventoryDocument;
import dev.weir.inventory.InventoryFormat;
import dev.weir.inventory.InventorySink;
import dev.weir.inventory.Problem;
import dev.weir.inventory.Scope;
import dev.weir.json.BrokenJson;
import dev.weir.json.JsonObject;
import dev.weir.json.JsonReader;
import dev.weir.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The documents of one run. */
final class HolderReading implements InventoryFormat.FormatReading {

    private static final Set<String> MORE = Set.of("nexttoken", "nextmarker", "marker");

    private final Holders holders = new Holders();
    private final Map<String, List<Runnable>> inFolder = new LinkedHashMap<>();

    @Override
    public InventoryFormat.Look look(InventoryDocument document, InventorySink sink) throws IOException {
        Optional<HolderList> error = HolderList.ofError(document.head());
        if (error.isPresent()) {
            holders.unread(error.get().kind(), document.scope(), "the call was refused, see " + document.name());
            return InventoryFormat.Look.OURS;
        }
        List<HolderPart> parts = new ArrayList<>();
        Optional<String> more = Optional.empty();
        try (InputStream text = document.open();
                JsonReader json = JsonReader.ofOthers(text)) {
            while (json.next()) {
                if (!json.isObject()) {
                    return other();
                }
                JsonObject answer = (JsonObject) json.value();
                if (answer.members().keySet().stream()
                        .anyMatch(key -> AnswerKind.ofContainer(key).isPresent())) {
                    return other();
                }
                parts.addAll(HolderPart.of(answer));
                more = more(answer);
            }
        } catch (BrokenJson broken) {
            if (parts.isEmpty()) {
                return other();
            }
            sink.problem(new Problem(document.origin(broken.line()), String.valueOf(broken.getMessage())));
            more = Optional.of(document.name() + " breaks off");
        }
        if (parts.isEmpty()) {
            return other();
        }
        for (HolderPart part : parts) {
            take(part, document, more);
        }
        return InventoryFormat.Look.OURS;
    }

    private static InventoryFormat.Look other() {
        return InventoryFormat.Look.other("found JSON that lists nothing which uses groups");
    }

    private static Optional<String> more(JsonObject answer) {
        for (Map.Entry<String, JsonValue> member : answer.members().entrySet()) {
            boolean isToken = MORE.contains(member.getKey().toLowerCase(Locale.ROOT));
            if (isToken && !(member.getValue() instanceof JsonValue.Null)) {
                return Optional.of(
                        "`" + member.getKey() + "` is left over: more were not read; help: run the AWS CLI call"
                                + " without `--max-items` and `--no-paginate`");
            }
        }
        return Optional.empty();
    }

    private void take(HolderPart part, InventoryDocument document, Optional<String> more) {
        Set<Scope> scopes = holders.take(part, document.scope(), document::origin, more);
        if (part.isListing()) {
            inFolder.computeIfAbsent(document.folder(), unused -> new ArrayList<>())
                    .add(() -> scopes.forEach(scope -> holders.unread(
                            part.list().kind(), scope, "a file beside " + document.name() + " is lost")));
        }
    }

    @Override
    public void lost(String folder, String reason) {
        inFolder.getOrDefault(folder, List.of()).forEach(Runnable::run);
    }

    @Override
    public void surroundings(InventorySink sink) {
        holders.push(sink);
    }

    @Override
    public void groups(InventorySink sink) {}
}
