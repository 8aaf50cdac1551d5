package dev.recsim;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What the room of serving may do beyond the other rules of {@link RoomsTest}. */
final class ServeRules {
  private ServeRules() {}

  /** Secrets and ids of decisions must not be guessed. Everything else is drawn from keys. */
  @ArchTest
  static final ArchRule secureRandomnessOnlyInServeAndIo =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.recsim.serve..", "dev.recsim.io..")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.security.SecureRandom");

  /** Applications have it among their own libraries. */
  @ArchTest
  static final ArchRule servingNeedsOnlyJackson =
      noClasses()
          .that()
          .resideInAPackage("dev.recsim.serve..")
          .should()
          .dependOnClassesThat(
              resideOutsideOfPackages(
                  "java..",
                  "dev.recsim..",
                  "com.fasterxml.jackson.core..",
                  "com.fasterxml.jackson.databind.."));
}
