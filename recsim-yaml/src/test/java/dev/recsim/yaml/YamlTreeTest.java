package dev.recsim.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.yaml.binding.Shape;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class YamlTreeTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"true", "False", "null", "on", "No", "y", "1", "1e3", "~", "", "a: b", "#"})
  void textThatSomeReaderTakesForMoreIsQuoted(String text) {
    assertThat(YamlTree.write(Map.of("a", text))).isEqualTo("a: \"" + text + "\"\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"word", "snake_case", "data/x.csv", "0..9", "_x-1"})
  void simpleTextIsNotQuoted(String text) {
    assertThat(YamlTree.write(Map.of("a", text))).isEqualTo("a: " + text + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"",
        "\\",
        "a\nb",
        "\t",
        "\r",
        "\u0000",
        "\u001b",
        "\u007f",
        "\u0085",
        "\u2028",
        "\ufeff",
        "ä",
        "\uD83D\uDE00",
        "- a",
        " a ",
        "'",
        "%",
        "@",
        "a #b",
        "<script>"
      })
  void anyTextReadsBackEqualWithAnotherReader(String text) {
    String yaml = YamlTree.write(Shape.map(text, text));

    assertThat(new Load(LoadSettings.builder().build()).loadFromString(yaml))
        .isEqualTo(Map.of(text, text));
  }

  @Test
  void listsOfScalarsStandInOneLineAndOthersDoNot() {
    Map<String, Object> tree =
        Shape.map(
            "flat",
            List.of(BigDecimal.ONE, true),
            "rows",
            List.of(List.of(new BigDecimal("0.5")), List.of()),
            "maps",
            List.of(Shape.map("a", "b", "c", Map.of())),
            "large",
            new BigDecimal("1E+3"));

    assertThat(YamlTree.write(tree))
        .isEqualTo(
            """
            flat: [1, true]
            rows:
              - [0.5]
              - []
            maps:
              -
                a: b
                c: {}
            large: 1000
            """);
  }
}
