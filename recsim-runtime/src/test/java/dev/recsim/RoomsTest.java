package dev.recsim;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which room has which privilege, and sizes. {@link SourcesTest} checks who imports whom. */
@AnalyzeClasses(
    packages = "dev.recsim",
    importOptions = {DoNotIncludeTests.class, RoomsTest.NotGenerated.class})
class RoomsTest {
  private static final List<String> MODULES =
      List.of(
          "recsim-api",
          "recsim-decide",
          "recsim-core",
          "recsim-testkit",
          "recsim-served",
          "recsim-logs",
          "recsim-fit",
          "recsim-live",
          "recsim-yaml",
          "recsim-index",
          "recsim-serve",
          "recsim-serve-http",
          "recsim-spring-boot-starter",
          "recsim-report",
          "recsim-experimentfile",
          "recsim-runtime",
          "recsim-junit",
          "recsim-dl4j",
          "recsim-onnx",
          "recsim-duckdb",
          "recsim-cli",
          "recsim-maven-plugin",
          "recsim-spark");

  private static final long FILES_OF_A_PACKAGE = 20;
  private static final long FILES_OF_API = 30;

  private static final Set<String> FILE_WRITES =
      Set.of(
          "write",
          "writeString",
          "newBufferedWriter",
          "newOutputStream",
          "newByteChannel",
          "copy",
          "move",
          "delete",
          "deleteIfExists",
          "createFile",
          "createDirectory",
          "createDirectories",
          "createTempFile",
          "createTempDirectory");

