resource "aws_security_group" "web" {
  name = "web"

  dynamic "egress" {
    for_each = {
      "database" = { port = 5432, cidr = "10.0.0.0/8" }
      world      = { port = 443, cidr = "0.0.0.0/0" }
      cache : { port : 6379, cidr : "10.9.0.0/16" }
    }
    iterator = rule

    content {
      description = rule.key
      from_port   = rule.value.port
      to_port     = rule.value.port
      protocol    = "tcp"
      cidr_blocks = [rule.value.cidr]
    }
  }
}
