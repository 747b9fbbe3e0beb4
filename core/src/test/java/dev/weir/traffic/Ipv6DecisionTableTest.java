package dev.weir.traffic;

/** The decision table for IPv6, which goes the plain way into the evidence. */
class Ipv6DecisionTableTest extends DecisionTableTest {

    @Override
    String local() {
        return "2001:db8::5";
    }

    @Override
    String peer() {
        return "2001:db8:2::7";
    }
}
