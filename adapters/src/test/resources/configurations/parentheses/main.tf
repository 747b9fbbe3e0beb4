resource "aws_security_group" "web" {
  name = ("web")
  egress {
    from_port   = (0)
    to_port     = ((0))
    protocol    = ("-1")
    cidr_blocks = (["0.0.0.0/0", ])
  }
  egress {
    from_port        = (400 + 43)
    to_port          = (true ? 443 : 80)
    protocol         = lower("TCP")
    cidr_blocks      = (concat((["10.0.0.0/8",]), ([])))
    ipv6_cidr_blocks = ([])
  }
}
