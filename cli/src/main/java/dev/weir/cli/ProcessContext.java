package dev.weir.cli;

import dev.weir.finding.Policy;
import dev.weir.remediation.Pacer;
import dev.weir.report.Run;
import dev.weir.report.Terminal;
import dev.weir.report.text.TextLines;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a command finds around it; a test gives its own.
 *
 * @param version weir's own
 * @param out standard output: the answer
 * @param err standard error: the conversation
 * @param environment the environment variables
 * @param clock the time
 * @param terminal what standard output is; asked only when it matters, because finding out takes time
 * @param watched whether somebody watches standard error
 * @param pacing what a change waits by, from the clock that it begins at
 */
record ProcessContext(
        String version,
        OutputStream out,
        OutputStream err,
        Map<String, String> environment,
        Clock clock,
        Supplier<Terminal> terminal,
        Supplier<Boolean> watched,
        Function<Clock, Pacer> pacing) {

    /** A run by this policy, of these sources. */
    Run run(Policy policy, Run.Access access) {
        return new Run(version, clock.instant(), policy, access);
    }

    /** The day that it is, UTC. */
    LocalDate day() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /** What a change that begins now waits by. */
    Pacer pacer() {
        return pacing.apply(clock);
    }

    /** A line for the person at the other end; what cannot be said is left unsaid. */
    void say(String line) {
        sayAsItIs(line + "\n");
    }

    private void sayAsItIs(String text) {
        try {
            err.write(text.getBytes(StandardCharsets.UTF_8));
            err.flush();
        } catch (IOException nobodyListens) {
            // There is no place left to complain.
            return;
        }
    }

    /** A sentence for the person at the other end, in lines as wide as the terminal; whole where there is none. */
    void tell(String sentence) {
        Terminal width = terminal.get();
        say(width.equals(Terminal.NONE) ? sentence : TextLines.wrapped(sentence, width.columns()));
    }

    /** A line that the next one overwrites; an empty one takes it away. */
    void sayOver(String line) {
        sayAsItIs("\r" + line + "\u001b[K");
    }

    /** An answer in lines as wide as the terminal; whole where there is none, and commands to copy whole in any case. */
    void answer(String text) {
        Terminal width = terminal.get();
        TextLines lines = new TextLines();
        text.lines()
                .map(line -> width.equals(Terminal.NONE) || line.contains("aws ec2 ") || line.contains("weir ")
                        ? line
                        : TextLines.wrapped(line, width.columns()))
                .forEach(lines::line);
        print(lines.toString());
    }

    /** The answer, whole. */
    void print(String answer) {
        print(answer.getBytes(StandardCharsets.UTF_8));
    }

    /** The same in bytes. */
    void print(byte[] answer) {
        try {
            out.write(answer);
            out.flush();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
