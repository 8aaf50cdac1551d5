package dev.recsim.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A git repository with a shop in two modules: {@code core} has the ranker of production, {@code
 * sim} an agent around it and an experiment with its baseline. The ranker uses a library of its
 * own.
 */
final class Shop {
  static final String RANKER = "core/src/main/java/shop/Ranker.java";
  static final String BEST_FIRST = "-> -Boost.of";
  static final String WORST_FIRST = "-> Boost.of";

  private static final String BOOST =
      "package boosts;\n"
          + "public final class Boost {\n"
          + "  public static double of(int item, double popularity) {\n"
          + "    return popularity * %s;\n"
          + "  }\n"
          + "}\n";

  private final Project project;
  private final Library library;

  private Shop(Project project, Library library) {
    this.project = project;
    this.library = library;
  }

  /** Makes a shop and commits it with its baseline. */
  static Shop open(String place) throws IOException, InterruptedException {
    Project project = Project.copy("shop", place);
    Shop shop = new Shop(project, new Library(place + "-boosts"));
    project.edit("core/pom.xml", "<artifactId>boosts<", "<artifactId>" + shop.library.name() + "<");
    shop.library("(item + 1 - item)");
    Build recorded = shop.goals("recsim:run", "recsim:baseline");
    assertThat(recorded.exitCode()).as(recorded.output()).isZero();
    project.versioned().edit(".gitignore", "/reports/\n/target/", "reports/\ntarget/");
    project.commit("Open the shop");
    return shop;
  }

  Project project() {
    return project;
  }

  /** Replaces the library by one that multiplies popularity by another factor. */
  void library(String factor) throws IOException {
    library.install("boosts.Boost", BOOST.formatted(factor));
  }

  /** Runs goals after a compilation, as the recipes of docs/ci.md do. */
  Build goals(String... goals) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("compile"));
    words.addAll(Arrays.asList(goals));
    words.add("-Drecsim.failOnMissingBaseline");
    return project.mvn(words.toArray(String[]::new));
  }

  /** The run and the check of CI. */
  Build check(String... more) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("recsim:run", "recsim:check"));
    words.addAll(Arrays.asList(more));
    return goals(words.toArray(String[]::new));
  }
}
