package dev.recsim.io.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonCursorTest {
  private interface Reading {
    Object of(JsonCursor json) throws IOException;
  }

  @Test
  void readsTypedValuesAndLists() throws IOException {
    assertThat(value("-2.5", JsonCursor::number)).isEqualTo(-2.5);
    assertThat(value("null", JsonCursor::numberOrNull)).isEqualTo(Double.NaN);
    assertThat(value("9007199254740993", JsonCursor::integer)).isEqualTo(9_007_199_254_740_993L);
    assertThat(value("\"\\u00e4\"", JsonCursor::text)).isEqualTo("ä");
    assertThat(value("1.50", JsonCursor::textOrNumber)).isEqualTo("1.50");
    assertThat(value("[\"a\", 7]", JsonCursor::texts)).isEqualTo(List.of("a", "7"));
    assertThat(value("[1, null, 3]", JsonCursor::numbersOrNulls))
        .isEqualTo(new double[] {1, Double.NaN, 3});
    assertThat(value("[0,1,2,3,4,5,6,7,8,9]", JsonCursor::numbers))
        .isEqualTo(new double[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
    assertThat(value("[0,1,2,3,4,5,6,7,8,9]", JsonCursor::integers))
        .isEqualTo(new long[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
  }

  @Test
  void skipsValuesAndReadsWithinTheRange() throws IOException {
    byte[] bytes = "xx{\"a\": {\"b\": [1]}, \"c\": 2}yy".getBytes(StandardCharsets.UTF_8);
    try (JsonCursor json = new JsonCursor(bytes, 2, bytes.length - 2, JsonCursorTest::fault)) {
      assertThat(json.nextObject()).isTrue();
      assertThat(json.nextKey()).isTrue();
      assertThat(json.isObject()).isTrue();
      json.skip();
      assertThat(json.nextKey()).isTrue();
      assertThat(json.key()).isEqualTo("c");
      assertThat(json.integer()).isEqualTo(2);
      assertThat(json.nextKey()).isFalse();
      assertThat(json.isObjectEnd()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "number  | true   | k must be a number at 6",
        "number  | null   | k must be a number at 6",
        "number  | 1e999  | k must be a finite number at 6",
        "integer | 1.0    | k must be an integer at 6",
        "text    | 5      | k must be a text at 6",
        "either  | [5]    | k must be a text at 6",
        "texts   | 5      | k must be a list at 6",
        "numbers | {}     | k must be a list at 6",
        "numbers | [1, x] | column 10",
        "numbers | [1, \"x\"] | null must be a number at 10",
        "integers | [1, 2.5] | null must be an integer at 10",
      })
  void aFaultHasKeyTypeAndColumn(String type, String value, String message) {
    Reading reading =
        switch (type) {
          case "number" -> JsonCursor::number;
          case "integer" -> JsonCursor::integer;
          case "text" -> JsonCursor::text;
          case "either" -> JsonCursor::textOrNumber;
          case "texts" -> JsonCursor::texts;
          case "integers" -> JsonCursor::integers;
          default -> JsonCursor::numbers;
        };

    assertThatThrownBy(() -> value(value, reading)).hasMessage(message);
  }

  private static Object value(String text, Reading reading) throws IOException {
    byte[] bytes = ("{\"k\":" + text + "}").getBytes(StandardCharsets.UTF_8);
    try (JsonCursor json = new JsonCursor(bytes, 0, bytes.length, JsonCursorTest::fault)) {
      json.nextObject();
      json.nextKey();
      return reading.of(json);
    } catch (JsonProcessingException e) {
      throw new IOException("column " + JsonCursor.column(e));
    }
  }

  private static RuntimeException fault(JsonCursor at, String expected) throws IOException {
    return new IllegalArgumentException(
        "%s must be %s at %s".formatted(at.key(), expected, at.column()));
  }
}
