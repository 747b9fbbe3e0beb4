package dev.weir.remediation;

import dev.weir.inventory.Fixtures;
import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.plan.GroupRef;
import dev.weir.remediation.JournalEntry.Announced;
import dev.weir.remediation.JournalEntry.Opened;
import dev.weir.remediation.JournalEntry.Surroundings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes of one group in few words, and the journals that open them. */
public final class Changes {

    public static final Instant START = Instant.parse("2026-11-22T06:00:00Z");
    public static final String DIGEST = "d".repeat(64);
    public static final String CALLER = "arn:aws:iam::111122223333:user/ops";
    public static final GroupRef GROUP = new GroupRef(
            "sg-0a1b2c3d", "web-tier", Optional.of("111122223333"), Optional.of("eu-west-1"), Optional.of("vpc-1"));

    private static final List<String> BROAD =
            List.of("all 0.0.0.0/0", "all ::/0", "tcp 443 0.0.0.0/0", "udp 53 0.0.0.0/0", "tcp 80 0.0.0.0/0");

    private Changes() {}

    /** A change that authorizes and revokes so many rules, beside one rule that it keeps. */
    public static Opened change(int authorize, int revoke) {
        List<Known> before = new ArrayList<>();
        before.add(original("sgr-kept", "tcp 22 10.0.0.0/8", "kept", Map.of("owner", "ops")));
        for (int index = 0; index < revoke; index++) {
            before.add(original(
                    "sgr-old" + index,
                    BROAD.get(index % BROAD.size()).replace("/0", "/" + (index < BROAD.size() ? 0 : index)),
                    "rule " + index,
                    index % 2 == 0 ? Map.of() : Map.of("team", "t" + index)));
        }
        List<Known> planned = new ArrayList<>();
        for (int index = 0; index < authorize; index++) {
            planned.add(planned("tcp " + (8000 + index) + " 203.0.113.0/28"));
        }
        return opened(before, planned, before.subList(1, before.size()));
    }

    /** As {@link #change}, through so many rules of their own in between, which cover what is authorized. */
    public static Opened changeThrough(int intermediate, int authorize, int revoke) {
        Opened direct = change(authorize, revoke);
        List<Known> between = new ArrayList<>();
        for (int index = 0; index < intermediate; index++) {
            int from = 8000 + index * (authorize / intermediate);
            int to = index == intermediate - 1 ? 8000 + authorize - 1 : from + authorize / intermediate - 1;
            between.add(planned("tcp " + from + "-" + to + " 203.0.113.0/27"));
        }
        return opened(direct.before(), direct.authorize(), between, direct.revoke());
    }

    /** As {@link #change}, while this many of the old rules stay for longer. */
    public static Opened changeKeepingForLonger(int longer, int authorize, int revoke) {
        Opened direct = change(authorize, revoke);
        return opened(direct.before(), direct.authorize(), direct.revoke().subList(0, longer), direct.revoke());
    }

    public static Opened opened(List<Known> before, List<Known> authorize, List<Known> revoke) {
        return opened(before, authorize, List.of(), revoke);
    }

    public static Opened opened(
            List<Known> before, List<Known> authorize, List<Known> intermediate, List<Known> revoke) {
        return new Opened(
                START,
                "0.1.0",
                DIGEST,
                START,
                GROUP,
                CALLER,
                List.of(),
                before,
                authorize,
                intermediate,
                revoke,
                Surroundings.NONE,
                List.of(),
                Optional.empty());
    }

    public static Known original(String id, String line, String description, Map<String, String> tags) {
        Known rule = Fixtures.rule(id, line);
        return new Known(
                rule.id(),
                rule.service(),
                rule.destination(),
                description.isEmpty() ? Optional.empty() : Optional.of(description),
                tags);
    }

    public static Known planned(String line) {
        Known rule = Fixtures.rule(line);
        return new Known(
                Optional.empty(),
                rule.service(),
                rule.destination(),
                Optional.of("planned"),
                Map.of(Sequence.TAG, DIGEST));
    }

    public static Announced announce(Instant at, Direction direction) {
        return new Announced(at, direction, Optional.of(CALLER));
    }
}
