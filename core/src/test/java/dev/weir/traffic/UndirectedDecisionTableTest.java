package dev.weir.traffic;

/** The decision table for records that do not say their direction, with an inventory that knows the interface: row 12. */
class UndirectedDecisionTableTest extends DecisionTableTest {

    @Override
    String line(String line) {
        return line.substring(0, line.lastIndexOf(' '));
    }

    @Override
    String header() {
        return super.header().replace(" flow-direction", "");
    }

    @Override
    InventoryHistory inventory() {
        return InventoryHistory.of(holding("10.0.0.5"));
    }

    @Override
    Confidence surest() {
        return Confidence.HIGH;
    }
}
