data "aws_ec2_managed_prefix_list" "s3" { name = "com.amazonaws.eu-west-1.s3" }

resource "aws_ec2_managed_prefix_list" "offices" {
  name           = "offices"
  address_family = "IPv4"
  max_entries    = 2
  entry { cidr = "198.51.100.0/24" }
}

resource "aws_security_group" "web" {
  name = "web"
  egress {
    from_port       = 443
    to_port         = 443
    protocol        = "tcp"
    prefix_list_ids = [data.aws_ec2_managed_prefix_list.s3.id, aws_ec2_managed_prefix_list.offices.id]
    cidr_blocks     = ["0.0.0.0/0"]
  }
}
