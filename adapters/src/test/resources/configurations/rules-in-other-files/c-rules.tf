resource "aws_vpc_security_group_egress_rule" "web_all_v6" {
  security_group_id = aws_security_group.web.id
  cidr_ipv6         = "::/0"
  ip_protocol       = "-1"
}
