package dev.recsim.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserPropertiesTest {
  private static final Set<String> PARAMETERS =
      Set.of(
          "recsim.experiment",
          "recsim.experimentsDirectory",
          "recsim.force",
          "recsim.set",
          "recsim.base",
          "recsim.failOnMissingBaseline");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "recsim.experiments|did you mean recsim.experiment or recsim.experimentsDirectory?",
        "recsim.Force|did you mean recsim.force?",
        "recsim.sett|did you mean recsim.set?",
        "recsim.failOnMissingBaselines|did you mean recsim.failOnMissingBaseline?",
        "recsim.failOnMissing|did you mean recsim.failOnMissingBaseline?",
        "recsim.nothing|mvn recsim:help -Ddetail lists them."
      })
  void namesThatAreNearAreSuggested(String name, String hint) {
    assertThat(UserProperties.unknown(name, PARAMETERS))
        .isEqualTo(name + " is not a parameter of recsim; " + hint);
  }

  @Test
  void pageNamesThePropertiesThatAreNoParameters() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "parameters.md"));

    assertThat(UserProperties.OTHERS)
        .isNotEmpty()
        .allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
  }
}
