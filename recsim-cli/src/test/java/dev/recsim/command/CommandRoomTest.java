package dev.recsim.command;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;

/** The row of the room {@code command} in the table of rooms. */
@AnalyzeClasses(packages = "dev.recsim.command", importOptions = DoNotIncludeTests.class)
class CommandRoomTest {

  @ArchTest
  static final ArchRule importsOnlyWhatItMay =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideOutsideOfPackages("java..", "dev.recsim.command..")
                  .and(not(resideInAnyPackage("dev.recsim.cli..", "dev.recsim.experiment.."))));

  @ArchTest
  static final ArchRule onlyTheProgramEnds =
      noClasses()
          .that()
          .doNotHaveSimpleName("Recsim")
          .should()
          .callMethod(System.class, "exit", int.class);

  /** Only what the build calls. */
  @ArchTest
  static final ArchRule writesNoFiles =
      noClasses()
          .that()
          .doNotHaveSimpleName("Seal")
          .should()
          .callMethod(Files.class, "newOutputStream", Path.class, OpenOption[].class)
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.io.FileOutputStream");
}
