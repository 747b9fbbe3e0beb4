package dev.weir.operation;

import dev.weir.finding.Shown;
import dev.weir.flow.FlowReading;
import dev.weir.inventory.Problem;
import java.util.List;

/** Is told how an operation goes while it does; its calls may come from several threads, and must not take long. */
public interface OperationListener {

    /** Nobody listens. */
    OperationListener NONE = new OperationListener() {};

    /** One more security group was read. */
    default void securityGroup() {}

    /** One more network interface was read. */
    default void networkInterface() {}

    /** A document beside the inventory holds something else, and was passed over. */
    default void passedOver(String name) {}

    /** The inventory is read. */
    default void inventoryRead() {}

    /** What of the inventory could not be read, as soon as that is known. */
    default void problems(List<Problem> problems) {}

    /** Not all of what was judged is meant. */
    default void shown(Shown.Part part) {}

    /** So many flow-log objects had been read by a run that did not end, and need not be read again. */
    default void goesOn(int count) {}

    /** So many flow-log objects will be read. */
    default void flowObjects(int count) {}

    /** One of them was. */
    default void flowObjectRead(FlowReading reading) {}

    /** All of them were. */
    default void flowsRead() {}
}
