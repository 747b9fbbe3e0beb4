variable "name" {}
variable "rules" {
  default = []
}

resource "aws_security_group" "this" {
  name = var.name
  dynamic "egress" {
    for_each = var.rules
    content {
      from_port   = egress.value.from
      to_port     = egress.value.to
      protocol    = "tcp"
      cidr_blocks = [egress.value.cidr]
    }
  }
}
