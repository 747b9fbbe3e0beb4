resource "aws_security_group" "web" {
  name = "web"
  egress {
    protocol  = "-1"
    from_port = 0
    to_port   = 0
    ipv6_cidr_blocks = [
      "2001:0DB8:0:0::/32",
      "0:0:0:0:0:0:0:0/0",
    ]
  }
  egress {
    protocol    = "6"
    from_port   = "443"
    to_port     = "443"
    cidr_blocks = ["10.0.0.0/8"]
  }
}
