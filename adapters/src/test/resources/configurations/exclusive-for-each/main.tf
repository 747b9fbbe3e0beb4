resource "aws_security_group" "web" {
  name = "web"
}

resource "aws_vpc_security_group_egress_rule" "out" {
  for_each          = { world = "0.0.0.0/0", private = "10.0.0.0/8" }
  security_group_id = aws_security_group.web.id
  ip_protocol       = "-1"
  cidr_ipv4         = each.value
}

resource "aws_vpc_security_group_rules_exclusive" "web" {
  security_group_id = aws_security_group.web.id
  ingress_rule_ids  = []
  egress_rule_ids   = [for rule in aws_vpc_security_group_egress_rule.out : rule.id]
}
