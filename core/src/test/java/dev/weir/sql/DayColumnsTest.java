package dev.weir.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A day in the partitions of AWS's own statements, and of others'. */
class DayColumnsTest {

    private static final LocalDate DAY = LocalDate.parse("2026-03-05");

    private static Optional<String> of(String columns, String properties) {
        List<TableColumn> partitions = new ArrayList<>();
        for (String column : columns.split(",")) {
            String[] words = column.strip().split(" ", 2);
            partitions.add(new TableColumn(words[0], words[1]));
        }
        Map<String, String> all = new HashMap<>();
        for (String property : properties.split(";")) {
            all.put(
                    property.split("=")[0].strip(),
                    property.substring(property.indexOf('=') + 1).strip());
        }
        return new DayColumns(new FlowTable(List.of("t"), List.of(), partitions, all, true)).of(DAY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "date date | x=y | \"date\" = DATE '2026-03-05'",
                "aws-region string, year string, month string, day string, hour string | x=y | \"year\" = '2026' AND \"month\" IN ('03', '3') AND \"day\" IN ('05', '5')",
                "region string, year string, month int, day int | x=y | \"year\" = '2026' AND \"month\" = 3 AND \"day\" = 5",
                "region string, day string | projection.day.format=yyyy/MM/dd | \"day\" = '2026/03/05'",
                "region string, date string, hour string | projection.date.format=yyyy/MM/dd; projection.hour.type=integer | \"date\" = '2026/03/05'",
                "datehour string | projection.datehour.format=yyyy/MM/dd/HH | \"datehour\" BETWEEN '2026/03/05/00' AND '2026/03/05/23'",
                "Written varchar | projection.written.type=date; projection.written.format=yyyy-MM-dd | \"Written\" = '2026-03-05'",
                "dt varchar(10) | x=y | \"dt\" IN ('2026/03/05', '2026-03-05', '20260305')",
                "day bigint | x=y | \"day\" = 20260305",
                "day timestamp(6) | x=y | \"day\" >= TIMESTAMP '2026-03-05 00:00:00' AND \"day\" < TIMESTAMP '2026-03-06 00:00:00'",
                "day string | projection.day.format=nonsense | \"day\" = '2026/03/05'"
            })
    void tellsTheDay(String columns, String properties, String predicate) {
        assertThat(of(columns, properties)).contains(predicate);
    }

    @Test
    void tellsNoDayByWhatIsNone() {
        assertThat(of("aws-region string, hour string, year string, month string", "x=y"))
                .isEmpty();
    }
}
