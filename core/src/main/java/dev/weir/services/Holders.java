package dev.weir.services;

import dev.weir.inventory.GroupHolder;
import dev.weir.inventory.InventorySink;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Scope;
import dev.weir.inventory.ScopeNames;
import dev.weir.json.JsonObject;
import dev.weir.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongFunction;

/**
 * Answers of services, from files or from the account, and what they come to: who holds groups, and what was not read.
 *
 * <p>A holder holds every group that its element names anywhere: fields come and go, and a group that is named is never unused.
 */
public final class Holders {

    private final List<HolderElement> elements = new ArrayList<>();
    private final Map<GroupHolder.Kind, Map<Scope, Optional<String>>> listed = new LinkedHashMap<>();
    private final HoldersRead read = new HoldersRead();

    /**
     * One answer of a call, in the words of the AWS CLI's output, with nothing after it that was not read.
     *
     * @param kind what it is expected to list: where it does not, that is not read
     * @param scope the account and Region that were asked
     */
    public void answer(GroupHolder.Kind kind, JsonObject answer, Scope scope, Origin origin) {
        List<HolderPart> parts = HolderPart.of(answer).stream()
                .filter(part -> part.list().kind() == kind)
                .toList();
        for (HolderPart part : parts) {
            addAll(part, scope, line -> origin);
            listed(part, Set.of(scope), part.wrong());
        }
        if (parts.isEmpty()) {
            unread(kind, scope, "the answer lists none, not even an empty list of them");
        }
    }

    /** Something of this kind was not read, for this reason. */
    public void unread(GroupHolder.Kind kind, Scope scope, String why) {
        list(kind, scope, Optional.of(why));
    }

    /** What runs a launch template in a version that was not read: the template's id or name, and the versions. */
    public Map<String, Set<String>> unreadVersions() {
        return new LaunchTemplates(elements).unread(elements);
    }

    /** Takes a list of which only its elements may say where they are, and says which scopes it is of. */
    Set<Scope> take(HolderPart part, Scope unlessSaid, LongFunction<Origin> origin, Optional<String> more) {
        Set<Scope> scopes = addAll(part, unlessSaid, origin);
        for (String text : part.texts()) {
            scopes.add(ScopeNames.ofArn(text).orElse(unlessSaid));
        }
        if (scopes.isEmpty()) {
            scopes.add(unlessSaid);
        }
        listed(part, scopes, more.or(part::wrong));
        return scopes;
    }

    private Set<Scope> addAll(HolderPart part, Scope unlessSaid, LongFunction<Origin> origin) {
        Set<Scope> scopes = new TreeSet<>();
        for (JsonObject element : part.objects()) {
            Scope scope = scope(element).orElse(unlessSaid);
            scopes.add(scope);
            elements.add(new HolderElement(part.list(), element, scope, origin.apply(element.line())));
        }
        return scopes;
    }

    private void listed(HolderPart part, Set<Scope> scopes, Optional<String> missing) {
        if (part.isListing()) {
            read.listed(part, scopes, missing);
            if (!HoldersRead.isCounted(part.list())) {
                scopes.forEach(scope -> list(part.list().kind(), scope, missing));
            }
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

    /** Gives what holds groups, and how far each kind was read. */
    public void push(InventorySink sink) {
        LaunchTemplates templates = new LaunchTemplates(elements);
        for (HolderElement element : elements) {
            Set<String> groups = element.groups();
            boolean isIdle = element.list() == HolderList.LAUNCH_TEMPLATE_VERSIONS && !templates.isInUse(element);
            groups.addAll(templates.groupsOf(element));
            if (!groups.isEmpty() && !isIdle) {
                sink.holder(new GroupHolder(
                        element.scope(), element.list().kind(), element.title(), groups, element.origin()));
            }
        }
        read.missing(elements, templates)
                .forEach((kind, byScope) -> byScope.forEach((scope, missing) -> list(kind, scope, missing)));
        listed.forEach((kind, byScope) ->
                byScope.forEach((scope, missing) -> sink.holdersListed(new GroupHolder.Listed(scope, kind, missing))));
    }
}
