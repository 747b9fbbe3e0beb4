# A group in the manner of modules that many share: rules are counted, some by name, some as maps.

variable "name" {
  type = string
}

variable "egress_rules" {
  type    = list(string)
  default = []
}

variable "egress_cidr_blocks" {
  type    = list(string)
  default = ["0.0.0.0/0"]
}

variable "egress_with_cidr_blocks" {
  type    = list(map(string))
  default = []
}

locals {
  rules = {
    all-all = [-1, -1, "-1", "All protocols"]
  }
}

resource "aws_security_group" "this" {
  name = var.name
}

resource "aws_security_group_rule" "egress_rules" {
  count             = length(var.egress_rules)
  security_group_id = aws_security_group.this.id
  type              = "egress"
  cidr_blocks       = var.egress_cidr_blocks
  description       = local.rules[var.egress_rules[count.index]][3]
  from_port         = local.rules[var.egress_rules[count.index]][0]
  to_port           = local.rules[var.egress_rules[count.index]][1]
  protocol          = local.rules[var.egress_rules[count.index]][2]
}

resource "aws_security_group_rule" "egress_with_cidr_blocks" {
  count             = length(var.egress_with_cidr_blocks)
  security_group_id = aws_security_group.this.id
  type              = "egress"
  cidr_blocks       = split(",", var.egress_with_cidr_blocks[count.index]["cidr_blocks"])
  description       = lookup(var.egress_with_cidr_blocks[count.index], "description", "Egress Rule")
  from_port         = lookup(var.egress_with_cidr_blocks[count.index], "from_port", "0")
  to_port           = lookup(var.egress_with_cidr_blocks[count.index], "to_port", "0")
  protocol          = lookup(var.egress_with_cidr_blocks[count.index], "protocol", "-1")
}
