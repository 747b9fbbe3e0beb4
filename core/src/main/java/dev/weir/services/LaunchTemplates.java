package dev.weir.services;

import dev.weir.json.JsonObject;
import dev.weir.json.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The versions of launch templates, and which are in use: the default and the latest one, and each that something names which
 * runs instances. A version that nothing names holds no group.
 */
final class LaunchTemplates {

    private static final Set<HolderList> RUNNING =
            Set.of(HolderList.AUTO_SCALING_GROUPS, HolderList.BATCH_ENVIRONMENTS);

    private final Map<String, Map<Long, HolderElement>> versions = new HashMap<>();
    private final Map<String, String> idsByName = new HashMap<>();
    private final Set<String> named = new HashSet<>();
    private final Map<String, HolderElement> templates = new TreeMap<>();

    /** A version that something names. */
    private record Named(String template, String version) {}

    LaunchTemplates(List<HolderElement> elements) {
        for (HolderElement element : elements) {
            if (element.list() == HolderList.LAUNCH_TEMPLATE_VERSIONS) {
                element.text("LaunchTemplateName").ifPresent(name -> idsByName.put(name, element.name()));
                number(element, "VersionNumber")
                        .ifPresent(version -> versions.computeIfAbsent(element.name(), id -> new TreeMap<>())
                                .put(version, element));
            } else if (element.list() == HolderList.LAUNCH_TEMPLATES) {
                element.text("LaunchTemplateName").ifPresent(name -> idsByName.put(name, element.name()));
                templates.put(element.name(), element);
            }
        }
        elements.forEach(element -> run(element).forEach(one -> named.add(one.template() + " " + one.version())));
    }

    private static Optional<Long> number(HolderElement element, String key) {
        return element.text(key).filter(text -> text.matches("[0-9]{1,18}")).map(Long::valueOf);
    }

    /** Whether a version is the default, the latest that was read, or named. */
    boolean isInUse(HolderElement version) {
        Optional<Long> number = number(version, "VersionNumber");
        if (number.isEmpty() || version.isTrue("DefaultVersion")) {
            return true;
        }
        Map<Long, HolderElement> all = versions.getOrDefault(version.name(), Map.of());
        return all.keySet().stream().noneMatch(other -> other > number.get())
                || named.contains(version.name() + " " + number.get());
    }

    /** The groups of the versions that an element runs. */
    Set<String> groupsOf(HolderElement element) {
        Set<String> groups = new TreeSet<>();
        run(element).forEach(one -> find(one).ifPresent(version -> groups.addAll(version.groups())));
        return groups;
    }

    private Optional<HolderElement> find(Named one) {
        Map<Long, HolderElement> all = versions.getOrDefault(one.template(), Map.of());
        return switch (one.version()) {
            case "$Default" ->
                all.values().stream()
                        .filter(version -> version.isTrue("DefaultVersion"))
                        .findFirst();
            case "$Latest" ->
                all.entrySet().stream().max(Map.Entry.comparingByKey()).map(Map.Entry::getValue);
            default ->
                all.entrySet().stream()
                        .filter(entry -> entry.getKey().toString().equals(one.version()))
                        .map(Map.Entry::getValue)
                        .findFirst();
        };
    }

    /** Every launch template that stands anywhere in what runs instances, with its version: the default where it names none. */
    private List<Named> run(HolderElement element) {
        List<Named> found = new ArrayList<>();
        if (RUNNING.contains(element.list())) {
            collect(element.json(), found);
        }
        return found;
    }

    private void collect(JsonValue value, List<Named> found) {
        if (value instanceof JsonValue.Array array) {
            array.elements().forEach(element -> collect(element, found));
        } else if (value instanceof JsonObject object) {
            Optional<String> id = text(object, "LaunchTemplateId", "launchTemplateId")
                    .or(() -> text(object, "LaunchTemplateName", "launchTemplateName")
                            .map(name -> idsByName.getOrDefault(name, name)));
            id.ifPresent(template -> found.add(
                    new Named(template, text(object, "Version", "version").orElse("$Default"))));
            object.members().values().forEach(member -> collect(member, found));
        }
    }

    private static Optional<String> text(JsonObject object, String key, String otherKey) {
        JsonValue value = object.members().getOrDefault(key, object.members().getOrDefault(otherKey, object));
        return value instanceof JsonValue.Text text ? Optional.of(text.text()) : Optional.empty();
    }

    /** The versions that something runs and that were not read, by template. */
    Map<String, Set<String>> unread(List<HolderElement> elements) {
        Map<String, Set<String>> unread = new TreeMap<>();
        for (HolderElement element : elements) {
            for (Named one : run(element)) {
                if (find(one).isEmpty()) {
                    unread.computeIfAbsent(one.template(), unused -> new TreeSet<>())
                            .add(one.version());
                }
            }
        }
        return unread;
    }

    /** What was not read of the versions in use; empty where all were. */
    Optional<String> missing(List<HolderElement> elements) {
        for (HolderElement template : templates.values()) {
            for (String key : List.of("DefaultVersionNumber", "LatestVersionNumber")) {
                Optional<Long> number = number(template, key);
                boolean isRead = number.isPresent()
                        && versions.getOrDefault(template.name(), Map.of()).containsKey(number.get());
                if (!isRead) {
                    return Optional.of("version " + number.map(String::valueOf).orElse("?") + " of " + template.name()
                            + " was not read");
                }
            }
        }
        for (HolderElement element : elements) {
            for (Named one : run(element)) {
                if (find(one).isEmpty()) {
                    return Optional.of("version " + one.version() + " of " + one.template() + ", which "
                            + element.title() + " runs, was not read");
                }
            }
        }
        return Optional.empty();
    }
}
