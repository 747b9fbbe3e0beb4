package dev.weir.cli;

import dev.weir.codec.ProfileCodec;
import dev.weir.evidence.Evidence;
import dev.weir.evidence.Loss;
import dev.weir.evidence.ObservedInput;
import dev.weir.flow.FlowLogFormat;
import dev.weir.flow.FlowReading;
import dev.weir.flow.FlowSelection;
import dev.weir.flow.MalformedLine;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.Snapshot;
import dev.weir.operation.FailureException;
import dev.weir.report.TrafficSummary;
import dev.weir.report.commands.Shell;
import dev.weir.report.text.Printable;
import dev.weir.traffic.ProfileSettings;
import dev.weir.traffic.TrafficProfile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/** {@code weir observe}: what the interfaces really talk to, from VPC Flow Logs into a traffic profile. */
final class ObserveCommand implements Command {

    private static final Grammar.Option OUT = new Grammar.Option(
            "--out",
            "FILE",
            Grammar.Times.ONCE,
            "The traffic profile to write. One that is there already is added to; what it holds is not read again.");
    private static final Grammar.Option LOG_FORMAT = new Grammar.Option(
            "--log-format",
            "FORMAT",
            Grammar.Times.MANY,
            "The fields of lines without a header, as EC2 writes them: '${version} ${account-id} …'. Default: version"
                    + " 2.");
    private static final Grammar.Option REGION = new Grammar.Option(
            Inventories.REGION.name(),
            "REGION",
            Grammar.Times.MANY,
            "Only this Region's records, and without --inventory the live account there; or `all`; may be repeated.");
    private static final Grammar.Option GROUP =
            new Grammar.Option("--group", "ID", Grammar.Times.MANY, "Only interfaces that wear this security group.");
    private static final Grammar.Option THREADS = new Grammar.Option(
            "--threads", "N", Grammar.Times.ONCE, "How many files to read at once. Default: one per processor.");

    private static final int SAID = 10;
    private static final int MOST_THREADS = 256;

    @Override
    public Grammar grammar() {
        List<Grammar.Option> options = new ArrayList<>(List.of(OUT, Histories.INVENTORY));
        options.addAll(Selections.options());
        options.addAll(List.of(REGION, GROUP, LOG_FORMAT, THREADS));
        return new Grammar(
                "observe",
                "Learn from VPC Flow Logs what security groups really need.",
                "FLOWS",
                1,
                Grammar.MANY,
                "Files or folders of flow logs: text, gzip or Parquet, of any version; or traffic profiles to merge.",
                withLiveOptions(options),
                List.of(
                        new Grammar.Example(
                                "weir observe examples/acme/flows --inventory examples/acme --out acme.profile",
                                "Learn from a folder; no AWS call is made."),
                        new Grammar.Example(
                                "weir observe AWSLogs --last 30d --inventory snapshots --out acme.profile",
                                "Add the last 30 days, with a series of snapshots telling who wore which group"
                                        + " when.")));
    }

    /** Those of the live account, of which {@code --region} tells here whose records are taken as well. */
    private static List<Grammar.Option> withLiveOptions(List<Grammar.Option> options) {
        return Inventories.withLiveOptions(options.toArray(Grammar.Option[]::new)).stream()
                .filter(option -> option.equals(REGION) || !option.name().equals(REGION.name()))
                .toList();
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) {
        Path out = Inventories.path(
                arguments.one(OUT.name()).orElseThrow(() -> new UsageException("`--out FILE` is missing")));
        List<FlowLogFormat> formats = formats(arguments);
        int threads = threads(arguments);
        List<Path> flows = new ArrayList<>();
        List<Path> profiles = new ArrayList<>();
        for (String word : arguments.words()) {
            Path path = Inventories.path(word);
            (Traffic.isProfile(path) ? profiles : flows).add(path);
        }
        Evidence before = evidence(out, profiles);
        FlowProgress progress = new FlowProgress(surroundings);
        FlowSelection selection = Selections.of(arguments, surroundings.clock());
        Function<Set<String>, FutureTask<FlowReadings.Outcome>> reading = interfaces -> started(
                "weir-flows",
                () -> new FlowReadings(selection, interfaces, formats, threads).of(flows, before, progress));
        Optional<FutureTask<FlowReadings.Outcome>> begun =
                arguments.all(GROUP.name()).isEmpty() ? Optional.of(reading.apply(Set.of())) : Optional.empty();
        Histories histories = Histories.of(arguments, surroundings);
        FutureTask<FlowReadings.Outcome> read = begun.orElseGet(() -> reading.apply(interfaces(arguments, histories)));
        boolean inventoryRead = progress.aside(() -> histories.say(surroundings));
        FlowReadings.Outcome outcome = result(read);
        progress.end();
        TrafficProfile profile = saved(outcome.evidence(), out, histories);
        boolean allRead = say(outcome, surroundings);
        surroundings.print(new TrafficSummary(
                        profile,
                        outcome.evidence().records(),
                        Printable.of(out.toString()),
                        surroundings.terminal().get())
                .render());
        surroundings.print("next: " + next(arguments, out) + "\n");
        return allRead && inventoryRead ? ExitCode.CLEAN : ExitCode.INCOMPLETE;
    }

