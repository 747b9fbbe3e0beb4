variable "create" { default = true }

resource "aws_security_group" "web" {
  count = var.create ? 1 : 0
  name  = "web"
}

resource "aws_security_group_rule" "all" {
  count             = var.create ? 1 : 0
  type              = "egress"
  from_port         = 0
  to_port           = 0
  protocol          = "-1"
  cidr_blocks       = ["0.0.0.0/0"]
  security_group_id = aws_security_group.web[0].id
}

resource "aws_security_group_rule" "self" {
  count             = var.create ? 1 : 0
  type              = "egress"
  from_port         = 0
  to_port           = 65535
  protocol          = "tcp"
  self              = true
  security_group_id = element(concat(aws_security_group.web.*.id, [""]), 0)
}
