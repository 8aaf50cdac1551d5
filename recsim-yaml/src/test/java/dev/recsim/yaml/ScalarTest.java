package dev.recsim.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.yaml.Scalar.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Against an independent reader of YAML 1.2. */
class ScalarTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "~",
        "null",
        "Null",
        "NULL",
        "nULL",
        "true",
        "True",
        "TRUE",
        "tRUE",
        "false",
        "False",
        "FALSE",
        "yes",
        "no",
        "on",
        "off",
        "y",
        "n",
        "On",
        "NO",
        "0",
        "-0",
        "+1",
        "12",
        "010",
        "0o17",
        "0o18",
        "0x1F",
        "0xg",
        "0b1",
        "1_000",
        "1:30",
        "1.5",
        "-.5",
        "+.5",
        ".5",
        "5.",
        "1e3",
        "1E-3",
        "1.e3",
        ".e3",
        "1e",
        "e3",
        ".",
        "..",
        "0..9",
        "-",
        ".inf",
        "-.Inf",
        ".iNF",
        ".nan",
        ".NaN",
        ".NAN",
        "-.nan",
        "2026-01-01",
        "1.2.3",
        "abc",
        "=",
        "1 2"
      })
  void kindIsThatOfTheCoreSchema(String text) {
    Object value =
        new Load(LoadSettings.builder().setSchema(new CoreSchema()).build()).loadFromString(text);

    assertThat(Scalar.kind(text))
        .isEqualTo(
            value == null
                ? Kind.NOTHING
                : value instanceof Boolean
                    ? Kind.BOOLEAN
                    : value instanceof Number ? Kind.NUMBER : Kind.TEXT);
  }
}