    static Evidence merged(Evidence evidence, Path profile) {
        Evidence other = Traffic.read(profile);
        Set<String> known = FlowReadings.contents(evidence);
        List<String> twice = other.inputs().stream()
                .filter(input -> !evidence.knows(input.digest()))
                .filter(input -> known.contains(FlowReadings.content(input.digest())))
                .map(ObservedInput::name)
                .toList();
        if (!twice.isEmpty()) {
            throw new FailureException(
                    "`" + Printable.of(profile.toString()) + "` cannot be added: it holds another part of "
                            + Counted.of(twice.size(), "input") + ", such as `" + Printable.of(twice.get(0))
                            + "`, and what both parts hold would count twice; help: observe all of it into a new"
                            + " profile");
        }
        try {
            return evidence.merge(other);
        } catch (IllegalArgumentException overlap) {
            throw new FailureException(
                    "`" + Printable.of(profile.toString()) + "` cannot be added: "
                            + Printable.of(String.valueOf(overlap.getMessage())),
                    overlap);
        }
    }

    private static List<FlowLogFormat> formats(Arguments arguments) {
        List<FlowLogFormat> formats = new ArrayList<>();
        for (String text : arguments.all(LOG_FORMAT.name())) {
            try {
                formats.add(FlowLogFormat.parse(text));
            } catch (IllegalArgumentException wrong) {
                throw new UsageException("`--log-format`: " + Printable.of(String.valueOf(wrong.getMessage())), wrong);
            }
        }
        return formats;
    }

    private static int threads(Arguments arguments) {
        Optional<String> text = arguments.one(THREADS.name());
        if (text.isEmpty()) {
            return Runtime.getRuntime().availableProcessors();
        }
        if (text.get().matches("[1-9][0-9]{0,2}") && Integer.parseInt(text.get()) <= MOST_THREADS) {
            return Integer.parseInt(text.get());
        }
        throw new UsageException(
                "`--threads`: expected 1 to " + MOST_THREADS + ", found `" + Printable.of(text.get()) + "`");
    }

    private static Set<String> interfaces(Arguments arguments, Histories histories) {
        Set<String> interfaces = new HashSet<>();
        for (String group : arguments.all(GROUP.name())) {
            Set<String> wearers = new HashSet<>();
            for (Snapshot snapshot : histories.inventory().snapshots().values()) {
                for (NetworkInterface wearer : snapshot.wearersOf(group)) {
                    wearers.add(wearer.id());
                }
            }
            if (wearers.isEmpty()) {
                throw new FailureException("no interface in the inventory wears `" + Printable.of(group)
                        + "`, so none of its traffic can be told; help: give an inventory of the time of the"
                        + " flow logs");
            }
            interfaces.addAll(wearers);
        }
        return interfaces;
    }

    /** What is there already, and what other profiles hold. */
    private static Evidence evidence(Path out, List<Path> profiles) {
        Evidence evidence = Files.exists(out) ? Traffic.read(out) : Evidence.empty();
        for (Path profile : profiles) {
            evidence = merged(evidence, profile);
        }
        return evidence;
    }

