package dev.weir.remediation;

import dev.weir.inventory.Fixtures;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.inventory.Snapshot;
import dev.weir.plan.GroupRef;
import dev.weir.remediation.World.Past;
import dev.weir.remediation.World.Pending;
import dev.weir.remediation.World.Sight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * One step of the real {@link RemediationRun} in a world whose every move somebody chooses.
 *
 * <p>The server keeps EC2's rules: ids never come back, a rule exists once, authorize is all or nothing, writes see what is,
 * reads may show what was for as long as {@link Tempo#inFlight}. After every change of its rules it checks the promise itself:
 * all that the plan revokes stands, or all that it authorizes and keeps, or all intermediate rules and those it keeps. It also checks that the client read since it last
 * wrote.
 */
final class Turn implements SecurityGroupGateway, Journal, Pacer {

    /** The process dies. */
    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** The promise is broken. */
    static final class Broken extends AssertionError {
        private static final long serialVersionUID = 1L;

        Broken(String message) {
            super(message);
        }
    }

    /** What came of a step. */
    record After(World world, State state, Optional<Outcome> outcome) {}

    enum State {
        RUNNING,
        ENDED,
        KILLED
    }

    private final Choices choices;
    private final Tempo tempo;
    private final Bug bug;
    private final World start;
    private final List<JournalEntry> journal;
    private final Map<String, Known> rules;
    private final List<Past> past;
    private final List<Pending> pending;
    private final List<JournalEntry> held = new ArrayList<>();
    private List<Known> remembered;
    private Instant now;
    private int made;
    private int faults;
    private Sight sight;

    private Turn(World start, Choices choices, Tempo tempo, Bug bug) {
        this.start = start;
        this.choices = choices;
        this.tempo = tempo;
        this.bug = bug;
        this.journal = new ArrayList<>(start.journal());
        this.rules = new TreeMap<>(start.rules());
        this.past = new ArrayList<>(start.past());
        this.pending = new ArrayList<>(start.pending());
        this.remembered = start.remembered();
        this.now = start.now();
        this.made = start.made();
        this.faults = start.faults();
        this.sight = start.sight();
    }

    static After step(World world, Choices choices, Tempo tempo, Bug bug) {
        return new Turn(world, choices, tempo, bug).step();
    }

    /** The world after everything that is still under way has arrived, whatever happens. */
    static World drained(World world, Tempo tempo) {
        Turn turn = new Turn(world, options -> 0, tempo, Bug.NONE);
        turn.sleep(tempo.inFlight());
        return turn.world();
    }

    private After step() {
        int inherited = bug == Bug.BELIEVES_AN_EARLIER_CLOCK ? 0 : start.inherited();
        RemediationRun run = new RemediationRun(this, this, this, tempo, sentence -> {}, inherited, start.startedAt());
        try {
            Optional<Outcome> outcome = run.step();
            return new After(world(), outcome.isPresent() ? State.ENDED : State.RUNNING, outcome);
        } catch (Killed killed) {
            return new After(world(), State.KILLED, Optional.empty());
        }
    }

    private World world() {
        past.removeIf(view -> !now.isBefore(view.supersededAt().plus(tempo.inFlight())));
        return new World(
                journal,
                start.inherited(),
                start.startedAt(),
                now,
                rules,
                made,
                past,
                pending,
                faults,
                start.turns(),
                sight,
                remembered);
    }

    private int fault(int options) {
        if (faults == 0 || options == 1) {
            return 0;
        }
        int choice = choices.choose(options);
        faults -= choice == 0 ? 0 : 1;
        return choice;
    }

    // The server.

    private WriteAnswer execute(RuleCall call) {
        return call.match(this::authorize, this::revoke);
    }

    private WriteAnswer authorize(RuleCall.Authorize call) {
        Set<RuleKey> there = World.keys(rules.values());
        if (call.keys().stream().anyMatch(there::contains)) {
            return new WriteAnswer.Refused("InvalidPermission.Duplicate", Optional.of("r"));
        }
        if (there.size() + call.rules().size() > quota(there)) {
            return new WriteAnswer.Refused("RulesPerSecurityGroupLimitExceeded", Optional.of("r"));
        }
        List<Known> answer = new ArrayList<>();
        supersede();
        for (Known rule : call.rules()) {
            made++;
            Known withId = new Known(
                    Optional.of("sgr-new" + made), rule.service(), rule.destination(), rule.description(), rule.tags());
            rules.put("sgr-new" + made, withId);
            answer.add(withId);
        }
        check();
        return new WriteAnswer.Done("r", answer);
    }

    /** As much as a change in two legs needs and no more; without bound for one that needs no second. */
    private int quota(Set<RuleKey> there) {
        JournalEntry.Opened opened = start.opened();
        if (opened.intermediate().isEmpty()) {
            return Integer.MAX_VALUE;
        }
        Set<RuleKey> first = World.keys(opened.before());
        first.addAll(World.keys(opened.intermediate()));
        Set<RuleKey> second = World.keys(opened.before());
        second.removeAll(World.keys(opened.revoke()));
        second.addAll(World.keys(opened.intermediate()));
        second.addAll(World.keys(opened.authorize()));
        long ofOthers = there.stream()
                .filter(key -> !first.contains(key) && !second.contains(key))
                .count();
        return Math.max(first.size(), second.size()) + (int) ofOthers;
    }

    private WriteAnswer revoke(RuleCall.Revoke call) {
        if (!rules.keySet().containsAll(call.ids())) {
            return new WriteAnswer.Refused("InvalidSecurityGroupRuleId.NotFound", Optional.of("r"));
        }
        supersede();
        call.ids().forEach(rules::remove);
        check();
        return new WriteAnswer.Done("r", List.of());
    }

    private void supersede() {
        past.add(new Past(new TreeMap<>(rules), now));
    }

    private void check() {
        JournalEntry.Opened opened = start.opened();
        Set<RuleKey> there = World.keys(rules.values());
        Set<RuleKey> revoked = World.keys(opened.revoke());
        Set<RuleKey> result = World.keys(opened.before());
        result.removeAll(revoked);
        result.addAll(World.keys(opened.authorize()));
        Set<RuleKey> between = World.keys(opened.before());
        between.removeAll(revoked);
        between.addAll(World.keys(opened.intermediate()));
        boolean halfway = !opened.intermediate().isEmpty() && there.containsAll(between);
        if (!there.containsAll(revoked) && !there.containsAll(result) && !halfway) {
            throw new Broken("neither the old nor the planned nor the intermediate rules stand: " + there + "\nafter "
                    + World.story(journal, now, Duration.ofHours(1)));
        }
    }

    private void arrive() {
        while (!pending.isEmpty()) {
            int choice = choices.choose(pending.size() + 1);
            if (choice == 0) {
                return;
            }
            execute(pending.remove(choice - 1).call());
        }
    }

    /** Somebody takes our tag off all that has it and of which no answer told us the id: of others it tells nothing. */
    private void meddle() {
        Set<String> told = new HashSet<>();
        for (JournalEntry entry : journal) {
            if (entry instanceof JournalEntry.Answered answered && answered.answer() instanceof WriteAnswer.Done done) {
                done.made().forEach(rule -> told.add(rule.id().orElseThrow()));
            }
        }
        List<Known> tagged = rules.values().stream()
                .filter(rule -> rule.tags().containsKey(Sequence.TAG))
                .filter(rule -> !told.contains(rule.id().orElseThrow()))
                .toList();
        if (!tagged.isEmpty() && fault(2) == 1) {
            tagged.forEach(rule -> rules.put(rule.id().orElseThrow(), untagged(rule, rule.description())));
        }
    }

    private static Known untagged(Known rule, Optional<String> description) {
        return new Known(rule.id(), rule.service(), rule.destination(), description, Map.of());
    }

    // The gateway.

    @Override
    public ReadAnswer<String> caller() {
        return new ReadAnswer.Read<>(Changes.CALLER);
    }

    @Override
    public ReadAnswer<SecurityGroup> read(GroupRef group) {
        if (bug == Bug.READS_NOT_AFRESH && !remembered.isEmpty()) {
            List<Known> old = remembered;
            remembered = List.of();
            return shown(old);
        }
        arrive();
        meddle();
        Set<List<Known>> views = new LinkedHashSet<>();
        views.add(List.copyOf(rules.values()));
        past.stream()
                .filter(view -> now.isBefore(view.supersededAt().plus(tempo.inFlight())))
                .forEach(view -> views.add(List.copyOf(view.rules().values())));
        int choice = fault(views.size() + 1);
        if (choice == views.size()) {
            return new ReadAnswer.Unanswered<>(ReadAnswer.Hope.ASK_AGAIN, "timed out");
        }
        sight = Sight.FRESH;
        List<Known> view = List.copyOf(views).get(choice);
        return shown(view);
    }

    private ReadAnswer<SecurityGroup> shown(List<Known> view) {
        List<Known> doctored = new ArrayList<>(view);
        boolean sentAny = journal.stream().anyMatch(entry -> entry instanceof JournalEntry.Intended);
        if (bug == Bug.REVOKES_BEFORE_READ_BACK && start.direction() == Direction.FORWARD && sentAny) {
            doctored.addAll(assumed(start.opened().intermediate()));
            doctored.addAll(assumed(start.opened().authorize()));
        }
        if (bug == Bug.KNOWS_ITS_OWN_BY_TAG_ALONE) {
            Set<RuleKey> before = World.keys(start.opened().before());
            doctored.replaceAll(
                    rule -> before.contains(RuleKey.of(rule)) || rule.tags().containsKey(Sequence.TAG)
                            ? rule
                            : untagged(rule, Optional.of("of somebody else")));
        }
        if (bug == Bug.ROLLBACK_REVOKES_FIRST && start.direction() == Direction.BACK) {
            doctored.addAll(assumed(start.opened().intermediate()));
            doctored.addAll(assumed(start.opened().revoke()));
        }
        return new ReadAnswer.Read<>(Fixtures.group(Fixtures.SCOPE, Changes.GROUP.id(), doctored));
    }

    private static List<Known> assumed(List<Known> rules) {
        return rules.stream()
                .map(rule -> new Known(
                        Optional.of("assumed-" + RuleKey.of(rule)),
                        rule.service(),
                        rule.destination(),
                        rule.description(),
                        Map.of()))
                .toList();
    }

    @Override
    public ReadAnswer<ParkingLot> parkingLot(GroupRef group, String name) {
        throw new Broken("a change without a parking group asks for one");
    }

    @Override
    public WriteAnswer send(GroupRef group, ParkingCall call) {
        throw new Broken("a change without a parking group makes one");
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
        WriteAnswer answer = sendOnce(call);
        if (bug == Bug.RETRIES_BLINDLY && answer instanceof WriteAnswer.Unknown) {
            answer = sendOnce(call);
        }
        return answer;
    }

    private WriteAnswer sendOnce(RuleCall call) {
        if (sight == Sight.NONE) {
            throw new Broken("a write without a read after the write before it: " + RemediationRun.words(call)
                    + "\nafter " + World.story(journal, now, Duration.ofHours(1)));
        }
        sight = Sight.NONE;
        if (bug == Bug.READS_NOT_AFRESH) {
            remembered = List.copyOf(rules.values());
        }
        arrive();
        Instant deadline = now.plus(tempo.inFlight());
        switch (fault(6)) {
            case 0:
                return execute(call);
            case 1:
                return new WriteAnswer.Unknown("error before the effect");
            case 2:
                execute(call);
                return new WriteAnswer.Unknown("error after the effect");
            case 3:
                pending.add(new Pending(call, deadline));
                return new WriteAnswer.Unknown("error, and the call arrives later");
            case 4:
                pending.add(new Pending(call, deadline));
                return execute(call);
            default:
                return new WriteAnswer.Throttled("RequestLimitExceeded");
        }
    }

    // The journal: the process may die before and after every entry.

    @Override
    public void append(JournalEntry entry) {
        if (bug == Bug.JOURNALS_AFTER_THE_CALL && entry instanceof JournalEntry.Intended) {
            held.add(entry);
            return;
        }
        int choice = fault(3);
        if (choice == 1) {
            throw new Killed();
        }
        journal.addAll(held);
        held.clear();
        journal.add(entry);
        if (choice == 2) {
            throw new Killed();
        }
    }

    @Override
    public List<JournalEntry> entries() {
        List<JournalEntry> entries = new ArrayList<>(journal);
        entries.addAll(held);
        return entries;
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
                now = call.deadline();
                pending.remove(call);
                execute(call.call());
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
}
