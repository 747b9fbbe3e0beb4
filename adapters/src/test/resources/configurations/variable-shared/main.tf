variable "anywhere" { default = ["0.0.0.0/0"] }

resource "aws_security_group" "web" {
  name = "web"
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = var.anywhere
  }
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = var.anywhere
  }
}

output "anywhere" { value = var.anywhere }
