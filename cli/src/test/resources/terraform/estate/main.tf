terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

provider "aws" {
  region                      = "eu-west-1"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

variable "ports" {
  type    = map(number)
  default = { https = 443, postgres = 5432 }
}

resource "aws_vpc" "main" {
  cidr_block = "10.20.0.0/16"
}

resource "aws_security_group" "inline_open" {
  name   = "inline-open"
  vpc_id = aws_vpc.main.id

  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/1", "128.0.0.0/1"]
  }
}

resource "aws_security_group" "closed" {
  name   = "closed"
  vpc_id = aws_vpc.main.id
}

resource "aws_security_group" "dynamic" {
  name   = "dynamic"
  vpc_id = aws_vpc.main.id

  dynamic "egress" {
    for_each = var.ports
    content {
      from_port   = egress.value
      to_port     = egress.value
      protocol    = "tcp"
      cidr_blocks = egress.key == "https" ? ["0.0.0.0/0"] : ["10.0.0.0/8"]
    }
  }
}

resource "aws_security_group" "each" {
  for_each = { one = "198.51.100.0/24", two = "0.0.0.0/0" }
  name     = "each-${each.key}"
  vpc_id   = aws_vpc.main.id
}

resource "aws_vpc_security_group_egress_rule" "each" {
  for_each          = { one = "198.51.100.0/24", two = "0.0.0.0/0" }
  security_group_id = aws_security_group.each[each.key].id
  ip_protocol       = "tcp"
  from_port         = 1024
  to_port           = 65535
  cidr_ipv4         = each.value
}

resource "aws_security_group" "by_rules" {
  name   = "by-rules"
  vpc_id = aws_vpc.main.id
}

resource "aws_security_group_rule" "tcp" {
  type              = "egress"
  security_group_id = aws_security_group.by_rules.id
  protocol          = "6"
  from_port         = 0
  to_port           = 65535
  ipv6_cidr_blocks  = ["::/0"]
}

resource "aws_security_group_rule" "in" {
  type              = "ingress"
  security_group_id = aws_security_group.by_rules.id
  protocol          = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_blocks       = ["10.0.0.0/8"]
}

module "web" {
  source   = "./modules/web"
  for_each = { a = ["198.51.100.0/24"], b = ["0.0.0.0/0"] }
  name     = "web-${each.key}"
  vpc_id   = aws_vpc.main.id
  to       = each.value
}

resource "aws_vpc_security_group_egress_rule" "into_web" {
  security_group_id = module.web["a"].group.id
  ip_protocol       = "udp"
  from_port         = 53
  to_port           = 53
  cidr_ipv4         = "0.0.0.0/0"
}

module "shared" {
  source             = "./modules/shared"
  name               = "shared"
  vpc_id             = aws_vpc.main.id
  egress_rules       = ["https-443-tcp", "all-icmp"]
  egress_cidr_blocks = ["198.51.100.0/24"]
  egress_with_cidr_blocks = [
    { rule = "postgresql-tcp", cidr_blocks = "0.0.0.0/1,128.0.0.0/1" },
  ]
}

module "shared_closed" {
  source             = "./modules/shared"
  name               = "shared-closed"
  vpc_id             = aws_vpc.main.id
  use_name_prefix    = false
  egress_rules       = ["https-443-tcp"]
  egress_cidr_blocks = ["203.0.113.0/24"]
}
