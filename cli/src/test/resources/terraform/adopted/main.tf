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

resource "aws_security_group" "db" {
  name = "db"
}

# Rules in the group.
resource "aws_security_group" "inline" {
  name = "inline" # as the account calls it

  egress {
    description     = "to the databases"
    from_port       = 5432
    to_port         = 5432
    protocol        = "tcp"
    security_groups = [aws_security_group.db.id]
  }
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

# Rules that are resources of their own, of both types.
resource "aws_security_group" "beside" {
  name = "beside"
}

resource "aws_vpc_security_group_egress_rule" "all" {
  security_group_id = aws_security_group.beside.id
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_security_group" "of_type" {
  name = "of-type"
}

resource "aws_security_group_rule" "world" {
  type              = "egress"
  security_group_id = aws_security_group.of_type.id
  protocol          = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_blocks       = ["0.0.0.0/0", "10.0.0.0/8"] # one of them stays
  ipv6_cidr_blocks  = ["::/0"]
}

resource "aws_security_group" "each" {
  for_each = toset(["one", "two"])
  name     = "each-${each.key}"
}

resource "aws_vpc_security_group_egress_rule" "each" {
  for_each          = { one = "198.51.100.0/24", two = "0.0.0.0/0" }
  security_group_id = aws_security_group.each[each.key].id
  ip_protocol       = "tcp"
  from_port         = 1024
  to_port           = 65535
  cidr_ipv4         = each.value
}

module "web" {
  source = "./modules/web"
  name   = "module-web"
  rules = [
    { port = 443, cidr = "0.0.0.0/0", description = "everything" }, # for now
    { port = 5432, cidr = "10.0.0.0/8", description = "databases" },
  ]
}

module "other" {
  source = "./modules/web"
  name   = "module-other"
  rules  = [{ port = 443, cidr = "198.51.100.0/24", description = "a partner" }]
}

module "shared" {
  source       = "./modules/shared"
  name         = "module-shared"
  egress_rules = ["all-all"]
}
