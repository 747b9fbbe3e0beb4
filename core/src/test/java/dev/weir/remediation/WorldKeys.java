package dev.weir.remediation;

import dev.weir.inventory.SecurityGroupRule.Known;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Makes the same key of worlds that behave alike but for the faults that may still happen: times count from now, and long ago
 * is long ago.
 *
 * <p>A key is 128 bits, mixed of numbers alone: of a million worlds no two share one by chance. Texts count by number, in the
 * order in which they were met.
 */
final class WorldKeys {

    private final Duration longest;
    private final Map<String, Integer> texts = new HashMap<>();
    private final Map<Known, Integer> unnamed = new IdentityHashMap<>();

    private long high;
    private long low;
    private Instant now = Instant.EPOCH;

    /** A key. */
    record Key(long high, long low) {}

    /** @param longest what is longer ago than this may be any time ago */
    WorldKeys(Duration longest) {
        this.longest = longest;
    }

    Key of(World world) {
        high = 0x9e3779b97f4a7c15L;
        low = 0xc2b2ae3d27d4eb4fL;
        now = world.now();
        mix(world.journal().size());
        for (JournalEntry entry : world.journal()) {
            mix(entry);
        }
        mix(world.inherited());
        ago(world.startedAt());
        mix(world.rules().values());
        mix(world.past().size());
        for (World.Past view : world.past()) {
            ago(view.supersededAt());
            mix(view.rules().values());
        }
        mix(world.pending().size());
        for (World.Pending call : world.pending()) {
            ago(call.deadline());
            mix(call.call());
        }
        mix(world.turns());
        mix(world.sight().ordinal());
        mix(world.remembered());
        return new Key(high, low);
    }

    private void mix(JournalEntry entry) {
        ago(entry.at());
        entry.match(new JournalEntry.Cases<Void>(
                opened -> mixed(0),
                announced -> mixed(1, announced.direction().ordinal()),
                intended -> {
                    mixed(2, intended.number());
                    mix(intended.call());
                    return null;
                },
                answered -> {
                    mixed(3, answered.number());
                    return answered.answer()
                            .match(new WriteAnswer.Cases<>(
                                    done -> made(done.made()),
                                    refused -> said(1, refused.code()),
                                    throttled -> mixed(2),
                                    unknown -> said(3, unknown.reason())));
                },
                seen -> mixed(4),
                halfway -> mixed(5),
                parking -> mixed(7), // ParkingWorld explores these
                answered -> mixed(8),
                reached -> mixed(9),
                closed -> mixed(6)));
    }

    private Void made(Collection<Known> rules) {
        mix(rules);
        return mixed(0);
    }

    private Void said(int kind, String text) {
        mix(text);
        return mixed(kind);
    }

    private Void mixed(int... numbers) {
        for (int number : numbers) {
            mix(number);
        }
        return null;
    }

    private void mix(RuleCall call) {
        mix(call.getClass().getSimpleName());
        mix(call.rules());
    }

    private void mix(Collection<Known> rules) {
        mix(rules.size());
        for (Known rule : rules) {
            if (rule.id().isPresent()) {
                mix(rule.id().get());
                mix(rule.tags().containsKey(Sequence.TAG) ? 1 : 0);
            } else {
                mix(unnamed.computeIfAbsent(rule, one -> number(RuleKey.of(one).toString())));
            }
        }
    }

    private void mix(String text) {
        mix(number(text));
    }

    private int number(String text) {
        Integer known = texts.putIfAbsent(text, texts.size());
        return known == null ? texts.size() - 1 : known;
    }

    private void ago(Instant at) {
        Duration since = Duration.between(at, now);
        mix((since.compareTo(longest) > 0 ? longest : since).toSeconds());
    }

    private void mix(long number) {
        high = Long.rotateLeft(high ^ number * 0x87c37b91114253d5L, 27) * 0x9fb21c651e98df25L + low;
        low = Long.rotateLeft(low ^ number * 0x4cf5ad432745937fL, 31) * 0xd6e8feb86659fd93L + high;
        high ^= high >>> 32;
        low ^= low >>> 29;
    }
}
