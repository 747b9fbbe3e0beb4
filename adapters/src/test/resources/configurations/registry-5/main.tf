module "web" {
  source  = "terraform-aws-modules/security-group/aws"
  version = "~> 5.0"

  name   = "web"
  vpc_id = "vpc-1"

  egress_with_cidr_blocks = [
    { rule = "https-443-tcp", cidr_blocks = "10.0.0.0/8" },
    {
      from_port   = 0
      to_port     = 0
      protocol    = "-1"
      description = "everything"
      cidr_blocks = "0.0.0.0/0"
    },
  ]
}
