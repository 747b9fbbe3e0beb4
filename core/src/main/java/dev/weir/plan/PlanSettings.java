package dev.weir.plan;

import dev.weir.finding.Policy;
import dev.weir.inventory.Input;
import dev.weir.recommendation.Quota;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is asked of a planner, the same for every group of a run.
 *
 * @param toolVersion the weir that plans
 * @param createdAt when
 * @param policy what counts as the world
 * @param inputs what it is made from
 * @param allow destinations that must be permitted
 * @param keep ids of rules that stay, or their text as {@code tcp:443:10.0.0.0/8}
 * @param organisation what was decided once for all plans
 * @param internet which public destinations are pinned
 * @param preference what stands for destinations
 * @param ports whether rules may name ranges of ports
 * @param maxRules how many rules at most; empty for as many as gain something
 * @param limit the quota of each family
 * @param together every group that is planned in this run
 */
public record PlanSettings(
        String toolVersion,
        Instant createdAt,
        Policy policy,
        List<Input> inputs,
        List<Allow> allow,
        List<String> keep,
        OrganisationPolicy organisation,
        Internet internet,
        Preference preference,
        Ports ports,
        OptionalInt maxRules,
        int limit,
        Set<String> together) {

    /** The quota that AWS gives: 60 rules of each family. */
    public static final int USUAL_LIMIT = 60;

    public PlanSettings {
        inputs = List.copyOf(inputs);
        allow = List.copyOf(allow);
        keep = List.copyOf(keep);
        together = Set.copyOf(new TreeSet<>(together));
        Quota unused = Quota.of(limit); // refuses a limit that is none
        if (maxRules.isPresent() && maxRules.getAsInt() < 0) {
            throw new IllegalArgumentException("a plan has 0 or more rules, found " + maxRules.getAsInt());
        }
    }

    /** The defaults. */
    public static PlanSettings of(String toolVersion, Instant createdAt) {
        return new PlanSettings(
                toolVersion,
                createdAt,
                Policy.DEFAULT,
                List.of(),
                List.of(),
                List.of(),
                OrganisationPolicy.NONE,
                Internet.STABLE,
                Preference.WHAT_FOLLOWS_CHANGE,
                Ports.OBSERVED,
                OptionalInt.empty(),
                USUAL_LIMIT,
                Set.of());
    }

    /** The same with another notion of the world. */
    public PlanSettings judging(Policy other) {
        return new PlanSettings(
                toolVersion,
                createdAt,
                other,
                inputs,
                allow,
                keep,
                organisation,
                internet,
                preference,
                ports,
                maxRules,
                limit,
                together);
    }

    /** The same, made from these. */
    public PlanSettings from(List<Input> sources) {
        return new PlanSettings(
                toolVersion,
                createdAt,
                policy,
                sources,
                allow,
                keep,
                organisation,
                internet,
                preference,
                ports,
                maxRules,
                limit,
                together);
    }

    /** The same with other stand-ins for destinations. */
    public PlanSettings preferring(Preference other) {
        return new PlanSettings(
                toolVersion,
                createdAt,
                policy,
                inputs,
                allow,
                keep,
                organisation,
                internet,
                other,
                ports,
                maxRules,
                limit,
                together);
    }

    /** The same with another way to name ports. */
    public PlanSettings naming(Ports other) {
        return new PlanSettings(
                toolVersion,
                createdAt,
                policy,
                inputs,
                allow,
                keep,
                organisation,
                internet,
                preference,
                other,
                maxRules,
                limit,
                together);
    }

    /** The same with at most so many rules. */
    public PlanSettings withAtMost(int most) {
        return new PlanSettings(
                toolVersion,
                createdAt,
                policy,
                inputs,
                allow,
                keep,
                organisation,
                internet,
                preference,
                ports,
                OptionalInt.of(most),
                limit,
                together);
    }

    /** The same with these required destinations. */
    public PlanSettings allowing(List<Allow> destinations) {
        return new PlanSettings(
                toolVersion,
                createdAt,
                policy,
                inputs,
                destinations,
                keep,
                organisation,
                internet,
                preference,
                ports,
                maxRules,
                limit,
                together);
    }

    /** The same with these rules kept. */
    public PlanSettings keeping(List<String> rules) {
        return new PlanSettings(
                toolVersion,
                createdAt,
                policy,
                inputs,
                allow,
                rules,
                organisation,
                internet,
                preference,
                ports,
                maxRules,
                limit,
                together);
    }

    /** The same under these decisions of the organisation. */
    public PlanSettings under(OrganisationPolicy decisions) {
        return new PlanSettings(
                toolVersion,
                createdAt,
                policy,
                inputs,
                allow,
                keep,
                decisions,
                internet,
                preference,
                ports,
                maxRules,
                limit,
                together);
    }

    /** The same with another way to treat the internet. */
    public PlanSettings treating(Internet mode) {
        return new PlanSettings(
                toolVersion,
                createdAt,
                policy,
                inputs,
                allow,
                keep,
                organisation,
                mode,
                preference,
                ports,
                maxRules,
                limit,
                together);
    }

    /** The same with another quota. */
    public PlanSettings within(int quota) {
        return new PlanSettings(
                toolVersion,
                createdAt,
                policy,
                inputs,
                allow,
                keep,
                organisation,
                internet,
                preference,
                ports,
                maxRules,
                quota,
                together);
    }

    /** The same with these groups planned in one run. */
    public PlanSettings together(Set<String> groups) {
        return new PlanSettings(
                toolVersion,
                createdAt,
                policy,
                inputs,
                allow,
                keep,
                organisation,
                internet,
                preference,
                ports,
                maxRules,
                limit,
                groups);
    }

    /** Which public destinations are pinned (design section 6.6). */
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

    /** What stands for destinations (design section 6.5). */
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
