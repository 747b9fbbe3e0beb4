resource "aws_security_group" "web" {
  name = "web"
}

resource "aws_vpc_security_group_egress_rule" "all" {
  security_group_id = aws_security_group.web.id
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_vpc_security_group_egress_rule" "dns" {
  security_group_id = aws_security_group.web.id
  ip_protocol       = "tcp"
  from_port         = 53
  to_port           = 53
  cidr_ipv4         = "10.0.0.2/32"
}

resource "aws_vpc_security_group_rules_exclusive" "web" {
  security_group_id = aws_security_group.web.id
  ingress_rule_ids  = []
  egress_rule_ids = [
    aws_vpc_security_group_egress_rule.all.id, # for now
    aws_vpc_security_group_egress_rule.dns.id,
  ]
}
