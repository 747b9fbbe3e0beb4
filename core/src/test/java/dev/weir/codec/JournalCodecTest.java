package dev.weir.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.inventory.ConnectionTracking;
import dev.weir.net.IpAddress;
import dev.weir.net.Service;
import dev.weir.remediation.Changes;
import dev.weir.remediation.JournalEntry;
import dev.weir.remediation.JournalEntry.Answered;
import dev.weir.remediation.JournalEntry.AssociatedInterface;
import dev.weir.remediation.JournalEntry.Opened;
import dev.weir.remediation.JournalEntry.Surroundings;
import dev.weir.remediation.JournalFailure;
import dev.weir.remediation.WriteAnswer;
import dev.weir.review.AnsweredDoubt;
import dev.weir.review.Doubt;
import dev.weir.review.Needed;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalCodecTest {

    private static final List<JournalEntry> ENTRIES = JournalEntries.ENTRIES;

    @Test
    void writesTheBytesItAlwaysWrote() {
        String hash = JournalCodec.START;
        for (JournalEntry entry : ENTRIES) {
            hash = JournalCodec.encode(entry, hash).hash();
        }

        assertThat(hash).isEqualTo("20646f51d70a1d725ce5dcda6e18ebdedf04538aafe37b94be0b5564c0cc2722");
    }

    @Test
    void aChangeWithAParkingGroupIsOfAnotherVersionThatAnOlderWeirRefuses() {
        byte[] file = JournalEntries.file(JournalEntries.PARKING);

        assertThat(JournalCodec.decode(file, "j").entries()).isEqualTo(JournalEntries.PARKING);
        assertThat(new String(file, StandardCharsets.UTF_8)).contains("\"schema\":\"weir.journal/2\"");
        assertThat(new String(JournalEntries.file(ENTRIES), StandardCharsets.UTF_8))
                .contains("\"schema\":\"weir.journal/1\"");
    }

    @Test
    void readsBackWhatItWrote() {
        byte[] file = JournalEntries.file(ENTRIES);

        JournalCodec.Contents contents = JournalCodec.decode(file, "j");

        assertThat(contents.entries()).isEqualTo(ENTRIES);
        assertThat(contents.length()).isEqualTo(file.length);
        assertThat(contents.tail()).isEqualTo(JournalCodec.Tail.CLEAN);
        assertThat(JournalEntries.file(contents.entries())).isEqualTo(file);
    }

    @Test
    void keepsHowLongInterfacesTrackIdleConnections() {
        ConnectionTracking tracking = new ConnectionTracking(
                OptionalLong.of(600), OptionalLong.empty(), OptionalLong.of(45), Optional.of("m8i.large"));
        Opened opened = Changes.opened(List.of(), List.of(), List.of());
        JournalEntry tracked = new Opened(
                opened.at(),
                opened.toolVersion(),
                opened.planDigest(),
                opened.planCreatedAt(),
                opened.group(),
                opened.caller(),
                opened.accepted(),
                opened.before(),
                opened.authorize(),
                opened.intermediate(),
                opened.revoke(),
                new Surroundings(
                        List.of(new AssociatedInterface("eni-1", List.of("sg-1"), List.of(), tracking)),
                        Map.of(),
                        List.of(),
                        Map.of()),
                List.of(),
                Optional.empty());

        assertThat(JournalCodec.decode(JournalEntries.file(List.of(tracked)), "j")
                        .entries())
                .containsExactly(tracked);
    }

    @Test
    void keepsWhoAnsweredWhatAndNothingWhereNobodyDid() {
        Opened opened = Changes.opened(List.of(), List.of(), List.of());
        AnsweredDoubt answer = new AnsweredDoubt(
                Needed.NO,
                "jane \u202e",
                LocalDate.of(2026, 11, 22),
                new Doubt(
                        Doubt.Kind.ONCE,
                        Service.tcp(443),
                        IpAddress.parse("2001:db8::7"),
                        "",
                        3,
                        1,
                        opened.at(),
                        opened.at(),
                        2));
        JournalEntry answered = new Opened(
                opened.at(),
                opened.toolVersion(),
                opened.planDigest(),
                opened.planCreatedAt(),
                opened.group(),
                opened.caller(),
                opened.accepted(),
                opened.before(),
                opened.authorize(),
                opened.intermediate(),
                opened.revoke(),
                opened.surroundings(),
                List.of(answer),
                Optional.empty());

        assertThat(JournalCodec.decode(JournalEntries.file(List.of(answered)), "j")
                        .entries())
                .containsExactly(answered);
        assertThat(new String(JournalEntries.file(List.of(opened)), StandardCharsets.UTF_8))
                .doesNotContain("answers");
    }

    @Test
    void writesLinesThatSomebodyCanRead() {
        String text = new String(JournalEntries.file(List.of(ENTRIES.get(9))), StandardCharsets.UTF_8);

        assertThat(text).isEqualTo("""
            {"previous":"%s","at":"2026-11-22T06:00:00Z","entry":"intended","call":4,"revoke":[{"id":"sgr-1",\
            "protocol":"icmp","fromPort":8,"toPort":0,"destination":{"cidr":"10.0.0.0/8"},\
            "description":"\\"\\\\ \\u0000 \\n é \ud83d\ude00,\\"hash\\":\\"","tags":{"a=b":"<script>"}}],\
            "hash":"%s"}
            """.formatted(
                        JournalCodec.START,
                        JournalCodec.encode(ENTRIES.get(9), JournalCodec.START).hash()));
    }

    @Test
    void leavesOutALineThatWasTorn() {
        byte[] file = JournalEntries.file(ENTRIES);
        int whole = JournalEntries.file(ENTRIES.subList(0, ENTRIES.size() - 1)).length;

        for (int length = whole + 1; length < file.length; length++) {
            byte[] torn = Arrays.copyOf(Arrays.copyOf(file, length), file.length + 100);
            JournalCodec.Contents contents = JournalCodec.decode(torn, "j");

            assertThat(contents.entries()).hasSize(ENTRIES.size() - 1);
            assertThat(contents.length()).isEqualTo(whole);
            assertThat(contents.tail()).isEqualTo(JournalCodec.Tail.TORN);
        }
    }

    @Test
    void refusesAFileInWhichAnyByteWasChanged() {
        byte[] file = JournalEntries.file(ENTRIES.subList(0, 4));

        for (int index = 0; index < file.length - 1; index++) {
            byte[] changed = file.clone();
            changed[index] = (byte) (changed[index] == 'x' ? 'y' : 'x');
            assertThatThrownBy(() -> JournalCodec.decode(changed, "j"))
                    .as("byte %s", index)
                    .isInstanceOf(JournalFailure.class);
        }
    }

    @Test
    void refusesAFileThatMissesALine() {
        byte[] file = JournalEntries.file(ENTRIES);
        int first = JournalEntries.file(ENTRIES.subList(0, 1)).length;
        int second = JournalEntries.file(ENTRIES.subList(0, 2)).length;
        ByteArrayOutputStream cut = new ByteArrayOutputStream();
        cut.write(file, 0, first);
        cut.write(file, second, file.length - second);

        assertThatThrownBy(() -> JournalCodec.decode(cut.toByteArray(), "web.journal"))
                .isInstanceOf(JournalFailure.class)
                .hasMessageStartingWith("line 2 of journal `web.journal` was changed after weir wrote it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "\0\0\0\0\0\0\0\0\0x",
                "\n",
                "# settled by hand",
                "# settled by hand\n",
                "{}",
                "{\"previous\":\"0000\",\"at\":\"2026-11-22T06:00:00Z\",\"entry\":\"closed\"",
                "\0\0\0\0\0\0\0\0\0\n"
            })
    void refusesWhatNoTornWriteLeavesBehindTheLastWholeLine(String text) {
        byte[] whole = JournalEntries.file(ENTRIES);
        for (int reserve : new int[] {0, 3, 5000}) {
            byte[] edit = text.getBytes(StandardCharsets.UTF_8);
            byte[] file = Arrays.copyOf(whole, whole.length + edit.length + reserve);
            System.arraycopy(edit, 0, file, whole.length, edit.length);

            assertThatThrownBy(() -> JournalCodec.decode(file, "j"))
                    .isInstanceOf(JournalFailure.class)
                    .hasMessageContaining("journal `j`")
                    .hasMessageContaining("changed");
        }
    }

    @Test
    void refusesALastLineThatWasEditedAndLostItsLineEnd() {
        byte[] file = JournalEntries.file(ENTRIES);
        String edited = new String(file, StandardCharsets.UTF_8)
                .replaceFirst("back\",\"hash", "forward\",\"hash")
                .strip();

        for (int end = edited.lastIndexOf(",\"hash\":\"") + 12; end <= edited.length(); end++) {
            byte[] cut = edited.substring(0, end).getBytes(StandardCharsets.UTF_8);
            assertThatThrownBy(() -> JournalCodec.decode(cut, "j"))
                    .as("%s", cut.length)
                    .isInstanceOf(JournalFailure.class);
        }
    }

    @Test
    void leavesOutALineOfWhichAnySectorsDidNotReachTheDisk() {
        byte[] whole = JournalEntries.file(ENTRIES.subList(0, 2));
        JournalEntry last = new Answered(
                Changes.START,
                1,
                new WriteAnswer.Done(
                        "r-1", java.util.Collections.nCopies(20, Changes.planned("tcp 443 203.0.113.0/28"))));
        byte[] line = JournalCodec.encode(
                        last,
                        JournalCodec.encode(
                                        ENTRIES.get(1),
                                        JournalCodec.encode(ENTRIES.get(0), JournalCodec.START)
                                                .hash())
                                .hash())
                .bytes();
        byte[] all = Arrays.copyOf(whole, whole.length + line.length);
        System.arraycopy(line, 0, all, whole.length, line.length);
        int first = whole.length / 512;
        int sectors = (all.length + 511) / 512 - first;

        for (int written = 0; written < (1 << sectors) - 1; written++) {
            byte[] torn = Arrays.copyOf(all, all.length + 3000);
            for (int sector = 0; sector < sectors; sector++) {
                if ((written & 1 << sector) == 0) {
                    int from = Math.max(whole.length, (first + sector) * 512);
                    Arrays.fill(torn, from, Math.max(from, Math.min(all.length, (first + sector + 1) * 512)), (byte) 0);
                }
            }
            JournalCodec.Contents contents = JournalCodec.decode(torn, "j");

            assertThat(contents.entries())
                    .as("sectors %s", Integer.toBinaryString(written))
                    .hasSize(2);
            assertThat(contents.length()).isEqualTo(whole.length);
        }
        assertThat(sectors).isBetween(4, 12);
    }

    @Test
    void saysOfAFileThatIsNoJournalThatItIsNone() {
        for (String text : List.of("hello", "hello\n", "{\"schema\":\"weir.findings/1\"}\n", "{}\n", "\n")) {
            assertThatThrownBy(() -> JournalCodec.decode(text.getBytes(StandardCharsets.UTF_8), "web.json"))
                    .isInstanceOf(JournalFailure.class)
                    .hasMessageStartingWith("`web.json` is no journal");
        }
    }
}
