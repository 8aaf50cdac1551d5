package dev.recsim.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.env.TransitionMatrixOptions.Rule;
import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.experimentfile.ExperimentSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
  private static final Path SUITE = SuiteReference.EXPERIMENTS.resolve("suite");

  static Stream<Path> files() throws Exception {
    Set<Path> files = new TreeSet<>();
    for (String folder : List.of("", SuiteReference.TUNING, SuiteReference.HELD_OUT)) {
      try (Stream<Path> some = Files.list(SUITE.resolve(folder))) {
        some.filter(file -> file.toString().endsWith(".yaml")).forEach(files::add);
      }
    }
    return files.stream();
  }

  @ParameterizedTest
  @MethodSource("files")
  void agentsHaveNothingButTheirDefaults(Path file) throws Exception {
    ExperimentSpec spec = ExperimentReader.read(SuiteReference.EXPERIMENTS, file, List.of()).get(0);
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
  void everyKindIsInBothHalvesWithOtherSizesAndExits() {
    Map<String, List<SuiteReference>> kinds =
        Stream.of(SuiteReference.TUNING, SuiteReference.HELD_OUT)
            .flatMap(half -> SuiteReference.of(half).stream())
            .collect(Collectors.groupingBy(SuiteReference::kind));
    for (Rule rule : Rule.values()) {
      assertThat(kinds).containsKey(rule.name().toLowerCase(Locale.ROOT));
    }
    kinds.forEach(
        (kind, both) -> {
          assertThat(both.stream().map(SuiteReference::half)).as(kind).doesNotHaveDuplicates();
          assertThat(both).as(kind).hasSize(2);
          assertThat(both.stream().map(it -> it.matrix().docNum())).doesNotHaveDuplicates();
          assertThat(both.stream().map(SuiteTest::exits)).as(kind).doesNotHaveDuplicates();
        });
  }

  private static String exits(SuiteReference it) {
    return it.matrix().pExitAccepted() + "/" + it.matrix().pExitNotAccepted();
  }

  /** Where the greedy choice is right, an agent that never plans would look good. */
  @ParameterizedTest
  @ValueSource(strings = {SuiteReference.TUNING, SuiteReference.HELD_OUT})
  void theGreedyChoiceLosesInAboutHalf(String half) throws Exception {
    List<Double> shares = SuiteReference.of(half).stream().map(SuiteReference::myopic).toList();
    assertThat(shares.stream().filter(share -> share < 0.9)).hasSizeBetween(6, 10);
    assertThat(shares.stream().filter(share -> share > 0.96)).hasSizeBetween(4, 8);
  }
}
