locals {
  env     = "dev"
  subnets = [{ cidr = "10.1.0.0/16" }, { cidr = "10.2.0.0/16" }]
  open    = local.env == "prod" ? [] : ["0.0.0.0/0"]
  vpc     = "10.64.0.0/10"
}

resource "aws_security_group" "web" {
  name = format("%s-%s", "web", local.env)
  egress {
    from_port   = 5432
    to_port     = 5432
    protocol    = "tcp"
    cidr_blocks = concat([for s in local.subnets : s.cidr], [cidrsubnet(local.vpc, 6, 1)])
  }
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = flatten([local.open, local.subnets[*].cidr])
  }
}
