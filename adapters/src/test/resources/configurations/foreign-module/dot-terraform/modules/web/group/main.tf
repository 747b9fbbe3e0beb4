variable "open" { default = false }
resource "aws_security_group" "this" {
  name = "web"
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = [var.open ? "0.0.0.0/0" : "10.0.0.0/8"]
  }
}
