package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.iac.WrittenCode;
import dev.weir.iac.cloudformation.CloudFormationTemplates;
import dev.weir.iac.cloudformation.GivenParameters;
import dev.weir.inventory.InventoryFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Templates of CloudFormation and SAM, written to look like real ones. */
class TemplatesExportTest extends WrittenCodeExport {

    static List<WrittenCode> templates() {
        return WrittenCode.all("templates");
    }

    @Override
    String form() {
        return "cloudformation";
    }

    @Override
    InventoryFormat format() {
        return new CloudFormationTemplates(GivenParameters.NONE);
    }

    @Override
    Path config(Path root, WrittenCode code) {
        return root.resolve(code.file());
    }

    @Test
    void thereAreTwentyFive() {
        assertThat(templates()).hasSizeGreaterThanOrEqualTo(25);
    }

    @ParameterizedTest
    @MethodSource("templates")
    void isNarrowedOrRefusedWithThePlace(WrittenCode code) throws IOException {
        assertNarrowedOrRefused(code);
    }
}
