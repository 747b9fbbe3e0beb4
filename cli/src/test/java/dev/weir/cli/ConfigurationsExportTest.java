package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.iac.WrittenCode;
import dev.weir.iac.terraform.TerraformFormat;
import dev.weir.inventory.InventoryFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Configurations of Terraform and OpenTofu, written to look like real ones. */
class ConfigurationsExportTest extends WrittenCodeExport {

    static List<WrittenCode> configurations() {
        return WrittenCode.all("configurations");
    }

    @Override
    String form() {
        return "terraform";
    }

    @Override
    InventoryFormat format() {
        return new TerraformFormat();
    }

    @Override
    Path config(Path root, WrittenCode code) {
        return root;
    }

    @Test
    void thereAreForty() {
        assertThat(configurations()).hasSizeGreaterThanOrEqualTo(40);
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void isNarrowedOrRefusedWithThePlace(WrittenCode code) throws IOException {
        assertNarrowedOrRefused(code);
    }
}
