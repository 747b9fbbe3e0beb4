# Frontend
resource "aws_security_group" "web" {
  name        = "web"
  description = "front \"end\""
  vpc_id      = var.vpc_id

  // outbound: everything, for now
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }

  tags = { Name = "web" }
}

variable "vpc_id" { type = string }

resource "aws_security_group" "db" {
  name = "db"
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
