locals {
  this_sg_id = aws_security_group.this[0].id
}

resource "aws_security_group" "this" {
  count       = 1
  name        = var.name
  description = "Security Group managed by Terraform"
}

resource "aws_security_group_rule" "egress_rules" {
  count             = length(var.egress_rules)
  security_group_id = local.this_sg_id
  type              = "egress"
  cidr_blocks       = compact(split(",", join(",", var.egress_cidr_blocks)))
  description       = var.rules[var.egress_rules[count.index]][3]
  from_port         = var.rules[var.egress_rules[count.index]][0]
  to_port           = var.rules[var.egress_rules[count.index]][1]
  protocol          = var.rules[var.egress_rules[count.index]][2]
}

resource "aws_security_group_rule" "egress_with_cidr_blocks" {
  count             = length(var.egress_with_cidr_blocks)
  security_group_id = local.this_sg_id
  type              = "egress"
  cidr_blocks = compact(split(",", lookup(var.egress_with_cidr_blocks[count.index], "cidr_blocks", join(",", var.egress_cidr_blocks))))
  description = lookup(var.egress_with_cidr_blocks[count.index], "description", "Egress Rule")
  from_port = lookup(var.egress_with_cidr_blocks[count.index], "from_port", var.rules[lookup(var.egress_with_cidr_blocks[count.index], "rule", "_")][0])
  to_port   = lookup(var.egress_with_cidr_blocks[count.index], "to_port", var.rules[lookup(var.egress_with_cidr_blocks[count.index], "rule", "_")][1])
  protocol  = lookup(var.egress_with_cidr_blocks[count.index], "protocol", var.rules[lookup(var.egress_with_cidr_blocks[count.index], "rule", "_")][2])
}

resource "aws_security_group_rule" "egress_with_ipv6_cidr_blocks" {
  count             = length(var.egress_with_ipv6_cidr_blocks)
  security_group_id = local.this_sg_id
  type              = "egress"
  ipv6_cidr_blocks  = compact(split(",", lookup(var.egress_with_ipv6_cidr_blocks[count.index], "ipv6_cidr_blocks", "")))
  description       = lookup(var.egress_with_ipv6_cidr_blocks[count.index], "description", "Egress Rule")
  from_port         = lookup(var.egress_with_ipv6_cidr_blocks[count.index], "from_port", 0)
  to_port           = lookup(var.egress_with_ipv6_cidr_blocks[count.index], "to_port", 0)
  protocol          = lookup(var.egress_with_ipv6_cidr_blocks[count.index], "protocol", "-1")
}

resource "aws_security_group_rule" "computed_egress_with_cidr_blocks" {
  count             = var.number_of_computed_egress_with_cidr_blocks
  security_group_id = local.this_sg_id
  type              = "egress"
  cidr_blocks       = compact(split(",", lookup(var.computed_egress_with_cidr_blocks[count.index], "cidr_blocks", "")))
  description       = lookup(var.computed_egress_with_cidr_blocks[count.index], "description", "Egress Rule")
  from_port         = lookup(var.computed_egress_with_cidr_blocks[count.index], "from_port", 0)
  to_port           = lookup(var.computed_egress_with_cidr_blocks[count.index], "to_port", 0)
  protocol          = lookup(var.computed_egress_with_cidr_blocks[count.index], "protocol", "-1")
}
