locals {
  egress = {
    https = { port = 443, cidrs = ["0.0.0.0/0"] }
    db    = { port = 5432, cidrs = ["10.0.0.0/8", "172.16.0.0/12"] }
  }
}

resource "aws_security_group" "web" { name = "web" }

resource "aws_security_group_rule" "egress" {
  for_each          = local.egress
  security_group_id = aws_security_group.web.id
  type              = "egress"
  description       = "to ${each.key}"
  protocol          = "tcp"
  from_port         = each.value.port
  to_port           = each.value["port"]
  cidr_blocks       = each.value.cidrs
}
