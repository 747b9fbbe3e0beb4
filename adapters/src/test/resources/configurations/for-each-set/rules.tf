resource "aws_vpc_security_group_egress_rule" "out" {
  for_each = toset([
    "10.0.0.0/8",
    "172.16.0.0/12", # the other office
    "0.0.0.0/0",
  ])

  security_group_id = aws_security_group.web.id
  ip_protocol       = "-1"
  cidr_ipv4         = each.key
}
