package dev.weir.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.codec.PlanCodec;
import dev.weir.inventory.Fixtures;
import dev.weir.inventory.Sha256;
import dev.weir.inventory.Snapshot;
import dev.weir.net.Cidr;
import dev.weir.traffic.InventoryHistory;
import dev.weir.traffic.ProfileSettings;
import dev.weir.world.FlowLog;
import dev.weir.world.World;
import dev.weir.world.WorldMaker;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The files of plans of every kind, byte for byte by their digests: what changes one of them is meant to, or is a fault. */
class SavedPlansTest {

    private static final PlanSettings SETTINGS = PlanSettings.of("1.0", Instant.parse("2026-11-21T06:00:00Z"));

    @Test
    void haveTheBytesThatTheyHad() {
        Map<String, Plan> plans = new TreeMap<>();
        plans.put("by hand", made(new Planner(open("all 0.0.0.0/0").snapshot(), byHand()).byHand("sg-1")));
        plans.put("what follows change", following().plan("sg-1", SETTINGS));
        plans.put(
                "by address",
                following()
                        .plan(
                                "sg-1",
                                SETTINGS.preferring(PlanSettings.Preference.ADDRESSES)
                                        .treating(PlanSettings.Internet.PIN)));
        plans.put("open on a port", moving().plan("sg-1", SETTINGS));
        plans.put("pinned", moving().plan("sg-1", SETTINGS.treating(PlanSettings.Internet.PIN)));
        plans.put("beside a sibling", siblings().plan("sg-1", SETTINGS));
        plans.put("siblings together", siblings().plan("sg-1", SETTINGS.together(Set.of("sg-1", "sg-2", "sg-3"))));
        plans.put("high ports", highPorts().plan("sg-1", SETTINGS));
        plans.put(
                "merged ports",
                spread().plan("sg-1", SETTINGS.naming(PlanSettings.Ports.MERGED).withAtMost(4)));
        plans.put("through intermediate rules", spread().plan("sg-1", SETTINGS.within(8)));
        plans.put(
                "under a policy", spread().plan("sg-1", SETTINGS.under(policy()).treating(PlanSettings.Internet.PIN)));
        plans.putAll(ofAWorld());

        List<String> digests = new ArrayList<>();
        plans.forEach((name, plan) -> digests.add(whole(plan) + " " + ofRules(plan) + " " + name));
        plans.forEach((name, plan) -> {
            Plan read = PlanCodec.decode(PlanCodec.encode(plan));
            assertThat(read.consequences()).as(name).isEqualTo(plan.consequences());
            assertThat(read.learning().chance())
                    .as(name)
                    .isEqualTo(plan.learning().chance());
            assertThat(PlanCodec.digest(read)).as(name).isEqualTo(PlanCodec.digest(plan));
        });

        assertThat(String.join("\n", digests) + "\n").isEqualTo("""
            ad1ad45b1e25 30758ed1 beside a sibling
            8461db318b3b 560d6075 by address
            56dd8b7f7854 711f7ad0 by hand
            818ff2fc0d64 73ed933d high ports
            eb6e682792e9 c4d5b491 merged ports
            2acd135d0db1 0ef2dea4 open on a port
            36420370a6e1 14be3230 pinned
            b729a1a3eb58 55716b27 siblings together
            878b0602fe49 aa12f0b3 through intermediate rules
            66f9c5e4abfe 7966add3 under a policy
            85082304b275 5fc24cd8 what follows change
            7d0790dee5e1 8e7681bc world, sg-app
            215afe9ca8b7 e9f7e716 world, sg-base
            ca22f93728f0 905e85f2 world, sg-db
            e855b2564957 de573800 world, sg-web
            """);
    }

    /** Of the file. */
    private static String whole(Plan plan) {
        return PlanCodec.digest(plan).substring(7, 19);
    }

    /** Of the rules alone, which a new gate or hint leaves as they are. */
    private static String ofRules(Plan plan) {
        List<String> rules = new ArrayList<>(ByHandTest.texts(plan.result()));
        rules.add("beside which stand");
        rules.addAll(ByHandTest.texts(plan.intermediate()));
        return Sha256.hex(String.join("\n", rules)).substring(0, 8);
    }

    private static PlanSettings byHand() {
        return SETTINGS.allowing(List.of(Allow.parse("tcp:443:203.0.113.0/28")));
    }

    private static Plan made(PlanAnswer answer) {
        return answer.match(plan -> plan, sentence -> {
            throw new AssertionError(sentence);
        });
    }

