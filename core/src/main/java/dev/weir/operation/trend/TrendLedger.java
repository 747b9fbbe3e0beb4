package dev.weir.operation.trend;

import dev.weir.finding.Attachment;
import dev.weir.finding.JudgedExtent;
import dev.weir.finding.Policy;
import dev.weir.finding.Reading;
import dev.weir.finding.ReportedFinding;
import dev.weir.finding.ReportedFinding.ReportedResource;
import dev.weir.finding.ResourceFilter;
import dev.weir.finding.Severity;
import dev.weir.finding.Subject;
import dev.weir.finding.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What is known of every group as states come, in the order of time, and what happened since a period began. */
final class TrendLedger {

    private static final double SECONDS_A_DAY = 86_400;

    private final ResourceFilter filter;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final List<JudgedExtent> before = new ArrayList<>();
    private Map<Reading, Events> events = new EnumMap<>(Reading.class);

    /** A group under a reading, as it was read last. */
    private static final class Entry {
        private ReportedFinding finding;
        private Optional<Instant> openSince;
        private boolean foundOpen;
        private boolean read = true;

        Entry(ReportedFinding finding, Optional<Instant> openSince, boolean foundOpen) {
            this.finding = finding;
            this.openSince = openSince;
            this.foundOpen = foundOpen;
        }
    }

    private static final class Events {
        private long found;
        private long opened;
        private long closed;
        private long hidden;
    }

    TrendLedger(ResourceFilter filter) {
        this.filter = filter;
    }

    void beginPeriod() {
        events = new EnumMap<>(Reading.class);
        for (Reading reading : Reading.values()) {
            events.put(reading, new Events());
        }
    }

    /** Takes the next state. */
    JudgedExtent take(DatedState state, Instant at, Policy policy) {
        Map<String, ReportedFinding> now = new LinkedHashMap<>();
        JudgedExtent extent = state.read(policy, LocalDate.ofInstant(at, ZoneOffset.UTC), finding -> {
            if (finding.resource().type().equals(Subject.GROUP)) {
                now.merge(finding.fingerprint(), finding, ReportedFinding::worse);
            }
        });
        now.forEach((fingerprint, finding) -> take(fingerprint, finding, at));
        for (Iterator<Map.Entry<String, Entry>> all = entries.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<String, Entry> one = all.next();
            Entry entry = one.getValue();
            if (now.containsKey(one.getKey())) {
                continue;
            }
            entry.read = false;
            if (extent.covers(entry.finding.resource())) {
                if (isOpen(entry.finding) && isMeant(entry.finding)) {
                    of(entry.finding).closed++;
                }
                all.remove();
            }
        }
        before.add(extent);
        return extent;
    }

    private void take(String fingerprint, ReportedFinding finding, Instant at) {
        Entry entry = entries.get(fingerprint);
        boolean opens = isOpen(finding);
        if (entry == null) {
            boolean isFound = before.stream().noneMatch(extent -> extent.covers(finding.resource()));
            entries.put(fingerprint, new Entry(finding, opens ? Optional.of(at) : Optional.empty(), isFound));
            if (opens && isMeant(finding)) {
                Events met = of(finding);
                met.found += isFound ? 1 : 0;
                met.opened += isFound ? 0 : 1;
            }
            return;
        }
        boolean wasOpen = isOpen(entry.finding);
        boolean meant = isMeant(finding) || isMeant(entry.finding);
        if (opens && !wasOpen) {
            entry.openSince = Optional.of(at);
            entry.foundOpen = false;
            of(finding).opened += meant ? 1 : 0;
        } else if (wasOpen && !opens) {
            entry.openSince = Optional.empty();
            boolean hides = finding.verdict() != Verdict.PASS;
            of(finding).hidden += meant && hides ? 1 : 0;
            of(finding).closed += meant && !hides ? 1 : 0;
        }
        entry.finding = finding;
        entry.read = true;
    }

    private Events of(ReportedFinding finding) {
        return events.computeIfAbsent(finding.reading(), none -> new Events());
    }

    private boolean isMeant(ReportedFinding finding) {
        return filter.of(finding) != ResourceFilter.Answer.NO;
    }

    private static boolean isOpen(ReportedFinding finding) {
        return finding.verdict() != Verdict.PASS && finding.suppressed().isEmpty();
    }

    /** How things stand at a time, and what happened since the period began. */
    Trend.Ended ended(Instant at) {
        Map<Reading, AtEnd> standing = new EnumMap<>(Reading.class);
        for (Reading reading : Reading.values()) {
            standing.put(reading, new AtEnd());
        }
        Map<ReportedResource, Boolean> groups = new HashMap<>();
        Set<ReportedResource> severe = new HashSet<>();
        double ipv4 = 0;
        double ipv6 = 0;
        for (Entry entry : entries.values()) {
            ReportedFinding finding = entry.finding;
            if (!isMeant(finding)) {
                continue;
            }
            ReportedResource group = identity(finding.resource());
            if (groups.put(group, entry.read) == null) {
                ipv4 += finding.exposure().ipv4();
                ipv6 += finding.exposure().ipv6();
            }
            standing.getOrDefault(finding.reading(), new AtEnd()).add(entry, at);
            if (isOpen(finding) && finding.severity().isAtLeast(Severity.HIGH)) {
                severe.add(group);
            }
        }
        Map<Reading, Trend.OpenGroups> readings = new EnumMap<>(Reading.class);
        standing.forEach(
                (reading, stands) -> readings.put(reading, stands.with(events.getOrDefault(reading, new Events()))));
        long notRead = groups.values().stream().filter(read -> !read).count();
        int count = Math.max(1, groups.size());
        return new Trend.Ended(groups.size(), notRead, severe.size(), ipv4 / count, ipv6 / count, readings);
    }

    /** The group, whatever is said of where it was read: both readings may have been found at other places. */
    private static ReportedResource identity(ReportedResource resource) {
        return new ReportedResource(
                resource.type(),
                resource.id(),
                "",
                resource.scope(),
                Optional.empty(),
                Map.of(),
                Attachment.Answer.UNKNOWN,
                resource.address(),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty());
    }

    private static final class AtEnd {
        private final Map<Severity, Long> bySeverity = new EnumMap<>(Severity.class);
        private long unknown;
        private long suppressed;
        private double days;
        private boolean atLeast;

        void add(Entry entry, Instant at) {
            ReportedFinding finding = entry.finding;
            if (!isOpen(finding)) {
                suppressed += finding.suppressed().isPresent() && finding.verdict() != Verdict.PASS ? 1 : 0;
                return;
            }
            bySeverity.merge(finding.severity(), 1L, Long::sum);
            unknown += finding.verdict() == Verdict.UNKNOWN ? 1 : 0;
            days += Duration.between(entry.openSince.orElse(at), at).toSeconds() / SECONDS_A_DAY;
            atLeast |= entry.foundOpen;
        }

        Trend.OpenGroups with(Events happened) {
            long open = bySeverity.values().stream().mapToLong(Long::longValue).sum();
            return new Trend.OpenGroups(
                    bySeverity,
                    unknown,
                    suppressed,
                    happened.found,
                    happened.opened,
                    happened.closed,
                    happened.hidden,
                    days / Math.max(1, open),
                    atLeast);
        }
    }
}
