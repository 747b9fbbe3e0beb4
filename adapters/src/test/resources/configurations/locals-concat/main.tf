resource "aws_security_group" "web" {
  name = "web"

  dynamic "egress" {
    for_each = local.outbound
    content {
      description = egress.value.description
      from_port   = egress.value.port
      to_port     = egress.value["port"]
      protocol    = egress.value.protocol
      cidr_blocks = egress.value.cidrs
    }
  }
}
