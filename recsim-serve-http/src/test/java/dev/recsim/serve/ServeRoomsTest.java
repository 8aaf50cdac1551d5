package dev.recsim.serve;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What the packages of this module may use; {@code RoomsTest} checks the others. */
@AnalyzeClasses(packages = "dev.recsim.serve", importOptions = DoNotIncludeTests.class)
class ServeRoomsTest {
  private static final String[] ELSEWHERE = {
    "dev.recsim.serve",
    "dev.recsim.serve.config..",
    "dev.recsim.serve.meters..",
    "dev.recsim.serve.arm..",
    "dev.recsim.serve.explore..",
    "dev.recsim.serve.feature..",
    "dev.recsim.serve.log.."
  };

  @ArchTest
  static final ArchRule noCycles = slices().matching("dev.recsim.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyTheServerUsesJetty =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.recsim.serve.http..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.eclipse.jetty..", "io.micrometer.prometheusmetrics..");

  /** The Spring Boot starter has these packages without Jetty, and perhaps without Micrometer. */
  @ArchTest
  static final ArchRule onlyMetersAndServerUseMicrometer =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.recsim.serve.http..", "dev.recsim.serve.meters..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.micrometer..");

  @ArchTest
  static final ArchRule onlyConfigReadsYaml =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.recsim.serve.config..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.yaml..");

  @ArchTest
  static final ArchRule theServerIsUsedByNoOther =
      noClasses()
          .that()
          .resideInAnyPackage(ELSEWHERE)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.recsim.serve.http..");

  /** Answers never wait for a disk: files are read at the start and by admin calls. */
  @ArchTest
  static final ArchRule theServerWritesNoFiles =
      noClasses()
          .that()
          .resideInAnyPackage("dev.recsim.serve.http..", "dev.recsim.serve.config..")
          .should()
          .callMethod(java.nio.file.Files.class, "write", java.nio.file.Path.class, byte[].class)
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.io.FileOutputStream");

  @ArchTest
  static final ArchRule onlyTheProgramEndsTheProcess =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("dev.recsim.serve.http.ServeMain")
          .should()
          .callMethod(System.class, "exit", int.class)
          .orShould()
          .callMethod(Runtime.class, "halt", int.class);
}
