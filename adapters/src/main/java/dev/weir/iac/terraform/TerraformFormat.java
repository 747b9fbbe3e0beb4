package dev.weir.iac.terraform;

import dev.weir.inventory.GroupIds;
import dev.weir.inventory.InventoryFormat;
import java.util.List;

/**
 * Terraform and OpenTofu: configuration, and plans and states in JSON.
 *
 * <p>What one root is told by in several documents is judged once: by the plan, and where no plan speaks of a resource, by the
 * state.
 */
public final class TerraformFormat implements InventoryFormat {

    /** Keys that stand at the beginning of a plan or state, in the tools' own order or sorted. */
    private static final List<String> KEYS = List.of(
            "\"format_version\"",
            "\"terraform_version\"",
            "\"planned_values\"",
            "\"resource_changes\"",
            "\"prior_state\"",
            "\"configuration\"",
            "\"applyable\"",
            "\"check_results\"",
            "\"lineage\"");

    @Override
    public String called() {
        return "Terraform configuration, a plan or state in JSON (`terraform show -json`, `terraform state pull`)";
    }

    @Override
    public boolean recognises(String head, String name) {
        return Configurations.isOne(name)
                || isPlan(head)
                || isLog(head)
                || head.stripLeading().startsWith("{") && KEYS.stream().anyMatch(head::contains);
    }

    /** A saved plan, which is an archive whose first entry has a name of its own. */
    static boolean isPlan(String head) {
        return head.startsWith("PK") && head.contains("tfplan");
    }

    /** What {@code terraform plan -json} prints: what it does, line by line. */
    static boolean isLog(String head) {
        return head.stripLeading().startsWith("{\"@level\"");
    }

    @Override
    public FormatReading begin(GroupIds ids) {
        return new TerraformReading();
    }
}
