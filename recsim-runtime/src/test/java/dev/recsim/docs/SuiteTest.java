package dev.recsim.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.experimentfile.ExperimentSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The suite of environments on which the defaults of the learning agents are tuned and reported.
 */
@Tag("slow")
class SuiteTest {
  private static final Path EXPERIMENTS = Docs.ROOT.resolve("experiments");
  private static final Path SUITE = EXPERIMENTS.resolve("suite");

  static List<SuiteEnvironment> environments() {
    return SuiteEnvironment.ALL;
  }

  static Stream<Path> files() throws Exception {
    Set<Path> files = new TreeSet<>();
    for (String folder : List.of("", SuiteEnvironment.TUNING, SuiteEnvironment.HELD_OUT)) {
      try (Stream<Path> some = Files.list(SUITE.resolve(folder))) {
        some.filter(file -> file.toString().endsWith(".yaml")).forEach(files::add);
      }
    }
    return files.stream();
  }

  @ParameterizedTest
  @MethodSource("environments")
  void filesAreThoseOfTheRules(SuiteEnvironment environment) {
    Path folder = SUITE.resolve(environment.half());
    assertWritten(folder.resolve(environment.name() + ".yaml"), environment.yaml());
    environment
        .csv()
        .ifPresent(csv -> assertWritten(folder.resolve(environment.name() + ".csv"), csv));
  }

  private static void assertWritten(Path file, String text) {
    if (Docs.isWritten()) {
      Docs.write(file, text);
    }
    assertThat(Docs.read(file)).as(Docs.cure(file)).isEqualTo(text);
  }

  @ParameterizedTest
  @MethodSource("files")
  void agentsHaveNothingButTheirDefaults(Path file) throws Exception {
    ExperimentSpec spec = ExperimentReader.read(EXPERIMENTS, file, List.of()).get(0);
    assertThat(spec.agents())
        .hasSizeGreaterThan(4)
        .allSatisfy(
            agent -> {
              assertThat(agent.name()).isEqualTo(agent.provider().name());
              assertThat(agent.options()).isEqualTo(agent.provider().defaults());
            });
    assertThat(spec.seeds()).hasSize(10);
  }

  @Test
  void everyRuleIsInBothHalvesWithOtherSizesAndExits() {
    for (SuiteEnvironment.Rule rule : SuiteEnvironment.Rule.values()) {
      Set<String> tuned = exits(SuiteEnvironment.TUNING, rule);
      Set<String> heldOut = exits(SuiteEnvironment.HELD_OUT, rule);
      assertThat(tuned).as(rule.name()).isNotEmpty().doesNotContainAnyElementsOf(heldOut);
      assertThat(heldOut).as(rule.name()).isNotEmpty();
    }
    Set<String> names = new HashSet<>();
    environments().forEach(it -> names.add(it.name()));
    assertThat(names).hasSameSizeAs(environments());
  }

  private static Set<String> exits(String half, SuiteEnvironment.Rule rule) {
    Set<String> exits = new HashSet<>();
    environments().stream()
        .filter(it -> it.half().equals(half) && it.rule() == rule)
        .forEach(it -> exits.add(it.pExitAccepted() + "/" + it.pExitNotAccepted()));
    return exits;
  }

  /** Where the greedy choice is right, an agent that never plans would look good. */
  @ParameterizedTest
  @ValueSource(strings = {SuiteEnvironment.TUNING, SuiteEnvironment.HELD_OUT})
  void theGreedyChoiceLosesInAboutHalf(String half) throws Exception {
    List<Double> shares =
        environments().stream()
            .filter(it -> it.half().equals(half))
            .map(it -> SuiteReference.of(it).myopic())
            .toList();
    assertThat(shares.stream().filter(share -> share < 0.9)).hasSizeBetween(5, 7);
    assertThat(shares.stream().filter(share -> share > 0.96)).hasSizeBetween(5, 7);
  }
}
