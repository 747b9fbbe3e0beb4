resource "aws_security_group" "web" {
	name="web"
	ingress {
		protocol="tcp"
		from_port=443
		to_port=443
		cidr_blocks=["0.0.0.0/0"]
	}
	egress {
		protocol="-1"
		from_port=0
		to_port=0
		cidr_blocks=["0.0.0.0/0"]
		ipv6_cidr_blocks=["::/0"]
	}
egress {
protocol="tcp"
from_port=5432
to_port=5432
cidr_blocks=["10.20.0.0/16"]
}
}
