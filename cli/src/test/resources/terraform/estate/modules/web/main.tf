variable "name" {
  type = string
}

variable "vpc_id" {
  type = string
}

variable "to" {
  type = list(string)
}

resource "aws_security_group" "this" {
  name   = var.name
  vpc_id = var.vpc_id
}

resource "aws_vpc_security_group_egress_rule" "this" {
  count             = length(var.to)
  security_group_id = aws_security_group.this.id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = var.to[count.index]
}

output "group" {
  value = { id = aws_security_group.this.id, name = var.name }
}
