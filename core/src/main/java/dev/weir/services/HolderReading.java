package dev.weir.services;

import dev.weir.inventory.GroupHolder;
import dev.weir.inventory.InventoryDocument;
import dev.weir.inventory.InventoryFormat;
import dev.weir.inventory.InventorySink;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import dev.weir.inventory.Scope;
import dev.weir.inventory.ScopeNames;
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
import java.util.TreeSet;

/**
 * The answers of one run.
 *
 * <p>A holder holds every group that its element names anywhere: fields come and go, and a group that is named is never unused.
 */
final class HolderReading implements InventoryFormat.FormatReading {

    private static final Set<String> MORE = Set.of("nexttoken", "nextmarker", "marker");

    private final List<HolderElement> elements = new ArrayList<>();
    private final Map<GroupHolder.Kind, Map<Scope, Optional<String>>> listed = new LinkedHashMap<>();
    private final Map<String, List<Runnable>> inFolder = new LinkedHashMap<>();
    private final HoldersRead read = new HoldersRead();

    @Override
    public InventoryFormat.Look look(InventoryDocument document, InventorySink sink) throws IOException {
        Optional<HolderList> error = HolderList.ofError(document.head());
        if (error.isPresent()) {
            list(error.get().kind(), document.scope(), Optional.of("the call was refused, see " + document.name()));
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
                if (answer.members().keySet().stream().anyMatch(HolderAnswers.OF_EC2::contains)) {
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
        Optional<String> missing = more.or(part::wrong);
        Set<Scope> scopes = new TreeSet<>();
        for (JsonObject element : part.objects()) {
            Scope scope = scope(element).orElse(document.scope());
            scopes.add(scope);
            Origin origin = document.origin(element.line());
            elements.add(new HolderElement(part.list(), element, scope, origin));
        }
        for (String text : part.texts()) {
            scopes.add(ScopeNames.ofArn(text).orElse(document.scope()));
        }
        if (scopes.isEmpty()) {
            scopes.add(document.scope());
        }
        if (part.isListing()) {
            read.listed(part, scopes, missing);
            if (!HoldersRead.isCounted(part.list())) {
                scopes.forEach(scope -> list(part.list().kind(), scope, missing));
            }
            inFolder.computeIfAbsent(document.folder(), unused -> new ArrayList<>())
                    .add(() -> scopes.forEach(scope -> list(
                            part.list().kind(), scope, Optional.of("a file beside " + document.name() + " is lost"))));
        }
    }

    private static Scope scope(JsonObject element) {
        for (Map.Entry<String, JsonValue> member : element.members().entrySet()) {
            boolean isArn = member.getKey().toLowerCase(Locale.ROOT).endsWith("arn");
            if (isArn && member.getValue() instanceof JsonValue.Text text) {
                Scope scope = ScopeNames.ofArn(text.text());
                if (!scope.equals(Scope.UNKNOWN)) {
                    return scope;
                }
            }
        }
        return new Scope(element.readText("OwnerId").value().flatMap(ScopeNames::account), Optional.empty());
    }

    private void list(GroupHolder.Kind kind, Scope scope, Optional<String> missing) {
        listed.computeIfAbsent(kind, unused -> new LinkedHashMap<>())
                .merge(scope, missing, (before, after) -> before.isPresent() ? before : after);
    }

    @Override
    public void lost(String folder, String reason) {
        inFolder.getOrDefault(folder, List.of()).forEach(Runnable::run);
    }

    @Override
    public void surroundings(InventorySink sink) {
        LaunchTemplates templates = new LaunchTemplates(elements);
        for (HolderElement element : elements) {
            Set<String> groups = new TreeSet<>(element.groups());
            boolean isIdle = element.list() == HolderList.LAUNCH_TEMPLATE_VERSIONS && !templates.isInUse(element);
            groups.addAll(templates.groupsOf(element));
            if (!groups.isEmpty() && !isIdle) {
                sink.holder(new GroupHolder(
                        element.scope(), element.list().kind(), element.title(), groups, element.origin()));
            }
        }
        read.missing(elements, templates)
                .forEach((kind, byScope) -> byScope.forEach((scope, missing) -> {
                    list(kind, scope, missing);
                }));
        listed.forEach((kind, byScope) ->
                byScope.forEach((scope, missing) -> sink.holdersListed(new GroupHolder.Listed(scope, kind, missing))));
    }

    @Override
    public void groups(InventorySink sink) {}
}
