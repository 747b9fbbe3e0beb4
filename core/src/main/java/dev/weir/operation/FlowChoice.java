package dev.weir.operation;

import dev.weir.flow.FlowField;
import dev.weir.flow.FlowKey;
import dev.weir.flow.FlowLogFormat;
import dev.weir.flow.FlowObject;
import dev.weir.flow.FlowRecord;
import dev.weir.flow.FlowSelection;
import dev.weir.flow.FlowSink;
import dev.weir.flow.TokenTable;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which records become evidence.
 *
 * @param selection by period, account and Region
 * @param interfaces whose records are taken; empty takes all
 */
public record FlowChoice(FlowSelection selection, Set<String> interfaces) {

    /** As {@link #selected} writes it. */
    private static final Pattern PERIOD = Pattern.compile(
            "\\|(?:Optional\\[([0-9T:.Z-]+)]|Optional\\.empty)" + "\\|(?:Optional\\[([0-9T:.Z-]+)]|Optional\\.empty)");

    public FlowChoice {
        interfaces = Set.copyOf(interfaces);
    }

    /** The sink that takes what is chosen and hands it to {@code sink}. */
    FlowSink before(FlowSink sink) {
        return selection.before(interfaces.isEmpty() ? sink : new OfInterfaces(sink));
    }

    /**
     * What else than the bytes decides what an object gives; part of its digest.
     *
     * <p>Nothing where the object lies in the period as a whole: tomorrow's last thirty days then know it again.
     */
    String selected(FlowKey key) {
        boolean whole = selection.from().map(from -> isFrom(key.from(), from)).orElse(true)
                && selection.to().map(to -> isTo(key.to(), to)).orElse(true);
        boolean everyone = selection.accounts().isEmpty() && selection.regions().isEmpty() && interfaces.isEmpty();
        String period = whole ? "" : "|" + selection.from() + "|" + selection.to();
        return everyone
                ? period
                : period + "|" + selection.accounts().stream().sorted().toList()
                        + selection.regions().stream().sorted().toList()
                        + interfaces.stream().sorted().toList();
    }

    /** When the records ended that an input of this digest gave, as far as {@link #selected} says. */
    static FlowKey period(String digest) {
        Matcher period = PERIOD.matcher(digest);
        return period.find()
                ? new FlowKey(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.ofNullable(period.group(1)).map(Instant::parse),
                        Optional.ofNullable(period.group(2)).map(Instant::parse))
                : FlowKey.UNKNOWN;
    }

    private static boolean isFrom(Optional<Instant> begin, Instant from) {
        return begin.isPresent() && !begin.get().isBefore(from);
    }

    private static boolean isTo(Optional<Instant> end, Instant to) {
        return end.isPresent() && !end.get().isAfter(to);
    }

    /** Passes on the records of some interfaces. */
    private final class OfInterfaces implements FlowSink {

        private final FlowSink next;
        /** By token of the reader's table, which lives as long as its thread, and so does this. */
        private final Map<Integer, Boolean> wanted = new HashMap<>();
        /** Whether the format tells whose records are; else they may be those of the interfaces. */
        private boolean tells = true;

        OfInterfaces(FlowSink next) {
            this.next = next;
        }

        @Override
        public Set<FlowField> fields() {
            EnumSet<FlowField> fields = EnumSet.of(FlowField.INTERFACE_ID);
            fields.addAll(next.fields());
            return fields;
        }

        @Override
        public void begin(FlowObject object) {
            next.begin(object);
        }

        @Override
        public void format(FlowLogFormat format) {
            tells = format.fields().contains(FlowField.INTERFACE_ID);
            next.format(format);
        }

        @Override
        public void record(FlowRecord record) {
            int token = record.interfaceId();
            boolean taken = token == TokenTable.NONE
                    ? !tells
                    : wanted.computeIfAbsent(
                            token, id -> interfaces.contains(record.tokens().text(id)));
            if (taken) {
                next.record(record);
            }
        }
    }
}
