outbound = {
  db    = { port = 5432 }
  https = { port = 443, cidrs = ["0.0.0.0/0"] } // ask the network team
}
