resource "aws_security_group" "web" {
  name = "web"
}

resource "aws_security_group_rule" "out" {
  type              = "egress"
  from_port         = 443
  to_port           = 443
  protocol          = "tcp"
  cidr_blocks       = ["10.0.0.0/8", "0.0.0.0/0"]
  security_group_id = aws_security_group.web.id
}
