package dev.weir;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The house of docs/architecture.md, as data: which room may use which.
 *
 * <p>A room that is still empty passes. To add a room, add it here and to the table in docs/architecture.md.
 */
class HouseTest {

    /** Rooms of core, from the ground up: each may use those before it. */
    private static final List<String> CORE = List.of(
            "json",
            "net",
            "catalogue",
            "inventory",
            "ec2",
            "services",
            "gzip",
            "flow",
            "evidence",
            "evaluation",
            "finding",
            "traffic",
            "names",
            "recommendation",
            "backtest",
            "review",
            "plan",
            "triage",
            "remediation",
            "ranges",
            "codec",
            "organization",
            "operation",
            "sql");

    /** Rooms around core: each may use all of core, and none of them another. */
    private static final List<String> ADAPTERS =
            List.of("report", "aws", "delivery", "iac", "files", "parquet", "trino");

    /** Rooms that wire the others; each may use those before it. */
    private static final List<String> WIRING = List.of("watch", "serve", "cli");

    /** What the job on a cluster wires, in a jar of its own that no room loads; its own RoomTest holds the rest. */
    private static final List<String> WIRED_BY_SPARK = List.of("report", "files", "parquet");

    /** Libraries that one room keeps to itself, by package. */
    private static final Map<String, List<String>> LIBRARIES = Map.of(
            "tools.jackson..", List.of("json", "flow"),
            "software.amazon.awssdk..", List.of("aws"),
            "com.jerolba..", List.of("parquet"),
            "com.github.luben..", List.of("parquet"),
            "org.apache.parquet..", List.of("parquet"),
            "org.apache.hadoop..", List.of("parquet", "spark"),
            "org.apache.spark..", List.of("spark"),
            "picocli..", WIRING);

    private static final Map<String, List<String>> MAY_USE = table();

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.weir");

    private static Map<String, List<String>> table() {
        Map<String, List<String>> mayUse = new LinkedHashMap<>();
        for (int room = 0; room < CORE.size(); room++) {
            mayUse.put(CORE.get(room), CORE.subList(0, room));
        }
        for (String adapter : ADAPTERS) {
            mayUse.put(adapter, CORE);
        }
        for (int room = 0; room < WIRING.size(); room++) {
            List<String> below = new ArrayList<>(CORE);
            below.addAll(ADAPTERS);
            below.addAll(WIRING.subList(0, room));
            mayUse.put(WIRING.get(room), List.copyOf(below));
        }
        mayUse.put(
                "spark", Stream.concat(CORE.stream(), WIRED_BY_SPARK.stream()).toList());
        return mayUse;
    }

    static Stream<String> rooms() {
        return MAY_USE.keySet().stream();
    }

    @Test
    void everyClassLivesInARoomOfTheTable() {
        check(classes()
                .that()
                .resideInAPackage("dev.weir..")
                .should()
                .resideInAnyPackage(packages(MAY_USE.keySet()))
                .because("a line that fits no room lacks a noun: name the room here and in docs/architecture.md"));
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void usesOnlyTheRoomsThatTheTableAllows(String room) {
        List<String> forbidden = rooms().filter(other -> !other.equals(room))
                .filter(other -> !MAY_USE.getOrDefault(room, List.of()).contains(other))
                .toList();
        if (forbidden.isEmpty()) {
            return;
        }

        check(noClasses()
                .that()
                .resideInAPackage("dev.weir." + room + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages(forbidden))
                .because("data walks one way"));
    }

    @Test
    void hasNoCyclesBetweenRooms() {
        check(slices().matching("dev.weir.(*)..").should().beFreeOfCycles());
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void keepsALibraryInItsRoom(String library) {
        check(noClasses()
                .that()
                .resideInAPackage("dev.weir..")
                .and()
                .resideOutsideOfPackages(packages(LIBRARIES.getOrDefault(library, List.of())))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .because("its types never leave the room that adapts it"));
    }

    static Stream<String> libraries() {
        return LIBRARIES.keySet().stream().sorted();
    }

    @Test
    void coreDoesNoInputOrOutput() {
        check(noClasses()
                .that()
                .resideInAnyPackage(packages(CORE))
                .should()
                .dependOnClassesThat(describe("touch files, the network or processes", HouseTest::touchesTheWorld))
                .because("core gets bytes and hands bytes back; adapters read and write"));
    }

    @Test
    void coreReadsNoClockNoEnvironmentAndNoRandomness() {
        check(noClasses()
                .that()
                .resideInAnyPackage(packages(CORE))
                .should()
                .accessTargetWhere(describe("reads a clock, the environment or randomness", HouseTest::isAmbient))
                .because("time, settings and seeds come in as arguments, so that two runs give the same bytes"));
    }

    @Test
    void onlyMainEndsTheProcess() {
        check(noClasses()
                .that()
                .resideInAPackage("dev.weir..")
                .and()
                .doNotHaveFullyQualifiedName("dev.weir.cli.Main")
                .should()
                .accessTargetWhere(describe(
                        "ends the process",
                        access -> is(access, System.class, "exit") || is(access, Runtime.class, "halt", "exit"))));
    }

    @Test
    void everyPackageIsNullMarked() {
        check(classes().that().resideInAPackage("dev.weir..").should(liveInANullMarkedPackage()));
    }

    @Test
    void noTwoClassesShareAName() {
        Map<String, List<JavaClass>> named = HOUSE.stream()
                .filter(type -> !type.isAnonymousClass()
                        && !type.isLocalClass()
                        && !type.getSimpleName().isEmpty())
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getSimpleName, TreeMap::new, Collectors.toList()));

        // A nested class is a part of the class around it, and written with its name.
        named.values().removeIf(types -> types.size() == 1 || types.stream().allMatch(JavaClass::isNestedClass));

        assertThat(named.values())
                .as("one name, one meaning: name each by what it is in its room")
                .isEmpty();
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(HOUSE);
    }

