package dev.weir.services;

import dev.weir.inventory.GroupHolder;
import dev.weir.inventory.Scope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether everything was read of kinds that no single call lists: versions of launch templates, services of ECS by cluster, clusters
 * of EKS by name. One list says how many there are, others say what they are, and both must agree.
 */
final class HoldersRead {

    private static final Set<HolderList> COUNTED = Set.of(
            HolderList.LAUNCH_TEMPLATES,
            HolderList.LAUNCH_TEMPLATE_VERSIONS,
            HolderList.ECS_SERVICES,
            HolderList.ECS_CLUSTER_ARNS,
            HolderList.CLUSTERS,
            HolderList.EKS_CLUSTER_NAMES);

    private final List<Seen> seen = new ArrayList<>();

    private record Seen(HolderPart part, Set<Scope> scopes, Optional<String> missing) {}

    static boolean isCounted(HolderList list) {
        return COUNTED.contains(list);
    }

    void listed(HolderPart part, Set<Scope> scopes, Optional<String> missing) {
        if (isCounted(part.list())) {
            seen.add(new Seen(part, Set.copyOf(scopes), missing));
        }
    }

    /** What is missing of each kind in each scope that a list tells of; empty where nothing is. */
    Map<GroupHolder.Kind, Map<Scope, Optional<String>>> missing(
            List<HolderElement> elements, LaunchTemplates templates) {
        Map<GroupHolder.Kind, Map<Scope, Optional<String>>> missing = new LinkedHashMap<>();
        for (Seen list : seen) {
            if (list.part().list() == HolderList.LAUNCH_TEMPLATES) {
                put(missing, GroupHolder.Kind.LAUNCH_TEMPLATE, list, templates.missing(elements));
            } else if (list.part().list() == HolderList.ECS_CLUSTER_ARNS) {
                put(missing, GroupHolder.Kind.ECS_SERVICE, list, services(list.part(), elements));
            } else if (list.part().list() == HolderList.EKS_CLUSTER_NAMES) {
                put(missing, GroupHolder.Kind.EKS_CLUSTER, list, clusters(list.part(), elements));
            }
        }
        return missing;
    }

    private void put(
            Map<GroupHolder.Kind, Map<Scope, Optional<String>>> missing,
            GroupHolder.Kind kind,
            Seen list,
            Optional<String> what) {
        Optional<String> cut = seen.stream()
                .filter(other ->
                        other.part().list().kind() == list.part().list().kind())
                .flatMap(other -> other.missing().stream())
                .findFirst();
        for (Scope scope : list.scopes()) {
            missing.computeIfAbsent(kind, unused -> new LinkedHashMap<>())
                    .merge(scope, cut.or(() -> what), (one, other) -> one.isPresent() ? one : other);
        }
    }

    private static Optional<String> services(HolderPart arns, List<HolderElement> elements) {
        for (String arn : arns.texts()) {
            Optional<HolderElement> cluster = elements.stream()
                    .filter(element -> element.list() == HolderList.CLUSTERS)
                    .filter(element -> element.text("clusterArn").equals(Optional.of(arn)))
                    .findFirst();
            if (cluster.isEmpty()) {
                return Optional.of("cluster " + arn + " was not described");
            }
            long read = elements.stream()
                    .filter(element -> element.list() == HolderList.ECS_SERVICES)
                    .filter(element -> element.text("clusterArn").equals(Optional.of(arn)))
                    .map(element -> element.text("serviceArn").orElse(element.name()))
                    .distinct()
                    .count();
            String count = cluster.get().text("activeServicesCount").orElse("?");
            // Those that drain are described and not counted.
            if (!count.matches("[0-9]{1,9}") || Long.parseLong(count) > read) {
                return Optional.of("cluster " + arn + " has " + count + " services and " + read + " were read");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> clusters(HolderPart names, List<HolderElement> elements) {
        Set<String> read = new HashSet<>();
        elements.stream()
                .filter(element -> element.list() == HolderList.EKS_CLUSTER)
                .forEach(element -> read.add(element.name()));
        return names.texts().stream()
                .filter(name -> !read.contains(name))
                .findFirst()
                .map(name -> "cluster " + name + " was not described");
    }
}
