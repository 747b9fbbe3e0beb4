variable "destinations" {
  type    = list(string)
  default = ["0.0.0.0/0", "10.0.0.0/8", "192.168.0.0/16"]
}

resource "aws_security_group" "web" {
  name = "web"
}

resource "aws_security_group_rule" "out" {
  count             = length(var.destinations)
  type              = "egress"
  security_group_id = aws_security_group.web.id
  from_port         = 0
  to_port           = 65535
  protocol          = "tcp"
  cidr_blocks       = [var.destinations[count.index]]
}
