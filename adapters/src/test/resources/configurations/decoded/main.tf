locals {
  rules = jsondecode(<<JSON
    [{"port": 443, "cidr": "0.0.0.0/0"}, {"port": 22, "cidr": "10.0.0.0/8"}]
  JSON
  )
}

resource "aws_security_group" "web" {
  name = "web"
  tags = { policy = jsonencode({ egress = ["0.0.0.0/0"] }) }
  dynamic "egress" {
    for_each = local.rules
    content {
      from_port   = egress.value.port
      to_port     = egress.value.port
      protocol    = "tcp"
      cidr_blocks = [egress.value.cidr]
    }
  }
}
