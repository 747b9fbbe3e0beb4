variable "open" {
  type    = bool
  default = true
}

resource "aws_security_group" "web" {
  name = "web"
}

resource "aws_vpc_security_group_egress_rule" "all" {
  count             = var.open ? 1 : 0
  security_group_id = aws_security_group.web.id
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}
