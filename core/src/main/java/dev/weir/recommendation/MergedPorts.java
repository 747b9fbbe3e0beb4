package dev.weir.recommendation;

import dev.weir.net.AddressSet;
import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import dev.weir.net.IpFamily;
import dev.weir.net.PortRange;
import dev.weir.net.Protocol;
import dev.weir.net.Service;
import dev.weir.recommendation.ClassNeeds.Choice;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The points (port, address) that one protocol of one family was seen using, and what a box around some of them costs.
 *
 * <p>A column is one class that still needs rules, a row one address; both ascend. A box is tight: its ports run from the first to the last column
 * with a point in it, its prefix is the longest common one of its addresses.
 */
final class MergedPorts {

    private final Protocol protocol;
    final IpFamily family;
    private final List<Choice> all;
    private final List<Choice> columns;
    private final List<IpAddress> rows;
    private final int[][] columnsOfRow;
    final Constraints constraints;
    private final Excess counted;
    private final Map<Long, AddressSet> allowed = new HashMap<>();

    private MergedPorts(Protocol protocol, IpFamily family, List<Choice> all, Constraints constraints) {
        this.protocol = protocol;
        this.family = family;
        this.all = List.copyOf(all);
        this.columns =
                all.stream().filter(choice -> choice.rest().count(family) > 0).toList();
        this.constraints = constraints;
        this.counted = new Excess(constraints.zones());
        TreeMap<IpAddress, List<Integer>> byAddress = new TreeMap<>();
        for (int column = 0; column < columns.size(); column++) {
            Destinations rest = columns.get(column).rest();
            for (int i = 0; i < rest.count(family); i++) {
                byAddress
                        .computeIfAbsent(rest.address(family, i), address -> new ArrayList<>())
                        .add(column);
            }
        }
        this.rows = List.copyOf(byAddress.keySet());
        this.columnsOfRow = byAddress.values().stream()
                .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }

    /** The curve of these classes of the protocol, at least one of which needs rules; exact over guillotine cuts where that is not too much work, else over cuts by port first. */
    static Curve curve(Protocol protocol, IpFamily family, List<Choice> all, Constraints constraints, int limit) {
        MergedPorts points = new MergedPorts(protocol, family, all, constraints);
        Optional<Curve> exact = GuillotineCurve.of(points, limit);
        return exact.orElseGet(() -> PortsFirstCurve.of(points, limit));
    }

    /** A tight box, by the first and last column and row that it holds a point of. */
    record PortSpan(int fromColumn, int toColumn, int fromRow, int toRow) {

        boolean isPoint() {
            return fromColumn == toColumn && fromRow == toRow;
        }
    }

    int columns() {
        return columns.size();
    }

    Choice column(int index) {
        return columns.get(index);
    }

    PortSpan whole() {
        return new PortSpan(0, columns.size() - 1, 0, rows.size() - 1);
    }

    /** The tight box around the points in these columns and rows; empty if there are none. */
    Optional<PortSpan> tight(int fromColumn, int toColumn, int fromRow, int toRow) {
        int first = Integer.MAX_VALUE;
        int last = -1;
        int firstRow = -1;
        int lastRow = -1;
        for (int row = fromRow; row <= toRow; row++) {
            boolean any = false;
            for (int column : columnsOfRow[row]) {
                if (column >= fromColumn && column <= toColumn) {
                    any = true;
                    first = Math.min(first, column);
                    last = Math.max(last, column);
                }
            }
            if (any) {
                firstRow = firstRow < 0 ? row : firstRow;
                lastRow = row;
            }
        }
        return lastRow < 0 ? Optional.empty() : Optional.of(new PortSpan(first, last, firstRow, lastRow));
    }

    /** The last row in the lower half of the span's prefix; the span has more than one row. */
    int lastRowOfLowerHalf(PortSpan span) {
        int bit = prefix(span).prefixLength();
        Cidr lower = Cidr.containing(rows.get(span.fromRow()), bit + 1);
        int row = span.fromRow();
        while (row + 1 < span.toRow() && lower.contains(rows.get(row + 1))) {
            row++;
        }
        return row;
    }

    Cidr prefix(PortSpan span) {
        IpAddress low = rows.get(span.fromRow());
        IpAddress high = rows.get(span.toRow());
        int common = low.high() != high.high()
                ? Long.numberOfLeadingZeros(low.high() ^ high.high())
                : 64 + Long.numberOfLeadingZeros(low.low() ^ high.low());
        return Cidr.containing(low, family == IpFamily.IPV4 ? common - 96 : common);
    }

    PortRange ports(PortSpan span) {
        return new PortRange(
                columns.get(span.fromColumn())
                        .needs()
                        .traffic()
                        .service()
                        .span()
                        .from(),
                columns.get(span.toColumn()).needs().traffic().service().span().to());
    }

    Curve.Box box(PortSpan span) {
        PortRange ports = ports(span);
        return new Curve.Box(ports.from(), ports.to(), prefix(span));
    }

    /** Whether the box may be a rule. */
    boolean mayStand(PortSpan span) {
        if (span.isPoint()) {
            return true;
        }
        Cidr prefix = prefix(span);
        boolean longEnough = prefix.isHost() || prefix.prefixLength() >= constraints.shortest(family);
        return longEnough && allowed(span).contains(AddressSet.of(prefix));
    }

    private AddressSet allowed(PortSpan span) {
        long key = (long) span.fromColumn() << 32 | span.toColumn();
        return allowed.computeIfAbsent(key, unused -> constraints.allowed(Service.of(protocol, ports(span))));
    }

    /** What the box costs as a rule, with the tie-break in the lowest bits; empty if it may not stand. */
    Optional<BigInteger> cost(PortSpan span) {
        if (!mayStand(span)) {
            return Optional.empty();
        }
        Cidr cidr = prefix(span);
        AddressSet prefix = AddressSet.of(cidr);
        BigInteger excess = BigInteger.ZERO;
        int named = 0;
        for (Choice choice : all) {
            if (ports(span).contains(choice.needs().traffic().service().span())) {
                int ports = choice.needs().traffic().ports();
                excess = excess.add(counted.beside(prefix.minus(choice.open()), choice.rest())
                        .multiply(BigInteger.valueOf(ports)));
                named += ports;
            }
        }
        int others = ports(span).size() - named;
        if (others > 0) {
            excess = excess.add(counted.beside(prefix, Destinations.NONE).multiply(BigInteger.valueOf(others)));
        }
        return Optional.of(PrefixCurve.packed(excess, family.bits() - cidr.prefixLength()));
    }
}
