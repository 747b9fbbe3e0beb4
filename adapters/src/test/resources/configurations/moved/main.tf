moved {
  from = aws_vpc_security_group_egress_rule.everything
  to   = aws_vpc_security_group_egress_rule.all
}
moved {
  from = aws_security_group.front
  to   = aws_security_group.web
}

resource "aws_security_group" "web" {
  name = "web"
}

resource "aws_vpc_security_group_egress_rule" "all" {
  security_group_id = aws_security_group.web.id
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}
