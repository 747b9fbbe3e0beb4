package dev.weir.files;

import dev.weir.codec.SnapshotReader;
import dev.weir.inventory.InventorySink;
import dev.weir.inventory.Listing;
import dev.weir.inventory.Problem;
import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroup;
import dev.weir.json.Quoted;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonParser;

/** The security groups of all files in a stream, each id once, joined with its rules of describe-security-group-rules. */
final class GroupStream {

    /** What takes the groups. */
    interface Output {
        void group(SecurityGroup group);

        /** The same id with different contents. */
        void versions(List<SecurityGroup> versions);

        void problem(Problem problem);
    }

    private final List<ReadFile> files;
    private final GroupIds ids;
    private final FolderScopes folders;
    private final ListedRules rules;
    private final ListingTally tally;
    private final GroupParts wanted;
    private final RuleJoin join;
    private final GroupReader.Memory memory = new GroupReader.Memory();
    private final Map<String, List<SecurityGroup>> repeats = new HashMap<>();
    private final Set<String> done = new HashSet<>();
    private final Set<String> joined = new HashSet<>();

    GroupStream(
            List<ReadFile> files,
            GroupIds ids,
            FolderScopes folders,
            ListedRules rules,
            ListingTally tally,
            GroupParts wanted) {
        this.files = files;
        this.ids = ids;
        this.folders = folders;
        this.rules = rules;
        this.tally = tally;
        this.wanted = wanted;
        this.join = new RuleJoin(rules);
    }

    void run(InventorySink sink) {
        run(new Output() {
            @Override
            public void group(SecurityGroup group) {
                sink.securityGroup(group);
            }

            @Override
            public void versions(List<SecurityGroup> versions) {
                sink.contradictorySecurityGroup(versions);
            }

            @Override
            public void problem(Problem problem) {
                sink.problem(problem);
            }
        });
    }

    void run(Output output) {
        if (ids.hasRepeats()) {
            collectRepeats();
        }
        for (ReadFile file : files) {
            if (file.holds(FileKind.SNAPSHOT)) {
                readSnapshot(file, versions -> take(versions, output));
            } else if (file.holds(FileKind.SECURITY_GROUPS)) {
                readGroups(file, output);
            }
        }
        for (String id : rules.ids()) {
            if (!joined.contains(id)) {
                rules.of(id)
                        .ifPresent(group ->
                                output.group(group.asGroup(id, group.scope().orElse(folders.around(group.file())))));
            }
        }
    }

    /** Reads the repeated groups alone, and keeps of each id one version of each content. */
    private void collectRepeats() {
        for (ReadFile file : files) {
            if (file.holds(FileKind.SNAPSHOT)) {
                readSnapshot(file, versions -> versions.forEach(this::keepIfRepeated));
            } else if (file.holds(FileKind.SECURITY_GROUPS)) {
                try (InputStream bytes = file.open();
                        JsonParser parser = Json.parser(bytes)) {
                    new GroupReader(parser, Lines.of(file.file()), memory, new GroupReader.Taker() {
                                @Override
                                public void group(SecurityGroup group) {
                                    keepIfRepeated(filled(group, file.file()));
                                }

                                @Override
                                public void problem(Problem problem) {}
                            })
                            .read();
                } catch (IOException | tools.jackson.core.JacksonException again) {
                    continue; // the stream meets it again and reports it
                }
            }
        }
    }

    private void keepIfRepeated(SecurityGroup group) {
        if (!ids.isRepeated(group.id())) {
            return;
        }
        List<SecurityGroup> versions = repeats.computeIfAbsent(group.id(), unused -> new ArrayList<>(1));
        for (int i = 0; i < versions.size(); i++) {
            if (isSame(versions.get(i), group)) {
                versions.set(i, richer(versions.get(i), group));
                return;
            }
        }
        versions.add(group);
    }

    /** Whether two readings say the same: origin aside, and what only one of them knows aside. */
    private static boolean isSame(SecurityGroup one, SecurityGroup other) {
        return one.scope().mayHold(other.scope())
                && one.name().equals(other.name())
                && one.description().equals(other.description())
                && (one.vpc().isEmpty() || other.vpc().isEmpty() || one.vpc().equals(other.vpc()))
                && RuleJoin.haveSameRules(one.outbound(), other.outbound())
                && RuleJoin.haveSameRules(one.inbound(), other.inbound())
                && one.tags().equals(other.tags());
    }

    private static SecurityGroup richer(SecurityGroup one, SecurityGroup other) {
        return new SecurityGroup(
                one.scope().orElse(other.scope()),
                one.id(),
                one.name(),
                one.description(),
                one.vpc().or(other::vpc),
                one.arn().or(other::arn),
                one.outbound(),
                one.inbound(),
                one.tags(),
                one.origin());
    }

