package dev.weir.plan;

import dev.weir.finding.Policy;
import dev.weir.inventory.Input;
import dev.weir.recommendation.Quota;
import dev.weir.review.GivenAnswers;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is asked of a planner, the same for every group of a run.
 *
 * @param making by whom, when and from what
 * @param wanted what must be so
 * @param manner how rules are found
 */
public record PlanSettings(Plan.Provenance making, Wanted wanted, Manner manner) {

    /** The quota that AWS gives: 60 rules of each family. */
    public static final int USUAL_LIMIT = 60;

    /**
     * What must be so, whatever was seen.
     *
     * @param allow destinations that must be permitted
     * @param keep ids of rules that stay, or their text as {@code tcp:443:10.0.0.0/8}
     * @param organisation what was decided once for all plans
     * @param together every group that is planned in this run
     * @param answers what people decided that records leave open
     */
    public record Wanted(
            List<Allow> allow,
            List<String> keep,
            OrganisationPolicy organisation,
            Set<String> together,
            GivenAnswers answers) {
        public Wanted {
            allow = List.copyOf(allow);
            keep = List.copyOf(keep);
            together = Set.copyOf(new TreeSet<>(together));
        }
    }

    /**
     * How rules are found.
     *
     * @param internet which public destinations are pinned
     * @param preference what stands for destinations
     * @param ports whether rules may name ranges of ports
     * @param maxRules how many rules at most; empty for as many as gain something
     * @param limit the quota of each family
     */
    public record Manner(Internet internet, Preference preference, Ports ports, OptionalInt maxRules, int limit) {
        public Manner {
            Quota unused = Quota.of(limit); // refuses a limit that is none
            if (maxRules.isPresent() && maxRules.getAsInt() < 0) {
                throw new IllegalArgumentException("a plan has 0 or more rules, found " + maxRules.getAsInt());
            }
        }
    }

    /** The defaults. */
    public static PlanSettings of(String toolVersion, Instant createdAt) {
        return new PlanSettings(
                new Plan.Provenance(toolVersion, createdAt, Policy.DEFAULT, List.of()),
                new Wanted(List.of(), List.of(), OrganisationPolicy.NONE, Set.of(), GivenAnswers.NONE),
                new Manner(
                        Internet.STABLE,
                        Preference.WHAT_FOLLOWS_CHANGE,
                        Ports.OBSERVED,
                        OptionalInt.empty(),
                        USUAL_LIMIT));
    }

    /** The same with another notion of the world. */
    public PlanSettings judging(Policy other) {
        return with(new Plan.Provenance(making.toolVersion(), making.createdAt(), other, making.inputs()));
    }

    /** The same, made from these. */
    public PlanSettings from(List<Input> sources) {
        return with(new Plan.Provenance(making.toolVersion(), making.createdAt(), making.policy(), sources));
    }

    /** The same with these required destinations. */
    public PlanSettings allowing(List<Allow> destinations) {
        return with(new Wanted(destinations, wanted.keep, wanted.organisation, wanted.together, wanted.answers));
    }

    /** The same with these rules kept. */
    public PlanSettings keeping(List<String> rules) {
        return with(new Wanted(wanted.allow, rules, wanted.organisation, wanted.together, wanted.answers));
    }

    /** The same under these decisions of the organisation. */
    public PlanSettings under(OrganisationPolicy decisions) {
        return with(new Wanted(wanted.allow, wanted.keep, decisions, wanted.together, wanted.answers));
    }

    /** The same with these groups planned in one run. */
    public PlanSettings together(Set<String> groups) {
        return with(new Wanted(wanted.allow, wanted.keep, wanted.organisation, groups, wanted.answers));
    }

    /** The same with these decisions of people. */
    public PlanSettings answered(GivenAnswers answers) {
        return with(new Wanted(wanted.allow, wanted.keep, wanted.organisation, wanted.together, answers));
    }

    /** The same with another way to treat the internet. */
    public PlanSettings treating(Internet mode) {
        return with(new Manner(mode, manner.preference, manner.ports, manner.maxRules, manner.limit));
    }

    /** The same with other stand-ins for destinations. */
    public PlanSettings preferring(Preference other) {
        return with(new Manner(manner.internet, other, manner.ports, manner.maxRules, manner.limit));
    }

    /** The same with another way to name ports. */
    public PlanSettings naming(Ports other) {
        return with(new Manner(manner.internet, manner.preference, other, manner.maxRules, manner.limit));
    }

    /** The same with at most so many rules. */
    public PlanSettings withAtMost(int most) {
        return with(new Manner(manner.internet, manner.preference, manner.ports, OptionalInt.of(most), manner.limit));
    }

    /** The same with another quota. */
    public PlanSettings within(int quota) {
        return with(new Manner(manner.internet, manner.preference, manner.ports, manner.maxRules, quota));
    }

    private PlanSettings with(Plan.Provenance other) {
        return new PlanSettings(other, wanted, manner);
    }

    private PlanSettings with(Wanted other) {
        return new PlanSettings(making, other, manner);
    }

    private PlanSettings with(Manner other) {
        return new PlanSettings(making, wanted, other);
    }

    /** What counts as the world. */
    public Policy policy() {
        return making.policy();
    }

    int limit() {
        return manner.limit;
    }

    /** Which public destinations are pinned. */
    public enum Internet {
        /** Those that a prefix list covers or that were seen in every week; a class whose destinations change stays open. */
        STABLE,
        /** All. */
        PIN,
        /** None: classes with public destinations are narrowed to their ports. */
        PORT_ONLY;

        /** {@code stable}, {@code pin} or {@code port-only}. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** What stands for destinations. */
    public enum Preference {
        WHAT_FOLLOWS_CHANGE,
        /** Addresses where a security group could stand too. */
        ADDRESSES
    }

    /** Which ports rules name. */
    public enum Ports {
        /** Only ports that were seen, and ranges of high ports that belong together. */
        OBSERVED,
        /** Ranges that also open ports that nobody used. */
        MERGED
    }
}
