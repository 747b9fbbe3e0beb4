package dev.weir.world;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;

/**
 * Something that a group does day by day, which keeps what it did in mind.
 *
 * <p>What kind of life it is, its rates and periods, comes from one chance; what happens on a day from another, so that the days
 * to come can be played again and again after one past.
 */
abstract class Habit {

    /** The kinds of life, each with the figures that it is drawn from. */
    enum Kind {
        /** The same few destinations, some of them seldom. */
        STEADY {
            @Override
            Habit draw(int subnet, SplittableRandom life) {
                return new Steady(subnet, 2 + life.nextInt(5), life);
            }
        },
        /** Something new is deployed now and then, and stays. */
        GROWING {
            @Override
            Habit draw(int subnet, SplittableRandom life) {
                return new Growing(subnet, oneIn(life, 4, 300));
            }
        },
        /** A job on a day of the month, toward one place or another place each time. */
        MONTHLY {
            @Override
            Habit draw(int subnet, SplittableRandom life) {
                return new Recurring(subnet, 28 + life.nextInt(4), life.nextInt(28), life.nextBoolean());
            }
        },
        /** A job on a day of the week, toward one place or another place each time. */
        WEEKLY {
            @Override
            Habit draw(int subnet, SplittableRandom life) {
                return new Recurring(subnet, 7, life.nextInt(7), life.nextBoolean());
            }
        },
        /** A vendor whose addresses come and go, out of few or out of many. */
        ROTATING {
            @Override
            Habit draw(int subnet, SplittableRandom life) {
                return new Rotating(subnet, oneIn(life, 1, 60), 2 + life.nextInt(life.nextBoolean() ? 8 : 60_000));
            }
        },
        /** A standby that is called when the first one fails, which it may never have done. */
        FAILING_OVER {
            @Override
            Habit draw(int subnet, SplittableRandom life) {
                return new FailingOver(subnet, oneIn(life, 20, 600), 1 + life.nextInt(3));
            }
        },
        /** A crowd of destinations, of which the next is new the less often the more are known. */
        CROWD {
            @Override
            Habit draw(int subnet, SplittableRandom life) {
                return new Crowd(subnet, 0.3 + 4 * life.nextDouble(), 0.7 * life.nextDouble(), 1 + life.nextInt(4));
            }
        },
        /** Places that are called once and never again. */
        ONCE {
            @Override
            Habit draw(int subnet, SplittableRandom life) {
                return new Once(subnet, oneIn(life, 3, 200));
            }
        };

        abstract Habit draw(int subnet, SplittableRandom life);
    }

    private static final int[] PORTS = {22, 25, 443, 636, 1433, 3306, 5432, 5671, 6379, 8080, 8443, 9092, 9200, 27_017};

    private final int subnet;
    private int places;

    private Habit(int subnet) {
        this.subnet = subnet;
    }

    /** Where a connection goes. */
    record Place(String address, int port) {}

    /** Does what the habit does on a day, to {@code calls}. */
    abstract void live(int day, SplittableRandom chance, BiConsumer<Place, Integer> calls);

    /** A rate between one in so many days and one in so many, each order of magnitude as likely. */
    private static double oneIn(SplittableRandom life, int often, int seldom) {
        return 1 / (often * Math.pow((double) seldom / often, life.nextDouble()));
    }

    /** A place of this habit alone; {@code number} tells its places apart. */
    final Place place(int number) {
        boolean inside = subnet % 3 == 0;
        String address = (inside ? "10.%d.%d.%d" : "151.%d.%d.%d")
                .formatted(inside ? 64 + subnet : 20 + subnet, number / 250 % 250, 1 + number % 250);
        return new Place(address, PORTS[(subnet + number / 3) % PORTS.length]);
    }

    /** A place where nobody called before. */
    final Place another(SplittableRandom chance) {
        places++;
        return place(places * 37 + chance.nextInt(30));
    }

    private static final class Steady extends Habit {

        private final double[] shares;

        Steady(int subnet, int many, SplittableRandom life) {
            super(subnet);
            shares = new double[many];
            for (int i = 0; i < many; i++) {
                shares[i] = i == 0 ? 1 : Math.pow(10, -2.5 * life.nextDouble());
            }
        }

        @Override
        void live(int day, SplittableRandom chance, BiConsumer<Place, Integer> calls) {
            for (int i = 0; i < shares.length; i++) {
                if (chance.nextDouble() < shares[i]) {
                    calls.accept(place(i), day);
                }
            }
        }
    }

    private static final class Growing extends Habit {

        private final double rate;
        private final List<Place> known = new ArrayList<>();

        Growing(int subnet, double rate) {
            super(subnet);
            this.rate = rate;
        }

        @Override
        void live(int day, SplittableRandom chance, BiConsumer<Place, Integer> calls) {
            if (known.isEmpty() || chance.nextDouble() < rate) {
                known.add(another(chance));
            }
            known.forEach(place -> calls.accept(place, day));
        }
    }

    private static final class Recurring extends Habit {

        private final int period;
        private final int phase;
        private final boolean same;

        Recurring(int subnet, int period, int phase, boolean same) {
            super(subnet);
            this.period = period;
            this.phase = phase;
            this.same = same;
        }

        @Override
        void live(int day, SplittableRandom chance, BiConsumer<Place, Integer> calls) {
            if (day % period == phase) {
                calls.accept(same ? place(0) : another(chance), day);
            }
        }
    }

    private static final class Rotating extends Habit {

        private final double rate;
        private final int pool;
        private int now;

        Rotating(int subnet, double rate, int pool) {
            super(subnet);
            this.rate = rate;
            this.pool = pool;
        }

        @Override
        void live(int day, SplittableRandom chance, BiConsumer<Place, Integer> calls) {
            if (day == 0 || chance.nextDouble() < rate) {
                now = chance.nextInt(pool);
            }
            calls.accept(new Place(place(now).address(), 443), day);
        }
    }

    private static final class FailingOver extends Habit {

        private final double rate;
        private final int standbys;

        FailingOver(int subnet, double rate, int standbys) {
            super(subnet);
            this.rate = rate;
            this.standbys = standbys;
        }

        @Override
        void live(int day, SplittableRandom chance, BiConsumer<Place, Integer> calls) {
            boolean fails = chance.nextDouble() < rate;
            calls.accept(place(fails ? 300 * (1 + chance.nextInt(standbys)) : 0), day);
        }
    }

    private static final class Crowd extends Habit {

        private final double strength;
        private final double discount;
        private final int perDay;
        private final List<Integer> called = new ArrayList<>();
        private int known;

        Crowd(int subnet, double strength, double discount, int perDay) {
            super(subnet);
            this.strength = strength;
            this.discount = discount;
            this.perDay = perDay;
        }

        @Override
        void live(int day, SplittableRandom chance, BiConsumer<Place, Integer> calls) {
            for (int i = 0; i < perDay; i++) {
                double fresh = (strength + discount * known) / (strength + called.size());
                int place = called.isEmpty() || chance.nextDouble() < fresh
                        ? known++
                        : called.get(chance.nextInt(called.size()));
                called.add(place);
                calls.accept(new Place(place(place * 61 % 60_000).address(), 443), day);
            }
        }
    }

    private static final class Once extends Habit {

        private final double rate;

        Once(int subnet, double rate) {
            super(subnet);
            this.rate = rate;
        }

        @Override
        void live(int day, SplittableRandom chance, BiConsumer<Place, Integer> calls) {
            if (chance.nextDouble() < rate) {
                calls.accept(another(chance), day);
            }
        }
    }
}
