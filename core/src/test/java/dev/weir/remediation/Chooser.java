package dev.weir.remediation;

import java.util.ArrayList;
import java.util.List;

/** Makes every choice of a piece of code in turn: an odometer over choices whose number shows only while running. */
final class Chooser implements Choices {

    private final List<Integer> script = new ArrayList<>();
    private final List<Integer> arities = new ArrayList<>();
    private int position;

    @Override
    public int choose(int options) {
        if (position == script.size()) {
            script.add(0);
            arities.add(options);
        } else {
            arities.set(position, options);
        }
        return script.get(position++);
    }

    /** Turns to the next combination; false when all were made. */
    boolean next() {
        position = 0;
        while (!script.isEmpty()) {
            int last = script.size() - 1;
            if (script.get(last) + 1 < arities.get(last)) {
                script.set(last, script.get(last) + 1);
                return true;
            }
            script.remove(last);
            arities.remove(last);
        }
        return false;
    }
}
