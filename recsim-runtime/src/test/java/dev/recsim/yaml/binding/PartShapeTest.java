package dev.recsim.yaml.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.api.compose.ComposedEnvironment;
import dev.recsim.env.interest.InterestEvolutionProvider;
import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.experimentfile.ExperimentSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartShapeTest {
  @TempDir Path folder;

  @Test
  void partOfTheDefaultsTypeKeepsTheDefaultsOfKeysLeftOut() throws Exception {
    ComposedEnvironment.Options options = environment("user: {time_budget: 100}");
    assertThat(options.user().provider()).isInstanceOf(InterestEvolutionProvider.class);
    InterestEvolutionProvider.Options users =
        (InterestEvolutionProvider.Options) options.user().options();
    assertThat(users.timeBudget()).isEqualTo(100);
    assertThat(users.stepPenalty()).isEqualTo(0.5);
  }

  /** 0 is what the choice model says of itself, 1 what the environment says. */
  @Test
  void theEnvironmentsDefaultsOfAPartGoBeforeThePartsOwn() throws Exception {
    assertThat(environment("choice: {min_normalizer: -2}").choice().options())
        .isEqualTo(
            environment("choice: {min_normalizer: -2, no_click_mass: 1}").choice().options());
    assertThat(
            environment("choice: {type: multinomial_proportional, min_normalizer: -2}")
                .choice()
                .options())
        .isEqualTo(
            environment("choice: {min_normalizer: -2, no_click_mass: 1}").choice().options());
  }

  @Test
  void partLeftOutIsTheDefault() throws Exception {
    assertThat(environment("candidates: 12").choice().options())
        .isEqualTo(
            environment("choice: {no_click_mass: 1, min_normalizer: -1}").choice().options());
  }

  @Test
  void resolvedFileNamesEveryPartsTypeAndOptions() throws Exception {
    Path file = file("choice: {no_click_mass: 2}");
    ExperimentSpec spec = ExperimentReader.read(file);
    assertThat(spec.resolved())
        .contains("  choice:\n    type: multinomial_proportional\n    min_normalizer: -1\n");
    Path again = folder.resolve("again.yaml");
    Files.writeString(again, spec.resolved());
    assertThat(ExperimentReader.read(again).resolved()).isEqualTo(spec.resolved());
  }

  @Test
  void optionsOfPartsAreInTheFingerprint() throws Exception {
    assertThat(ExperimentReader.read(file("user: {time_budget: 100}")).fingerprint())
        .isNotEqualTo(ExperimentReader.read(file("user: {time_budget: 101}")).fingerprint());
  }

  @Test
  void whatIsWrongInAPartIsToldWithItsPlace() throws Exception {
    assertRefused(
        "user: {time_bugdet: 3}",
        "3:10: unknown key \"time_bugdet\", did you mean \"time_budget\"?");
    assertRefused("user: {time_budget: 0}", "3:23: user.time_budget must be above 0, but is 0");
    assertRefused("choice: {type: psychic}", "3:18: unknown choice model type \"psychic\"");
    assertRefused("choice: 3", "3:11: choice must be a mapping, not 3");
    assertRefused(
        "choice: {no_click_mass: -9}",
        "3:27: choice.no_click_mass must be at least min_normalizer");
  }

  private void assertRefused(String key, String message) throws IOException {
    Path file = file(key);
    assertThatThrownBy(() -> ExperimentReader.read(file)).hasMessageContaining(message);
  }

  private ComposedEnvironment.Options environment(String key) throws Exception {
    return (ComposedEnvironment.Options) ExperimentReader.read(file(key)).environment().options();
  }

  private Path file(String key) throws IOException {
    Path file = folder.resolve("experiment.yaml");
    Files.writeString(
        file,
        """
        environment:
          type: interest_evolution
          %s
        agents:
          random: {type: random}
        """
            .formatted(key));
    return file;
  }
}
