package dev.weir.cli;

import dev.weir.files.JournalFolder;
import dev.weir.files.OutputFile;
import dev.weir.operation.VerifyOperation;
import dev.weir.report.RejectText;
import dev.weir.report.html.VerifyPage;
import dev.weir.report.text.Printable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** {@code weir verify}: whether a change denied anything that it should not have. */
final class VerifyCommand implements Command {

    static final Grammar.Option FLOWS =
            Grammar.Option.many("--flows", "FLOWS", "Files or folders of flow logs, as for observe; may be repeated.");

    @Override
    public Grammar grammar() {
        return new Grammar(
                "verify",
                "Look in flow logs for traffic that a change denies.",
                "JOURNAL",
                1,
                1,
                "The journal that `weir apply` wrote.",
                List.of(
                        FLOWS,
                        Format.option(Format.OfRejects.values()),
                        Flows.REQUEST_PAYER,
                        Inventories.PROFILE,
                        Inventories.ENDPOINT_URL),
                List.of(new Grammar.Example(
                        "weir verify .weir/journal/sg-0a1b2c3d-20261122T060000Z.journal --flows flows/",
                        "Rejected flows that the old rules permitted and the new deny, against the time before.")));
    }

    @Override
    public int run(Arguments arguments, ProcessContext surroundings) {
        if (!arguments.has(FLOWS)) {
            throw new UsageException("`--flows FLOWS` is missing");
        }
        List<Format<Format.OfRejects>> formats = Format.of(arguments, Format.OfRejects.values());
        Path journal = Inventories.path(arguments.words().get(0));
        VerifyOperation.Result seen = new VerifyOperation(JournalFolder.of(journal, Changing.own()))
                .run(new VerifyOperation.Request(
                        journal.toString(), Changing.flowLogs(arguments, surroundings.clock())));
        seen.problems().forEach(problem -> surroundings.say("weir: " + Printable.of(problem)));
        Flows.say(seen.beside(), surroundings);
        for (Format<Format.OfRejects> format : formats) {
            String answer = format.kind() == Format.OfRejects.HTML
                    ? new VerifyPage(seen, journal.toString(), surroundings.version()).render()
                    : RejectText.words(seen) + RejectText.next(seen, journal.toString());
            format.file()
                    .ifPresentOrElse(
                            file -> OutputFile.write(file, answer.getBytes(StandardCharsets.UTF_8)),
                            () -> surroundings.answer(answer));
        }
        if (!seen.isObserved()) {
            return ExitCode.INCOMPLETE;
        }
        return seen.rejects().denied().isEmpty() ? ExitCode.CLEAN : ExitCode.FOUND;
    }
}