    /** Saves the evidence and draws the profile from it, side by side. */
    private static TrafficProfile saved(Evidence evidence, Path out, Histories histories) {
        FutureTask<Path> saving = started("weir-save", () -> {
            write(evidence, out);
            return out;
        });
        TrafficProfile profile;
        try {
            profile = TrafficProfile.of(evidence, histories.inventory(), ProfileSettings.DEFAULT);
        } finally {
            result(saving);
        }
        return profile;
    }

    /** Work that goes on beside this thread, and ends with the process at the latest. */
    private static <T> FutureTask<T> started(String name, Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    private static <T> T result(FutureTask<T> work) {
        try {
            return work.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof FailureException told) {
                throw told;
            }
            if (failed.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("what went on beside this thread broke", failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new FailureException("interrupted while observing", stopped);
        }
    }

    private static void write(Evidence evidence, Path out) {
        try (OutputFile file = OutputFile.at(out);
                OutputStream stream = new BufferedOutputStream(file.stream())) {
            ProfileCodec.write(evidence, stream);
            stream.flush();
            file.keep();
        } catch (IOException failed) {
            throw new FailureException(
                    "`" + Printable.of(out.toString()) + "` cannot be written: "
                            + Printable.of(String.valueOf(failed.getMessage())),
                    failed);
        }
    }

    /** Says what was skipped and what was lost; true if nothing was lost. */
    static boolean say(FlowReadings.Outcome outcome, Surroundings surroundings) {
        Problems.say(outcome.problems(), surroundings);
        if (!outcome.known().isEmpty()) {
            surroundings.say("weir: skipped " + Counted.of(outcome.known().size(), "file")
                    + " that the profile already holds, such as "
                    + Printable.of(outcome.known().get(0)));
        }
        if (outcome.outside() > 0) {
            surroundings.say("weir: left " + Counted.of(outcome.outside(), "file")
                    + " unopened, whose names lie outside of what was asked for");
        }
        if (outcome.beside().count() > 0) {
            surroundings.say("weir: passed over " + Counted.of(outcome.beside().count(), "file")
                    + " without VPC flow logs " + Printable.of(outcome.beside().toString()));
        }
        int said = 0;
        long unsaid = 0;
        boolean allRead = outcome.problems().isEmpty();
        for (FlowReading reading : outcome.readings()) {
            for (String line : lines(reading)) {
                if (said++ < SAID) {
                    surroundings.say("weir: " + Printable.of(line));
                } else {
                    unsaid++;
                }
            }
            allRead &= reading.complete();
        }
        if (unsaid > 0) {
            surroundings.say("weir: and " + unsaid + " more");
        }
        LossWords.of(outcome.losses()).forEach(line -> surroundings.say("weir: " + Printable.of(line)));
        long lost = outcome.losses().stream().mapToLong(Loss::records).sum();
        boolean nothing = lost > 0 && lost == outcome.records();
        return allRead && !nothing && outcome.losses().stream().noneMatch(Loss::isOfSomebody);
    }

    private static List<String> lines(FlowReading reading) {
        List<String> lines = new ArrayList<>();
        reading.problem()
                .ifPresent(problem -> lines.add(reading.object() + ": " + problem
                        + (reading.records() == 0
                                ? ""
                                : "; the " + Counted.of(reading.records(), "record")
                                        + " before that stand; help: observe into a new profile once"
                                        + " the file is whole")));
        reading.declined()
                .filter(any -> !reading.isPassedOver())
                .ifPresent(other -> lines.add(reading.object() + ": holds besides " + other));
        if (reading.malformed() > 0) {
            StringBuilder text = new StringBuilder(reading.object()).append(": ");
            text.append(Counted.of(reading.malformed(), "line")).append(" could not be read");
            for (MalformedLine sample : reading.samples()) {
                text.append("; line ").append(sample.line()).append(' ').append(sample.reason());
            }
            lines.add(text.toString());
        }
        return lines;
    }

    private static String next(Arguments arguments, Path out) {
        StringBuilder line = new StringBuilder("weir scan");
        for (String source : arguments.all(Histories.INVENTORY.name())) {
            line.append(' ').append(Shell.quoted(Printable.of(source)));
        }
        return line.append(" --traffic ")
                .append(Shell.quoted(Printable.of(out.toString())))
                .toString();
    }
}
