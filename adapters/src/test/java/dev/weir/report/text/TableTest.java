package dev.weir.report.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {

    private static String shown(int width) {
        Table table = new Table(
                0,
                4,
                Table.Column.cut("GROUP", 0, 12, 40),
                Table.Column.number("RULES"),
                Table.Column.kept("READY"),
                Table.Column.below("FILE", Integer.MAX_VALUE).saying("in "));
        table.row("sg-0a1b2c3d payments-worker", "12", "yes", "plans/sg-0a1b2c3d.json");
        table.row("sg-0a1b2c3e db", "3", "no", "plans/b.json");
        table.row("eni-0a1b2c3f with sg-0a1b2c3d", "3", "no", "");
        table.below("said below");
        return new TextLines(width).table(table).toString();
    }

    @Test
    void isAsWideAsItsCellsWhereThereIsRoom() {
        assertThat(shown(80)).isEqualTo("""
                GROUP                          RULES  READY  FILE
                sg-0a1b2c3d payments-worker       12  yes    plans/sg-0a1b2c3d.json
                sg-0a1b2c3e db                     3  no     plans/b.json
                eni-0a1b2c3f with sg-0a1b2c3d      3  no
                    said below
                """);
    }

    @Test
    void cutsNamesFirstAndSaysBelowWhatAnIdWouldBeLostWith() {
        assertThat(shown(60)).isEqualTo("""
                GROUP                   RULES  READY  FILE
                sg-0a1b2c3d payments-…     12  yes    plans/sg-0a1b2c3d.json
                sg-0a1b2c3e db              3  no     plans/b.json
                eni-0a1b2c3f …              3  no
                    with sg-0a1b2c3d
                    said below
                """);
    }

    @Test
    void putsCellsBelowTheirRowWhereCuttingNamesIsNotEnough() {
        assertThat(shown(50)).isEqualTo("""
                GROUP                RULES  READY  FILE
                sg-0a1b2c3d paymen…     12  yes
                    in plans/sg-0a1b2c3d.json
                sg-0a1b2c3e db           3  no     plans/b.json
                eni-0a1b2c3f …           3  no
                    with sg-0a1b2c3d
                    said below
                """);
    }

    @Test
    void writesWhatFollowsAnEmptyCellFromThereOn() {
        Table table = new Table(2, 4, Table.Column.kept(""), Table.Column.cut("", 0, 5, 20));
        table.row("tcp 443", "10.0.0.0/8");
        table.row("", "not read whole");

        assertThat(new TextLines(80).table(table)).hasToString("""
                  tcp 443  10.0.0.0/8
                  not read whole
                """);
    }
}
