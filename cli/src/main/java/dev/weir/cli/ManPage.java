package dev.weir.cli;

import dev.weir.report.text.TextLines;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** A page for {@code man}, in the macros of man(7), which groff and mandoc both read. */
final class ManPage {

    private static final int SOURCE_COLUMNS = 78;

    /** What is left of 80 columns beside the indent that man gives examples. */
    private static final int EXAMPLE_COLUMNS = 66;

    private final StringBuilder page = new StringBuilder();

    private ManPage(String name, int section, LocalDate day, String version) {
        page.append(".TH \"" + escaped(name.replace(' ', '-').toUpperCase(Locale.ROOT)) + "\" " + section + " " + day
                + " \"" + escaped("weir " + version) + "\"\n");
    }

    /** The page about all commands. */
    static String of(List<Grammar> commands, LocalDate day, String version) {
        ManPage page = new ManPage("weir", 1, day, version);
        page.section("NAME").text("weir - find security groups that are open to the world, and narrow them safely");
        page.section("SYNOPSIS");
        page.line("\\fBweir\\fR \\fICOMMAND\\fR [\\fIOPTIONS\\fR] [\\fIARGUMENTS\\fR]");
        page.section("DESCRIPTION");
        page.text("weir finds EC2 security groups whose outbound rules let traffic out to the whole world, learns from"
                + " VPC Flow Logs what they need, plans the narrowest rules that permit it, and changes the live group or"
                + " the code that makes it.");
        page.section("COMMANDS");
        for (Grammar command : commands) {
            page.item("\\fB" + escaped(command.name()) + "\\fR", command.summary());
        }
        page.exitStatus();
        page.section("ENVIRONMENT");
        HelpTopic.VARIABLES.forEach(
                variable -> page.item("\\fB" + escaped(variable.label()) + "\\fR", variable.words()));
        page.section("EXAMPLES");
        for (Grammar command : commands) {
            command.examples().stream().limit(1).forEach(page::example);
        }
        page.section("SEE ALSO");
        List<String> names = commands.stream()
                .filter(command -> !command.examples().isEmpty())
                .map(command -> "\\fBweir\\-" + escaped(command.name()) + "\\fR(1)")
                .toList();
        page.line(String.join(",\n", names));
        return page.page.toString();
    }

    /** The page about one command. */
    static String of(Grammar command, LocalDate day, String version) {
        ManPage page = new ManPage("weir " + command.name(), 1, day, version);
        page.section("NAME").text("weir-" + command.name() + " - " + phrase(command.summary()));
        page.section("SYNOPSIS");
        page.line("\\fBweir " + escaped(command.name()) + "\\fR [\\fIOPTIONS\\fR]"
                + (command.most() > 0 ? " \\fI" + escaped(command.label()) + "\\fR" : ""));
        page.section("DESCRIPTION").text(command.summary());
        if (!command.about().isEmpty()) {
            page.item("\\fI" + escaped(command.label()) + "\\fR", command.about());
        }
        page.section("OPTIONS");
        for (Grammar.Option option : command.options()) {
            String label = option.label().isEmpty() ? "" : " \\fI" + escaped(option.label()) + "\\fR";
            page.item("\\fB" + escaped(option.name()) + "\\fR" + label, option.description());
        }
        page.item("\\fB\\-h\\fR, \\fB\\-\\-help\\fR", "Show the same in short.");
        page.exitStatus();
        page.section("EXAMPLES");
        command.examples().forEach(page::example);
        page.section("SEE ALSO").line("\\fBweir\\fR(1)");
        return page.page.toString();
    }

    /** The page about what no one command is about. */
    static String of(HelpTopic topic, LocalDate day, String version) {
        ManPage page = new ManPage("weir " + topic.name(), 7, day, version);
        page.section("NAME").text("weir-" + topic.name() + " - " + topic.subject());
        page.section("DESCRIPTION").text(topic.first());
        for (HelpTopic.Item item : topic.items()) {
            page.item("\\fB" + escaped(item.label()) + "\\fR", item.words());
        }
        for (String paragraph : topic.last()) {
            page.line(".PP");
            page.text(paragraph);
        }
        page.section("SEE ALSO").line("\\fBweir\\fR(1)");
        return page.page.toString();
    }

    private void exitStatus() {
        section("EXIT STATUS");
        HelpTopic.CODES.forEach(code -> item(code.label(), code.words()));
    }

    private ManPage section(String name) {
        page.append(".SH ").append(name).append('\n');
        return this;
    }

    private void item(String label, String words) {
        page.append(".TP\n").append(label).append('\n');
        text(words);
    }

    private void example(Grammar.Example example) {
        if (!page.toString().endsWith(".SH EXAMPLES\n")) {
            page.append(".PP\n");
        }
        text(example.purpose());
        page.append(".PP\n.RS 4\n.nf\n");
        CommandLineText.wrapped(example.line(), EXAMPLE_COLUMNS)
                .lines()
                .forEach(line -> line("\\fB" + escaped(line) + "\\fR"));
        page.append(".fi\n.RE\n");
    }

    /** A paragraph; what stands in backticks is a command or a word of one. */
    private void text(String words) {
        StringBuilder out = new StringBuilder();
        boolean code = false;
        for (String part : words.split("`", -1)) {
            out.append(code ? "\\fB" + escaped(part) + "\\fR" : escaped(part));
            code = !code;
        }
        new TextLines(SOURCE_COLUMNS)
                .paragraph(out.toString(), 0, 0)
                .toString()
                .lines()
                .forEach(this::line);
    }

    /** A line that is no request, whatever it begins with. */
    private void line(String roff) {
        page.append(roff.startsWith(".") || roff.startsWith("'") ? "\\&" : "")
                .append(roff)
                .append('\n');
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\e")
                .replace("-", "\\-")
                .replace("'", "\\(aq")
                .replace("^", "\\(ha")
                .replace("~", "\\(ti")
                .replace("`", "\\(ga");
    }

    private static String phrase(String sentence) {
        String bare = sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
        return bare.substring(0, 1).toLowerCase(Locale.ROOT) + bare.substring(1);
    }

    /** The first sentence, with its full stop. */
    static String firstSentence(String text) {
        int end = text.indexOf(". ");
        return end < 0 ? text : text.substring(0, end + 1);
    }
}
