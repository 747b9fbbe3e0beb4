package dev.weir.iac.cloudformation;

import dev.weir.inventory.GroupIds;
import dev.weir.inventory.InventoryFormat;

/**
 * CloudFormation templates in JSON and YAML, those of SAM among them, and the cloud assemblies that the CDK writes.
 *
 * <p>What is judged is the group that the template makes once it is deployed, with the parameters that are given, or their
 * defaults.
 */
public final class CloudFormationTemplates implements InventoryFormat {

    private final GivenParameters parameters;

    public CloudFormationTemplates(GivenParameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public String called() {
        return "a CloudFormation template (`Resources` whose values have a `Type`)";
    }

    @Override
    public boolean recognises(String head, String name) {
        return Template.mayBegin(head, name) || CloudAssembly.mayBegin(head);
    }

    @Override
    public FormatReading begin(GroupIds ids) {
        return new TemplatesReading(parameters);
    }
}
