resource "aws_vpc_security_group_egress_rule" "web_db" {
  security_group_id = aws_security_group.web.id
  referenced_security_group_id = "sg-0db"
  ip_protocol = "tcp"
  from_port = 5432
  to_port = 5432
}


# everything, see OPS-1
resource "aws_vpc_security_group_egress_rule" "web_all" {
  security_group_id = aws_security_group.web.id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "-1"
  tags = {
    Ticket = "OPS-1"
  }
}


resource "aws_vpc_security_group_egress_rule" "other" {
  security_group_id = "sg-0other"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "-1"
}
