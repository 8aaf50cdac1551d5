package dev.recsim.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.recsim.stats.Interval;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class JsonRecordsTest {
  private enum Kind {
    ONE_KIND
  }

  private record Inner(
      @JsonInclude(Include.NON_NULL) String absent,
      @JsonInclude(Include.NON_EMPTY) List<String> empty,
      @JsonInclude(Include.NON_EMPTY) Map<String, Double> figures,
      @JsonInclude(Include.NON_EMPTY) String text,
      @JsonInclude(Include.NON_DEFAULT) boolean flag) {}

  @JsonInclude(Include.NON_NULL)
  private record Outer(
      int schemaVersion,
      Long nothing,
      double third,
      Kind kind,
      Interval interval,
      long[][] counts,
      List<Inner> inner) {}

  private record Numbers(double real, Double boxed, Map<String, Double> byName) {}

  private record Strange(Object value) {}

  private record Pair(double oneSide, Double other) {}

  private record Flat(String first, @JsonUnwrapped Pair pair, String last) {}

  @Test
  void keysAreInSnakeCaseAndLeftOutAsAnnotated() {
    Inner bare = new Inner(null, List.of(), Map.of(), "", false);
    Inner full = new Inner("a", List.of("b"), Map.of("c", 2.0), "d", true);
    Outer outer =
        new Outer(
            2,
            null,
            1.0 / 3,
            Kind.ONE_KIND,
            new Interval(-1, 0.5),
            new long[][] {{1, 2}},
            List.of(bare, full));

    assertThat(JsonRecords.line(outer))
        .isEqualTo(
            "{\"schema_version\":2,\"third\":0.3333333333333333,\"kind\":\"ONE_KIND\","
                + "\"interval\":[-1,0.5],\"counts\":[[1,2]],\"inner\":[{},"
                + "{\"absent\":\"a\",\"empty\":[\"b\"],\"figures\":{\"c\":2},\"text\":\"d\","
                + "\"flag\":true}]}");
  }

  @Test
  void numbersAreReadBackToTheBit() throws Exception {
    for (double number : new double[] {0.1 + 0.2, 1e-310, 1e22, Math.PI * 1e200, -7, 5e-324}) {
      Numbers numbers = new Numbers(number, number, new TreeMap<>(Map.of("a", number)));
      assertThat(JsonRecords.read(JsonRecords.line(numbers), Numbers.class)).isEqualTo(numbers);
      assertThat(JsonRecords.read(JsonRecords.write(numbers), Numbers.class)).isEqualTo(numbers);
    }
  }

  @Test
  void componentsOfAnUnwrappedRecordStandInItsPlace() throws Exception {
    Flat flat = new Flat("a", new Pair(1, null), "b");

    assertThat(JsonRecords.line(flat))
        .isEqualTo("{\"first\":\"a\",\"one_side\":1,\"other\":null,\"last\":\"b\"}");
    assertThat(JsonRecords.read(JsonRecords.line(flat), Flat.class)).isEqualTo(flat);
  }

  @Test
  void aLineKeepsNumbersThatAreNotFinite() {
    Numbers numbers = new Numbers(Double.NaN, null, Map.of("a", Double.NEGATIVE_INFINITY));

    assertThat(JsonRecords.line(numbers))
        .isEqualTo("{\"real\":\"NaN\",\"boxed\":null,\"by_name\":{\"a\":\"-Infinity\"}}");
    assertThat(JsonRecords.write(numbers)).contains("\"real\": null", "\"a\": null");
  }

  @Test
  void otherObjectsAreRefused() {
    assertThatThrownBy(() -> JsonRecords.write(new Strange(new StringBuilder())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("StringBuilder");
  }
}