    private void readGroups(ReadFile file, Output output) {
        Taker taker = new Taker(file.file(), output);
        Optional<String> problem;
        boolean hasListing = true;
        try {
            long taken = 0;
            boolean whole = false;
            boolean damaged = false;
            if (!file.holdsMoreThanGroups()) {
                try (InputStream bytes = file.open()) {
                    PlainGroups plain = new PlainGroups(bytes, file.file(), parts(), memory, taker);
                    whole = plain.read();
                    taken = plain.taken();
                    damaged = plain.isDamaged();
                }
            }
            if (whole) {
                problem = damaged ? Optional.of(damage(file)) : Optional.empty();
            } else {
                try (InputStream bytes = file.open();
                        JsonParser parser = Json.parser(bytes)) {
                    GroupReader reader =
                            new GroupReader(parser, Lines.of(file.file()), memory, taker).leavingOut(taken);
                    problem = read(file, parser, reader, output);
                    if (problem.isEmpty() && damaged) {
                        problem = Optional.of(damage(file));
                    }
                    hasListing = reader.hasListing() || problem.isPresent();
                }
            }
        } catch (IOException failure) {
            Problem lost = new Problem(file.file().origin(), "this file cannot be read: " + SourceWalk.reason(failure));
            output.problem(lost);
            problem = Optional.of(lost.toString());
        }
        if (taker.scopes.isEmpty() && hasListing) {
            taker.scopes.add(folders.around(file.file()));
        }
        for (Scope scope : taker.scopes) {
            if (problem.isPresent()) {
                tally.inPart(Listing.Kind.SECURITY_GROUPS, scope, problem.get());
            } else {
                tally.whole(Listing.Kind.SECURITY_GROUPS, scope);
            }
        }
    }

    /** What is wanted of a group; all of it where rules from elsewhere are joined with its own. */
    private GroupParts parts() {
        return rules.isEmpty() ? wanted : GroupParts.ALL;
    }

    /** Reads what the other reader did not; the problem that there was, if any. */
    private Optional<String> read(ReadFile file, JsonParser parser, GroupReader reader, Output output) {
        try {
            reader.read();
        } catch (tools.jackson.core.JacksonException error) {
            Problem cut = new Problem(file.file().origin(Json.lineReached(parser)), Json.sentence(error, parser));
            if (!file.holdsMoreThanGroups()) {
                output.problem(cut);
            }
            return Optional.of(cut.toString());
        }
        if (reader.hasMore()) {
            Problem more = new Problem(
                    file.file().origin(reader.leftOverLine()),
                    "`NextToken` is left over: this is a page of `SecurityGroups` and more were not read; help:"
                            + " run the AWS CLI call without `--max-items` and `--no-paginate`");
            output.problem(more);
            return Optional.of(more.toString());
        }
        return reader.isDamaged() ? Optional.of(damage(file)) : Optional.empty();
    }

    private static String damage(ReadFile file) {
        return file.file().name() + ": an element could not be read";
    }

    /** Takes the groups of one file, and notes their scopes. */
    private final class Taker implements GroupReader.Taker {

        private final SourceFile file;
        private final Output output;
        private final Set<Scope> scopes = new LinkedHashSet<>();
        private Scope last = Scope.UNKNOWN;

        Taker(SourceFile file, Output output) {
            this.file = file;
            this.output = output;
        }

        @Override
        public void group(SecurityGroup group) {
            SecurityGroup filled = filled(group, file);
            if (scopes.isEmpty() || !filled.scope().equals(last)) {
                last = filled.scope();
                scopes.add(last);
            }
            take(filled, output);
        }

        @Override
        public void problem(Problem found) {
            output.problem(found);
        }
    }

    private SecurityGroup filled(SecurityGroup group, SourceFile file) {
        Scope scope = group.scope();
        if (scope.account().isPresent() && scope.region().isPresent()) {
            return group;
        }
        return new SecurityGroup(
                scope.orElse(folders.around(file)),
                group.id(),
                group.name(),
                group.description(),
                group.vpc(),
                group.arn(),
                group.outbound(),
                group.inbound(),
                group.tags(),
                group.origin());
    }

    private void readSnapshot(ReadFile file, java.util.function.Consumer<List<SecurityGroup>> taker) {
        try (InputStream bytes = file.open()) {
            new SnapshotReader(file.file().name()).readGroups(bytes, taker);
        } catch (IOException again) {
            // readAllButGroups met it first and reported it
        }
    }

    private void take(SecurityGroup group, Output output) {
        if (rules.isEmpty() && !ids.hasRepeats()) {
            output.group(group);
        } else {
            take(List.of(group), output);
        }
    }

    private void take(List<SecurityGroup> read, Output output) {
        String id = read.get(0).id();
        List<SecurityGroup> versions = read;
        if (ids.isRepeated(id)) {
            if (!done.add(id)) {
                return;
            }
            versions = repeats.getOrDefault(id, read);
        }
        if (!rules.isEmpty()) {
            versions = withRules(id, versions);
        }
        if (versions.size() == 1) {
            output.group(versions.get(0));
            return;
        }
        if (read.size() == 1) {
            output.problem(new Problem(
                    versions.get(1).origin(),
                    Quoted.of(id) + " differs from what stands at "
                            + versions.get(0).origin() + ": expected one answer; the worse of both is judged"));
        }
        output.versions(versions);
    }

    private List<SecurityGroup> withRules(String id, List<SecurityGroup> versions) {
        if (rules.of(id).isEmpty()) {
            return versions;
        }
        joined.add(id);
        List<SecurityGroup> all = new ArrayList<>();
        for (SecurityGroup version : versions) {
            all.addAll(join.join(version, rules.of(id).get()));
        }
        return all;
    }
}