    private static String[] packages(Iterable<String> rooms) {
        List<String> packages = new ArrayList<>();
        rooms.forEach(room -> packages.add("dev.weir." + room + ".."));
        return packages.toArray(String[]::new);
    }

    private static final Set<String> FORBIDDEN_IN_CORE = Set.of(
            "java.io.Console",
            "java.io.RandomAccessFile",
            "java.lang.Process",
            "java.lang.ProcessBuilder",
            "java.lang.ProcessHandle",
            "java.security.SecureRandom",
            "java.util.Random",
            "java.util.concurrent.ThreadLocalRandom");

    private static boolean touchesTheWorld(JavaClass type) {
        String name = type.getFullName();
        return FORBIDDEN_IN_CORE.contains(name)
                || name.startsWith("java.io.File")
                || name.startsWith("java.nio.file.")
                || name.startsWith("java.nio.channels.")
                || name.startsWith("java.net.") && !name.equals("java.net.URI");
    }

    private static boolean isAmbient(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getFullName();
        String name = access.getTarget().getName();
        return is(access, System.class, "getenv", "getProperty", "getProperties", "currentTimeMillis", "nanoTime")
                || is(access, System.class, "in", "out", "err", "lineSeparator")
                || is(access, Runtime.class, "exec", "availableProcessors")
                || is(access, Thread.class, "sleep")
                || is(access, Math.class, "random")
                || is(access, java.util.UUID.class, "randomUUID")
                || is(access, java.time.ZoneId.class, "systemDefault")
                || owner.equals("java.time.Clock") && (name.startsWith("system") || name.startsWith("tick"))
                || owner.startsWith("java.time.") && name.equals("now") && !takesAClock(access)
                || owner.equals("java.util.SplittableRandom") && name.equals("<init>") && !takesArguments(access);
    }

    private static boolean is(JavaAccess<?> access, Class<?> owner, String... names) {
        return access.getTargetOwner().getFullName().equals(owner.getName())
                && Set.of(names).contains(access.getTarget().getName());
    }

    private static boolean takesAClock(JavaAccess<?> access) {
        return access.getTarget().getFullName().contains(Clock.class.getName());
    }

    private static boolean takesArguments(JavaAccess<?> access) {
        return !access.getTarget().getFullName().endsWith("()");
    }

    private static ArchCondition<JavaClass> liveInANullMarkedPackage() {
        return new ArchCondition<>("live in a package whose package-info says @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage()
                        .tryGetPackageInfo()
                        .map(info -> info.isAnnotatedWith(NullMarked.class))
                        .orElse(false);
                String message = type.getName() + " lives in `" + type.getPackageName()
                        + "`, which has no package-info.java with @NullMarked";
                events.add(new SimpleConditionEvent(type, marked, message));
            }
        };
    }
}
