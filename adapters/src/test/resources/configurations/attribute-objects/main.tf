resource "aws_security_group" "web" {
  name = "web"
  egress = [
    {
      description      = "all"
      from_port        = 0
      to_port          = 0
      protocol         = "-1"
      cidr_blocks      = ["0.0.0.0/0"]
      ipv6_cidr_blocks = ["::/0"]
      prefix_list_ids  = null
      security_groups  = []
      self             = false
    }, { description = "db", from_port = 5432, to_port = 5432, protocol = "tcp", cidr_blocks = ["10.0.0.0/8"],
      ipv6_cidr_blocks = [], prefix_list_ids = [], security_groups = [], self = null
    }
  ]
}
