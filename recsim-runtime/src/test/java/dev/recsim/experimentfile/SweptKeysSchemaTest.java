package dev.recsim.experimentfile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Editors find misspelled keys of a sweep, as far as a schema can. */
class SweptKeysSchemaTest {

  @ParameterizedTest
  @CsvSource({
    "seed, true",
    "training, true",
    "training.epochs, true",
    "training.epoch, false",
    "evaluation.sessions, true",
    "evaluation.session, false",
    "environment.acceptance.file, true",
    "agents.a.gamma, true",
    "agents.a, false",
    "trials.seeds, false"
  })
  void misspelledKeyIsFound(String key, boolean valid) throws Exception {
    String pattern =
        new ObjectMapper()
            .readTree(ExperimentSchema.render())
            .at("/properties/sweep/propertyNames/pattern")
            .asText();
    assertThat(key.matches(pattern)).isEqualTo(valid);
  }
}
