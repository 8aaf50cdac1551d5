package dev.recsim.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.baseline.Check;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
  @Test
  void defaultsAreThoseOfTheGoals() {
    Settings settings = of(Map.of());

    assertThat(settings.experiments()).isEqualTo(Path.of("experiments"));
    assertThat(settings.reports()).isEqualTo(Path.of("reports"));
    assertThat(settings.alpha()).isEqualTo(Check.ALPHA);
    assertThat(settings.parallelism()).isEqualTo(Runtime.getRuntime().availableProcessors());
  }

  @Test
  void propertiesAreRead() {
    Settings settings =
        of(
            Map.of(
                "recsim.experimentsDirectory", "e",
                "recsim.reportsDirectory", "r",
                "recsim.alpha", "0.05",
                "recsim.parallelism", "3"));

    assertThat(settings).isEqualTo(new Settings(Path.of("e"), Path.of("r"), 0.05, 3));
  }

  @Test
  void invalidValuesAreRefusedInTheWordsOfTheGoals() {
    assertThatThrownBy(() -> of(Map.of("recsim.alpha", "2")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("recsim.alpha must be a number from 1e-6 to below 0.5 such as 0.01, not 2");
    assertThatThrownBy(() -> of(Map.of("recsim.parallelism", "many")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("recsim.parallelism must be a whole number of 1 or more, not many");
  }

  private static Settings of(Map<String, String> properties) {
    return Settings.of(properties::get);
  }
}
