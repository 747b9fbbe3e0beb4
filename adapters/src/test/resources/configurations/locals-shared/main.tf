locals {
  outbound = [
    "10.0.0.0/8",
    "0.0.0.0/0",
  ]
}

resource "aws_security_group" "web" {
  name = "web"
  dynamic "egress" {
    for_each = local.outbound
    content {
      from_port   = 0
      to_port     = 0
      protocol    = "-1"
      cidr_blocks = [egress.value]
    }
  }
}

resource "aws_security_group" "batch" {
  name = "batch"
  dynamic "egress" {
    for_each = local.outbound
    content {
      from_port   = 0
      to_port     = 0
      protocol    = "-1"
      cidr_blocks = [egress.value]
    }
  }
}
