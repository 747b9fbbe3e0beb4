resource /* a */ "aws_security_group" /* b */ "web" { # c
  name /* d */ = /* e */ "web" // f
  egress { # } not the end
    from_port = 0 /* all
      of them: egress { */
    to_port     = 0
    protocol    = "-1" // -1 = all
    cidr_blocks = [ // who
      # "192.0.2.0/24",
      "10.0.0.0/8", /* inside */
      /* the world */ "0.0.0.0/0", # for now ]
      // "198.51.100.0/24",
    ] # who
  } // the end
  /* egress {
    cidr_blocks = ["0.0.0.0/0"]
  } */
}
