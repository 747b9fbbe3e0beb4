variable "name" {
  type = string
}

variable "rules" {
  type = list(object({ port = number, cidr = string, description = string }))
}

resource "aws_security_group" "this" {
  name = var.name

  dynamic "egress" {
    for_each = var.rules
    content {
      description = egress.value.description
      from_port   = egress.value.port
      to_port     = egress.value.port
      protocol    = "tcp"
      cidr_blocks = [egress.value.cidr]
    }
  }
}
