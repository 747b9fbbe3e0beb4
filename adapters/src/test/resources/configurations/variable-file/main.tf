variable "outbound" {
  type = map(object({
    port  = number
    cidrs = optional(list(string), ["10.0.0.0/8"])
  }))
}

resource "aws_security_group" "web" {
  name = "web"
  dynamic "egress" {
    for_each = var.outbound
    content {
      description = egress.key
      from_port   = egress.value.port
      to_port     = egress.value.port
      protocol    = "tcp"
      cidr_blocks = egress.value.cidrs
    }
  }
}
