package dev.weir.files;

import dev.weir.codec.SnapshotFormat;
import dev.weir.ec2.AwsAnswers;
import dev.weir.ec2.ConfigItems;
import dev.weir.iac.cloudformation.CloudFormationTemplates;
import dev.weir.iac.cloudformation.GivenParameters;
import dev.weir.iac.terraform.TerraformFormat;
import dev.weir.inventory.InventoryFormat;
import dev.weir.services.HolderAnswers;
import java.util.List;

/** The formats of inventories, for tests. */
public final class Formats {

    /** All of them, as the command line wires them. */
    public static final List<InventoryFormat> ALL = List.of(
            new SnapshotFormat(),
            new TerraformFormat(),
            new CloudFormationTemplates(GivenParameters.NONE),
            new ConfigItems(),
            new HolderAnswers(),
            new AwsAnswers());

    private Formats() {}
}
