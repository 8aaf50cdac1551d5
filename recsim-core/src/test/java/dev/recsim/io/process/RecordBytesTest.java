package dev.recsim.io.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RecordBytesTest {
  private enum Colour {
    RED,
    BLUE {
      @Override
      public String toString() {
        return "blue as the sky";
      }
    }
  }

  private record Inner(String name, double number, List<Inner> parts) {}

  private record All(
      int number,
      byte[] bytes,
      String missing,
      Colour colour,
      Inner inner,
      SortedMap<String, List<String>> sorted,
      Map<String, Inner> ordered) {}

  private static All all() {
    Inner leaf = new Inner("über", Double.NaN, List.of());
    Map<String, Inner> ordered = new LinkedHashMap<>();
    ordered.put("z", leaf);
    ordered.put("a", null);
    return new All(
        -7,
        new byte[] {1, -2},
        null,
        Colour.BLUE,
        new Inner("", -0.0, List.of(leaf, leaf)),
        new TreeMap<>(Map.of("b", List.of("x", "y"), "a", List.of())),
        ordered);
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    All read = RecordBytes.decode(RecordBytes.encode(all()), All.class);
    assertThat(read)
        .usingRecursiveComparison()
        .withEqualsForType(Double::equals, Double.class)
        .isEqualTo(all());
    assertThat(read.ordered().keySet()).containsExactly("z", "a");
  }

  @Test
  void theBytesAreThoseOfTheDescription() {
    record Small(int number, String text, String missing, double value) {}
    assertThat(HexFormat.of().formatHex(RecordBytes.encode(new Small(258, "é", null, 1))))
        .isEqualTo("00000102" + "01" + "00000002" + "c3a9" + "02" + "3ff0000000000000");
  }

  @Test
  void theEndWithinARecordIsAnErrorAndSoAreBytesAfterIt() {
    byte[] whole = RecordBytes.encode(all());
    for (int length = 0; length < whole.length + 3; length++) {
      byte[] bytes = Arrays.copyOf(whole, length);
      if (length != whole.length) {
        assertThatThrownBy(() -> RecordBytes.decode(bytes, All.class))
            .as("%d bytes", length)
            .isInstanceOf(EOFException.class);
      }
    }
  }

  @Test
  void zerosAreNotARecord() {
    record Empty(String text, List<String> list) {}
    assertThatThrownBy(() -> RecordBytes.decode(new byte[2], Empty.class))
        .isInstanceOf(EOFException.class);
  }

  @Test
  void otherTypesAreRefused() {
    record Odd(Object any) {}
    assertThatThrownBy(() -> RecordBytes.encode(new Odd('c')))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Character");
  }
}