  @ArchTest
  static final ArchRule noCyclesOfRooms =
      slices().matching("dev.recsim.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule noCyclesOfPackages =
      slices().matching("dev.recsim.(**)").should().beFreeOfCycles();

  @ArchTest
  static void packagesHaveFewerThanTwentyFiles(JavaClasses classes) {
    Map<String, Long> files =
        classes.stream()
            .filter(JavaClass::isTopLevelClass)
            .collect(groupingBy(JavaClass::getPackageName, counting()));
    assertThat(files).hasSizeGreaterThan(20);
    files.values().removeIf(count -> count < FILES_OF_A_PACKAGE);
    files.computeIfPresent("dev.recsim.api", (api, n) -> n < FILES_OF_API ? null : n);
    assertThat(files).as("packages with too many files").isEmpty();
  }

  @Test
  void filesHaveFewerThan400Lines() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String module : MODULES) {
      try (Stream<Path> all = Files.walk(Path.of("..", module, "src"))) {
        files.addAll(all.filter(file -> file.toString().endsWith(".java")).toList());
      }
    }
    assertThat(files)
        .hasSizeGreaterThan(700)
        .allSatisfy(
            file -> assertThat(Files.readAllLines(file)).as("%s", file).hasSizeLessThan(400));
  }

  @ArchTest static final ArchTests SERVE = ArchTests.in(ServeRules.class);

  @ArchTest static final ArchRule luceneOnlyInIndex = only("index", "org.apache.lucene..");
  @ArchTest static final ArchRule duckDbOnlyInDuckDb = only("duckdb", "org.duckdb..", "java.sql..");

  private static ArchRule only(String room, String... libraries) {
    return noClasses()
        .that()
        .resideOutsideOfPackage("dev.recsim." + room + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(libraries);
  }

  /** What a service needs to act: of Jackson only its streams. */
  @ArchTest
  static final ArchRule agentsNeedFewLibraries =
      noClasses()
          .that(
              resideInAnyPackage(
                      "dev.recsim.env..",
                      "dev.recsim.exact..",
                      "dev.recsim.agent..",
                      "dev.recsim.learn..",
                      "dev.recsim.nn..",
                      "dev.recsim.vectors..",
                      "dev.recsim.stats..",
                      "dev.recsim.io..",
                      "dev.recsim.trial..",
                      "dev.recsim.policy..")
                  .and(not(resideInAPackage("dev.recsim.bridge.http"))))
          .should()
          .dependOnClassesThat(
              resideOutsideOfPackages(
                  "java..",
                  "javax..",
                  "jdk..",
                  "dev.recsim..",
                  "com.fasterxml.jackson.core..",
                  "org.apache.commons.statistics..",
                  "org.apache.commons.numbers.gamma.."));

  @ArchTest
  static final ArchRule yamlOnlyInTwoRooms =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.recsim.experimentfile..", "dev.recsim.yaml..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.yaml..");

  @ArchTest
  static final ArchRule threadsOnlyInExperimentIoAndServe =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.recsim.experiment..", "dev.recsim.io..", "dev.recsim.serve..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("java.util.concurrent")
                  .and(describe("are not values", type -> !isValue(type))))
          .orShould()
          .callConstructor(Thread.class, Runnable.class);

  @ArchTest
  static final ArchRule filesAreWrittenOnlyInStoreIoAndServedLogs =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.recsim.store..",
              "dev.recsim.io..",
              "dev.recsim.contract..",
              "dev.recsim.serve.log..")
          .should()
          .accessTargetWhere(writesFiles())
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.io.FileOutputStream")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.io.FileWriter");

  @ArchTest
  static final ArchRule noHiddenRandomness =
      noClasses()
          .should()
          .callMethod(Math.class, "random")
          .orShould()
          .callMethod(java.util.UUID.class, "randomUUID")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.Random")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.SplittableRandom")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom");

  @ArchTest
  static final ArchRule onlyMainExits =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.recsim.cli..")
          .should()
          .callMethod(System.class, "exit", int.class);

  /** It may be set while a run goes on; the operations tell people by it when a run began. */
  @ArchTest
  static final ArchRule onlyOperationsAndServersReadTheClockAndTheTimesOfFiles =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.recsim.app..", "dev.recsim.cli..", "dev.recsim.serve..")
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .accessTargetWhere(
              describe(
                  "is the time of a file", access -> access.getName().contains("astModified")));

  /** Besides that it may import everything: other programs use it without the command line. */
  @ArchTest
  static final ArchRule operationsKnowNoCommandLine =
      noClasses()
          .that()
          .resideInAPackage("dev.recsim.app..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.recsim.cli..");

  /** Operations return values and tell a listener; only the command line prints. */
  @ArchTest
  static final ArchRule operationsPrintNothing =
      noClasses()
          .that()
          .resideInAPackage("dev.recsim.app..")
          .should()
          .accessTargetWhere(
              describe(
                  "is System.out or System.err",
                  access ->
                      access.getTargetOwner().isEquivalentTo(System.class)
                          && Set.of("out", "err").contains(access.getName())));

  /** The room of the code that is made of templates, which has no source. */
  @Test
  void reportImportsOnlyWhatItMay() throws IOException {
    var classes =
        new com.tngtech.archunit.core.importer.ClassFileImporter()
            .withImportOption(new DoNotIncludeTests())
            .importPackages("dev.recsim.report");
    assertThat(classes).anyMatch(it -> it.getSimpleName().startsWith("Jte"));
    Map<String, Set<String>> allowed = Imports.allowed();
    noClasses()
        .that()
        .resideInAPackage("dev.recsim.report..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            allowed.keySet().stream()
                .filter(it -> !it.equals("report") && !allowed.get("report").contains(it))
                .map(it -> "dev.recsim." + it + "..")
                .toArray(String[]::new))
        .check(classes);
  }

  /** Leaves out the code that is made of templates. */
  static final class NotGenerated implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/report/Jte");
    }
  }

  private static DescribedPredicate<JavaAccess<?>> writesFiles() {
    return describe(
        "write files",
        access ->
            access.getTargetOwner().isEquivalentTo(Files.class)
                && FILE_WRITES.contains(access.getName()));
  }

  private static boolean isValue(JavaClass type) {
    return type.isEquivalentTo(java.util.concurrent.TimeUnit.class);
  }
}
