variable "name" { type = string }
variable "rules" { type = list(object({ port = number, cidrs = list(string), text = optional(string, "") })) }

resource "aws_security_group" "this" {
  name = var.name
  dynamic "egress" {
    for_each = { for rule in var.rules : rule.text => rule }
    content {
      description = egress.key
      from_port   = egress.value.port
      to_port     = egress.value.port
      protocol    = "tcp"
      cidr_blocks = egress.value.cidrs
    }
  }
}
