package dev.weir.flow;

import java.util.Optional;
import java.util.concurrent.Phaser;

/** Where the threads of a pass meet between two objects; the last that comes does what the pause is for. */
final class Pauses {

    private final FlowPass.Pause pause;
    private final Phaser meeting;
    private volatile Optional<RuntimeException> broken = Optional.empty();

    Pauses(FlowPass.Pause pause, int threads) {
        this.pause = pause;
        this.meeting = new Phaser(threads) {
            @Override
            protected boolean onAdvance(int phase, int left) {
                if (left > 0) {
                    paused();
                }
                return left == 0 || broken.isPresent();
            }
        };
    }

    /** An exception that left the phaser would keep the others waiting for ever. */
    private void paused() {
        try {
            pause.run();
        } catch (RuntimeException failed) {
            broken = Optional.of(failed);
        }
    }

    /** Waits for a pause that is due; false if the pass is over because one failed. */
    boolean passed() {
        if (pause.isDue()) {
            meeting.arriveAndAwaitAdvance();
        }
        return broken.isEmpty();
    }

    /** This thread has nothing left to read. */
    void leave() {
        meeting.arriveAndDeregister();
    }

    /** Throws what a pause threw. */
    void end() {
        broken.ifPresent(failed -> {
            throw failed;
        });
    }
}
