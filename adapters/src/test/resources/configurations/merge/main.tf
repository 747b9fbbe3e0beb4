locals {
  common = { ("dns") = "10.0.0.10/32" }
}

resource "aws_security_group" "web" {
  name = "web"
}

resource "aws_vpc_security_group_egress_rule" "out" {
  for_each = merge(local.common, {
    "world.v4" : "0.0.0.0/0",
    office = "198.51.100.0/24"
  })
  security_group_id = aws_security_group.web.id
  description       = each.key
  ip_protocol       = -1
  cidr_ipv4         = each.value
}
