package dev.weir.services;

import dev.weir.inventory.GroupIds;
import dev.weir.inventory.InventoryFormat;

/**
 * What the AWS CLI saves of the services that put security groups on interfaces: launch templates, Auto Scaling, Lambda, ECS, Batch,
 * RDS, load balancers, endpoints, EKS, and the VPCs that groups are associated with.
 *
 * <p>A document with a list of EC2's that judging needs is none of these, even where one of these lists stands beside it.
 */
public final class HolderAnswers implements InventoryFormat {

    @Override
    public String called() {
        return "AWS CLI output of what uses groups (`Functions`, `AutoScalingGroups`, `DBInstances`...)";
    }

    @Override
    public boolean recognises(String head, String name) {
        String start = head.stripLeading();
        return start.startsWith("{") && HolderList.isAnyIn(head)
                || HolderList.ofError(head).isPresent();
    }

    @Override
    public FormatReading begin(GroupIds ids) {
        return new HolderReading();
    }
}
