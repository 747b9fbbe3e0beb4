package dev.weir.spark;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What this room may use; HouseTest, which does not see it, holds the other rooms. */
class RoomTest {

    private static final JavaClasses ROOM = new ClassFileImporter()
            .importUrl(ObserveJob.class.getProtectionDomain().getCodeSource().getLocation());

    /** What every Spark 4 has, wherever it runs. */
    private static final Set<String> PLAIN = Set.of(
            "org.apache.spark",
            "org.apache.spark.api.java",
            "org.apache.spark.api.java.function",
            "org.apache.spark.broadcast");

    @Test
    void usesCoreAndWhatReadsFilesAndWordsAReading() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.weir.cli..",
                        "dev.weir.aws..",
                        "dev.weir.delivery..",
                        "dev.weir.iac..",
                        "software.amazon..",
                        "tools.jackson..")
                .check(ROOM);
        noClasses()
                .should()
                .dependOnClassesThat(describe(
                        "render reports",
                        type -> type.getPackageName().startsWith("dev.weir.report")
                                && !type.getPackageName().equals("dev.weir.report.text")))
                .check(ROOM);
    }

    @Test
    void usesOnlySparksPlainCalls() {
        noClasses()
                .should()
                .dependOnClassesThat(describe("are of some version of Spark alone", RoomTest::isSpecial))
                .check(ROOM);
        classes()
                .that()
                .haveSimpleName("ExecutorReaders")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.spark.api.java")
                .check(ROOM);
    }

    private static boolean isSpecial(JavaClass type) {
        return type.getPackageName().startsWith("org.apache.spark") && !PLAIN.contains(type.getPackageName());
    }
}