    private static Scene open(String... old) {
        return Scene.usual().group("sg-1", old).watched("eni-1", "10.0.0.1", day -> true, "sg-1");
    }

    private static Scene following() {
        return open("all 0.0.0.0/0", "all ::/0")
                .group("sg-db")
                .prefixList(Fixtures.awsPrefixList("pl-1", "198.51.100.0/24"))
                .unwatched("eni-db1", "10.9.0.1", "sg-db")
                .unwatched("eni-db2", "10.9.0.2", "sg-db")
                .tcp("eni-1", "10.9.0.1", 5432, day -> true)
                .tcp("eni-1", "10.9.0.2", 5432, day -> day > 20)
                .tcp("eni-1", "198.51.100.7", 443, day -> day % 3 == 0)
                .tcp("eni-1", "2001:db8::7", 443, day -> day % 2 == 0)
                .inbound("eni-1", "203.0.113.9", 8443);
    }

    private static Scene moving() {
        Scene scene = open("all 0.0.0.0/0").tcp("eni-1", "10.9.0.1", 5432, day -> true);
        for (int day = 0; day < 35; day++) {
            int on = day;
            scene.tcp("eni-1", "203.0.113." + (day + 1), 443, at -> at == on);
        }
        return scene.undecided("eni-1", "10.9.0.77", 3).lost("eni-1", 40);
    }

    private static Scene siblings() {
        return Scene.usual()
                .group("sg-1", "all 0.0.0.0/0")
                .group("sg-2", "tcp 53 10.0.0.0/8")
                .group("sg-3", "all 0.0.0.0/0")
                .watched("eni-1", "10.0.0.1", day -> true, "sg-1", "sg-2")
                .watched("eni-2", "10.0.0.2", day -> day > 7, "sg-1", "sg-2", "sg-3")
                .tcp("eni-1", "10.9.0.53", 53, day -> true)
                .tcp("eni-2", "198.51.100.25", 587, day -> day % 4 == 0);
    }

    private static Scene highPorts() {
        Scene scene = open("tcp 1024-65535 0.0.0.0/0");
        for (int i = 0; i < 20; i++) {
            int on = i;
            scene.tcp("eni-1", "10.9.0.8", 49_152 + 13 * i, day -> day == on);
        }
        return scene;
    }

    private static Scene spread() {
        Scene scene =
                open("all 0.0.0.0/0", "tcp 443 0.0.0.0/0", "tcp 80 0.0.0.0/0", "udp 53 0.0.0.0/0", "tcp 22 0.0.0.0/0");
        for (int port = 0; port < 4; port++) {
            for (int i = 0; i < 3; i++) {
                scene.tcp("eni-1", "10.9." + port + "." + (1 + 16 * i), 5000 + port, day -> true);
            }
        }
        return scene;
    }

    private static OrganisationPolicy policy() {
        Allow ntp = Allow.parse("udp:123:10.1.0.0/24");
        return new OrganisationPolicy(
                List.of(new OrganisationPolicy.Required(OrganisationPolicy.Whose.ALL, List.of(ntp))),
                List.of(new OrganisationPolicy.NamedRange("databases", List.of(Cidr.parse("10.9.1.0/24")))),
                List.of(new OrganisationPolicy.NamedRange("staging", List.of(Cidr.parse("10.200.0.0/16")))),
                24,
                64,
                List.of(new OrganisationPolicy.Exception(
                        OrganisationPolicy.Whose.ALL,
                        Fixtures.service("tcp 443"),
                        "somebody",
                        "a migration",
                        LocalDate.parse("2026-12-31"))));
    }

    private static Map<String, Plan> ofAWorld() {
        World world =
                WorldMaker.of(7, 72, 25).watchedBy(FlowLog.version5("fl-5", 60)).make();
        Snapshot snapshot = WorldPlanTest.open(world);
        ObservedTraffic traffic = new ObservedTraffic(
                WorldPlanTest.observe(world), InventoryHistory.of(snapshot), ProfileSettings.DEFAULT);
        Set<String> groups = new TreeSet<>(Set.of("sg-web", "sg-app", "sg-db", "sg-base"));
        Planner planner = new Planner(snapshot, SETTINGS.together(groups));
        Map<String, Plan> plans = new TreeMap<>();
        groups.forEach(group -> plans.put("world, " + group, made(planner.fromTraffic(group, traffic))));
        return plans;
    }
}
