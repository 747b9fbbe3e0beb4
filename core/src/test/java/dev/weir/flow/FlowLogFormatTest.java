package dev.weir.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlowLogFormatTest {

    @Test
    void theDefaultIsTheFormatThatAwsDocuments() {
        assertThat(FlowLogFormat.DEFAULT.toString())
                .isEqualTo("${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport}"
                        + " ${protocol} ${packets} ${bytes} ${start} ${end} ${action} ${log-status}");
        assertThat(FlowField.all()).hasSize(54);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${version} ${dstaddr} ${brand-new}",
                "version dstaddr brand-new",
                "${version}${dstaddr}${brand-new}",
                " version\tdstaddr,brand-new ",
                "version dstaddr brand_new"
            })
    void takesTheSyntaxOfEc2AndBareNames(String text) {
        FlowLogFormat format = FlowLogFormat.parse(text);

        assertThat(format.columns()).containsExactly("version", "dstaddr", "brand-new");
        assertThat(format.fields()).containsExactly(FlowField.VERSION, FlowField.DSTADDR);
        assertThat(FlowLogFormat.parse(format.toString())).isEqualTo(format);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|the log format is empty",
                "${version} dstaddr|log format holds `dstaddr` outside of ${…}",
                "version version|column `version` stands twice in the log format",
                "foo bar|the log format names no known field, found `foo bar`",
                "version 10.0.0.1|`10.0.0.1` is no field name of a flow log",
                "${}|`` is no field name of a flow log"
            })
    void refusesWhatIsNoFormat(String text, String message) {
        assertThatThrownBy(() -> FlowLogFormat.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2 123456789010 eni-1 172.31.16.139 172.31.16.21 20641 22 6 20 4249 1 2 ACCEPT OK",
                "eni-1 vpc-1 subnet-1",
                "version",
                "version version dstaddr",
                "version ACCEPT dstaddr",
                ""
            })
    void doesNotTakeALineForAHeader(String line) {
        assertThat(FlowLogFormat.ofHeader(line)).isEmpty();
    }
}
