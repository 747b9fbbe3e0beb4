package dev.weir.remediation;

import dev.weir.inventory.Fixtures;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.inventory.Snapshot;
import dev.weir.plan.GroupRef;
import dev.weir.remediation.JournalEntry.Opened;
import dev.weir.remediation.JournalEntry.ParkingIntended;
import dev.weir.remediation.JournalEntry.Reached;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * A Region with one group on some interfaces, and all that may go wrong while it is narrowed with a parking group: each choice that
 * is not the first is a fault.
 *
 * <p>After every change it checks itself: each interface permits the old or the planned traffic; one that was not yet to do without
 * the parking group permits the old; the parking group permits nothing else.
 */
final class ParkingWorld implements SecurityGroupGateway, Journal, Pacer {

    private static final String PARKING = "sg-0parking";

    /** The process dies. */
    static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Direction next;

        Killed(Direction next) {
            this.next = next;
        }

        Direction next() {
            return next;
        }
    }

    /** A mistake that must show. */
    enum Mistake {
        NONE,
        /** Believes that the parking group is everywhere as soon as it is there. */
        NARROWS_UNPARKED,
        /** Believes that the parking group has its rules. */
        PARKS_UNFILLED,
        /** Believes that a call which got no answer can take effect no more. */
        FORGETS_CALLS_UNDER_WAY,
        /** Believes that the rules of the group are those that it is to have. */
        TAKES_OFF_BEFORE_THE_RULES,
        /** Takes all interfaces for told to do without. */
        FORGETS_THE_CANARY
    }

    /** The server at one moment. */
    private record State(
            Map<String, Known> rules, Optional<Map<String, Known>> parking, Map<String, List<String>> interfaces) {
        State copy() {
            Map<String, List<String>> groups = new TreeMap<>();
            interfaces.forEach((id, all) -> groups.put(id, List.copyOf(all)));
            return new State(new TreeMap<>(rules), parking.map(TreeMap::new), groups);
        }
    }

    /** What the server does, and says of it to whoever hears. */
    private interface ServerCall {
        WriteAnswer run();
    }

    private record Past(State state, Instant supersededAt) {}

    private record Pending(Runnable call, Instant deadline) {}

    private final Choices choices;
    private final Tempo tempo;
    private final Mistake mistake;
    private final Opened opened;
    private final List<JournalEntry> journal = new ArrayList<>();
    private final List<Past> past = new ArrayList<>();
    private final List<Pending> pending = new ArrayList<>();
    private State state;
    private Instant now = Changes.START;
    private int made;
    private boolean hasGrown;

    ParkingWorld(Opened opened, Choices choices, Tempo tempo, Mistake mistake) {
        this.opened = opened;
        this.choices = choices;
        this.tempo = tempo;
        this.mistake = mistake;
        Map<String, Known> rules = new TreeMap<>();
        opened.before().forEach(rule -> rules.put(rule.id().orElseThrow(), rule));
        Map<String, List<String>> interfaces = new TreeMap<>();
        opened.parking().orElseThrow().interfaces().forEach(id -> interfaces.put(id, List.of("sg-other", group())));
        state = new State(rules, Optional.empty(), interfaces);
        journal.add(opened);
        journal.add(Changes.announce(now, Direction.FORWARD));
    }

    private String group() {
        return opened.group().id();
    }

    int choose(int options) {
        return choices.choose(options);
    }

    /** Goes on to the end of one process; {@link Killed} where it dies. */
    Outcome run() {
        int inherited = journal.size();
        Instant startedAt = now;
        Tempo believed = mistake == Mistake.FORGETS_CALLS_UNDER_WAY ? tempo.inFlight(Duration.ZERO) : tempo;
        for (int step = 0; step < 2_000; step++) {
            Optional<Outcome> end =
                    new RemediationRun(this, this, this, believed, sentence -> {}, inherited, startedAt).step();
            if (end.isPresent()) {
                return end.get();
            }
        }
        throw broken("comes to no end");
    }

    void announce(Direction direction) {
        journal.add(Changes.announce(now, direction));
    }

    /** Somebody else takes away what the plan authorized. */
    void losePlanned() {
        Set<RuleKey> planned = World.keys(opened.authorize());
        state.rules().values().removeIf(rule -> planned.contains(RuleKey.of(rule)));
        past.clear();
    }

    /** Everything that is still under way arrives. */
    void drain() {
        sleep(tempo.inFlight());
    }

    void judge(Outcome.Kind kind) {
        Set<RuleKey> rules = World.keys(state.rules().values());
        Set<RuleKey> expected = World.keys(kind == Outcome.Kind.ROLLED_BACK ? opened.before() : planned());
        if (!rules.equals(expected)) {
            throw broken("says " + kind + ", and the rules are " + rules);
        }
        boolean isParked = state.parking().isPresent();
        long with = state.interfaces().entrySet().stream()
                .filter(one -> opened.parking().orElseThrow().interfaces().contains(one.getKey()))
                .filter(one -> one.getValue().contains(PARKING))
                .count();
        int all = opened.parking().orElseThrow().interfaces().size();
        boolean right = kind == Outcome.Kind.PAUSED
                ? with == all - opened.parking().orElseThrow().canary()
                : !isParked && with == 0;
        boolean lost = state.interfaces().entrySet().stream()
                .anyMatch(one -> !one.getValue().contains(group())
                        || opened.parking().orElseThrow().interfaces().contains(one.getKey())
                                && !one.getValue().contains("sg-other"));
        if (!right || lost) {
            throw broken("says " + kind + ", and the interfaces are " + state.interfaces() + ", the parking group is "
                    + (isParked ? "there" : "gone"));
        }
    }

    private List<Known> planned() {
        List<Known> planned = new ArrayList<>(opened.before());
        planned.removeAll(opened.revoke());
        planned.addAll(opened.authorize());
        return planned;
    }

    AssertionError broken(String what) {
        return new Turn.Broken(what + "\nafter " + World.story(journal, now, Duration.ofHours(1)));
    }

    // The server.

    private void supersede() {
        past.add(new Past(state.copy(), now));
    }

    private void check() {
        Set<RuleKey> old = World.keys(opened.before());
        Set<RuleKey> planned = World.keys(planned());
        Set<String> toldOff = new HashSet<>();
        journal.forEach(entry -> {
            if (entry instanceof ParkingIntended sent
                    && sent.call() instanceof ParkingCall.SetGroups set
                    && !set.parks()) {
                toldOff.add(set.networkInterface());
            }
        });
        state.interfaces().forEach((id, groups) -> {
            Set<RuleKey> permitted = new HashSet<>();
            if (groups.contains(group())) {
                permitted.addAll(World.keys(state.rules().values()));
            }
            if (groups.contains(PARKING)) {
                Set<RuleKey> parked =
                        state.parking().map(rules -> World.keys(rules.values())).orElse(Set.of());
                if (!parked.equals(World.keys(opened.revoke()))) {
                    throw broken(id + " has a parking group with " + parked);
                }
                permitted.addAll(parked);
            }
            boolean wasThere = opened.parking().orElseThrow().interfaces().contains(id);
            boolean keepsOld = permitted.containsAll(old);
            if (wasThere && !toldOff.contains(id) && !keepsOld) {
                throw broken(id + " permits the old traffic no more before its turn: " + permitted);
            }
            if (!keepsOld && !permitted.containsAll(planned)) {
                throw broken(id + " permits neither the old nor the planned traffic: " + permitted);
            }
        });
        boolean isForward = journal.stream()
                .noneMatch(entry ->
                        entry instanceof JournalEntry.Announced announced && announced.direction() == Direction.BACK);
        boolean isTold = journal.stream()
                .anyMatch(entry -> entry instanceof Reached reached && reached.stage() == Parking.Stage.CANARY);
        if (isForward
                && !isTold
                && toldOff.size() > opened.parking().orElseThrow().canary()) {
            throw broken("more than the canaries do without the parking group: " + toldOff);
        }
    }

    private WriteAnswer execute(RuleCall call, Map<String, Known> rules) {
        return call.match(
                authorize -> {
                    Set<RuleKey> there = World.keys(rules.values());
                    if (call.keys().stream().anyMatch(there::contains)) {
                        return refused("InvalidPermission.Duplicate");
                    }
                    supersede();
                    List<Known> answer = new ArrayList<>();
                    for (Known rule : authorize.rules()) {
                        String id = "sgr-new" + ++made;
                        Known known = new Known(
                                Optional.of(id), rule.service(), rule.destination(), rule.description(), rule.tags());
                        rules.put(id, known);
                        answer.add(known);
                    }
                    return new WriteAnswer.Done("r", answer);
                },
                revoke -> {
                    if (!rules.keySet().containsAll(revoke.ids())) {
                        return refused("InvalidSecurityGroupRuleId.NotFound");
                    }
                    supersede();
                    revoke.ids().forEach(rules::remove);
                    return new WriteAnswer.Done("r", List.of());
                });
    }

    private static WriteAnswer refused(String code) {
        return new WriteAnswer.Refused(code, Optional.of("r"));
    }

    private static WriteAnswer done() {
        return new WriteAnswer.Done("r", List.of());
    }

    private WriteAnswer execute(ParkingCall call) {
        return call.match(new ParkingCall.Cases<>(
                create -> {
                    if (state.parking().isPresent()) {
                        return refused("InvalidGroup.Duplicate");
                    }
                    supersede();
                    Map<String, Known> rules = new TreeMap<>();
                    String id = "sgr-default" + ++made;
                    rules.put(id, Changes.original(id, "all 0.0.0.0/0", "", Map.of()));
                    state = new State(state.rules(), Optional.of(rules), state.interfaces());
                    return done();
                },
                fill -> state.parking()
                        .map(rules -> execute(fill.call(), rules))
                        .orElseGet(() -> refused("InvalidGroup.NotFound")),
                set -> {
                    if (set.groups().contains(PARKING) && state.parking().isEmpty()) {
                        return refused("InvalidGroup.NotFound");
                    }
                    supersede();
                    state.interfaces().put(set.networkInterface(), set.groups());
                    return done();
                },
                delete -> {
                    if (state.parking().isEmpty()) {
                        return refused("InvalidGroup.NotFound");
                    }
                    if (state.interfaces().values().stream().anyMatch(groups -> groups.contains(PARKING))) {
                        return refused("DependencyViolation");
                    }
                    supersede();
                    state = new State(state.rules(), Optional.empty(), state.interfaces());
                    return done();
                }));
    }

    // The gateway.

    @Override
    public ReadAnswer<String> caller() {
        return new ReadAnswer.Read<>(Changes.CALLER);
    }

    private Optional<State> view() {
        if (!hasGrown && choose(2) == 1) { // an instance starts
            hasGrown = true;
            supersede();
            state.interfaces().put("eni-9", List.of(group()));
            check();
        }
        past.removeIf(view -> !now.isBefore(view.supersededAt().plus(tempo.inFlight())));
        Set<State> views = new LinkedHashSet<>();
        views.add(state.copy());
        past.forEach(view -> views.add(view.state()));
        int choice = choose(views.size() + 1);
        return choice == views.size()
                ? Optional.empty()
                : Optional.of(List.copyOf(views).get(choice));
    }

    private static <T> ReadAnswer<T> unanswered() {
        return new ReadAnswer.Unanswered<>(ReadAnswer.Hope.ASK_AGAIN, "timed out");
    }

    @Override
    public ReadAnswer<SecurityGroup> read(GroupRef group) {
        return view().<ReadAnswer<SecurityGroup>>map(seen -> new ReadAnswer.Read<>(Fixtures.group(
                        Fixtures.SCOPE,
                        group(),
                        mistake == Mistake.TAKES_OFF_BEFORE_THE_RULES
                                ? planned()
                                : List.copyOf(seen.rules().values()))))
                .orElseGet(ParkingWorld::unanswered);
    }

    @Override
    public ReadAnswer<ParkingLot> parkingLot(GroupRef group, String name) {
        return view().<ReadAnswer<ParkingLot>>map(seen -> new ReadAnswer.Read<>(lot(seen)))
                .orElseGet(ParkingWorld::unanswered);
    }

    private ParkingLot lot(State seen) {
        boolean isSettled = journal.stream().anyMatch(entry -> entry instanceof Reached);
        Optional<SecurityGroup> parking = seen.parking().map(rules -> {
            List<Known> shown =
                    mistake == Mistake.PARKS_UNFILLED && !isSettled ? opened.revoke() : List.copyOf(rules.values());
            SecurityGroup made = Fixtures.group(Fixtures.SCOPE, PARKING, shown);
            return new SecurityGroup(
                    made.scope(),
                    made.id(),
                    made.name(),
                    made.description(),
                    made.vpc(),
                    made.arn(),
                    made.outbound(),
                    made.inbound(),
                    Map.of(Parking.TAG, group()),
                    made.origin());
        });
        List<NetworkInterface> interfaces = new ArrayList<>();
        seen.interfaces().forEach((id, groups) -> {
            List<String> shown = new ArrayList<>(groups);
            if (mistake == Mistake.NARROWS_UNPARKED && !isSettled && !shown.contains(PARKING)) {
                shown.add(PARKING);
            }
            interfaces.add(
                    Fixtures.networkInterface(id, shown.toArray(String[]::new)).build());
        });
        return new ParkingLot(parking, interfaces);
    }

    @Override
    public OptionalInt groupsPerInterface() {
        return OptionalInt.empty();
    }

    @Override
    public ReadAnswer<Snapshot> surroundings(GroupRef group, Set<String> lists, Set<String> referenced) {
        return new ReadAnswer.Read<>(Snapshot.EMPTY);
    }

    @Override
    public DryRun mayI(GroupRef group, RuleCall call) {
        return new DryRun(DryRun.Permitted.PERMITTED, "DryRunOperation");
    }

    @Override
    public WriteAnswer send(GroupRef group, RuleCall call) {
        return sent(() -> execute(call, state.rules()));
    }

    @Override
    public WriteAnswer send(GroupRef group, ParkingCall call) {
        return sent(() -> execute(call));
    }

    private WriteAnswer sent(ServerCall call) {
        Instant deadline = now.plus(tempo.inFlight());
        Runnable later = () -> {
            call.run();
            check();
        };
        WriteAnswer answer;
        switch (choose(6)) {
            case 0 -> answer = call.run();
            case 1 -> answer = new WriteAnswer.Unknown("error before the effect");
            case 2 -> {
                call.run();
                answer = new WriteAnswer.Unknown("error after the effect");
            }
            case 3 -> {
                pending.add(new Pending(later, deadline));
                answer = new WriteAnswer.Unknown("error, and the call arrives later");
            }
            case 4 -> {
                pending.add(new Pending(later, deadline));
                answer = call.run();
            }
            default -> answer = new WriteAnswer.Throttled("RequestLimitExceeded");
        }
        check();
        return answer;
    }

    // The journal: the process may die before and after every entry, and whoever comes then goes on or back.

    @Override
    public void append(JournalEntry entry) {
        int choice = choose(5);
        if (choice == 1 || choice == 2) {
            throw new Killed(choice == 1 ? direction() : Direction.BACK);
        }
        journal.add(entry);
        if (choice > 2) {
            throw new Killed(choice == 3 ? direction() : Direction.BACK);
        }
    }

    private Direction direction() {
        return journal.stream()
                        .anyMatch(entry -> entry instanceof JournalEntry.Announced announced
                                && announced.direction() == Direction.BACK)
                ? Direction.BACK
                : Direction.FORWARD;
    }

    @Override
    public List<JournalEntry> entries() {
        if (mistake == Mistake.FORGETS_THE_CANARY) {
            List<JournalEntry> entries = new ArrayList<>(journal);
            entries.add(1, new Reached(Changes.START, Direction.FORWARD, Parking.Stage.CANARY));
            return entries;
        }
        return List.copyOf(journal);
    }

    // Time.

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public void sleep(Duration duration) {
        Instant awake = now.plus(duration);
        for (Pending call : List.copyOf(pending)) {
            if (!awake.isBefore(call.deadline())) {
                now = call.deadline().isAfter(now) ? call.deadline() : now;
                pending.remove(call);
                call.call().run();
            }
        }
        now = awake;
    }

    @Override
    public void awaitWritePermit() {}

    @Override
    public Duration upTo(Duration longest) {
        return longest;
    }

    /** How often each interface was told to do without. */
    Map<String, Integer> takenOff() {
        Map<String, Integer> off = new HashMap<>();
        journal.forEach(entry -> {
            if (entry instanceof ParkingIntended sent
                    && sent.call() instanceof ParkingCall.SetGroups set
                    && !set.parks()) {
                off.merge(set.networkInterface(), 1, Integer::sum);
            }
        });
        return off;
    }
}
