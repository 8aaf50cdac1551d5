package dev.recsim.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.stats.Interval;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonObjectTest {
  private enum Kind {
    ONE_KIND
  }

  private record Pair(double oneSide, Optional<Interval> interval) {}

  @Test
  void numbersHaveTwelveDigitsExceptExactOnes() {
    assertThat(
            JsonObject.of("third", 1.0 / 3)
                .exact("exact", 1.0 / 3)
                .and("whole", 3)
                .and("tiny", Double.MIN_VALUE)
                .and("interval", new Interval(-1.0 / 3, 2))
                .text())
        .isEqualTo(
            "{\"third\": 0.333333333333, \"exact\": 0.3333333333333333, \"whole\": 3,"
                + " \"tiny\": 4.9E-324, \"interval\": [-0.333333333333, 2]}\n");
  }

  @Test
  void recordsObjectsAndOptionalsAreNested() {
    assertThat(
            JsonObject.of("pairs", List.of(new Pair(1, Optional.empty())))
                .and("object", JsonObject.of("kind", JsonObject.key(Kind.ONE_KIND)))
                .and("some", Optional.of(List.of(2.5)))
                .node()
                .toString())
        .isEqualTo(
            "{\"pairs\":[{\"one_side\":1,\"interval\":null}],\"object\":{\"kind\":\"one_kind\"},"
                + "\"some\":[2.5]}");
  }

  @Test
  void whatDoesNotExistIsNullOrLeftOut() {
    assertThat(
            JsonObject.of("text", null)
                .and("number", Double.NaN)
                .exact("exact", Double.POSITIVE_INFINITY)
                .and("none", Optional.empty())
                .andIf("absent", Optional.empty())
                .andIf("infinite", Optional.of(Double.NaN))
                .andIf("there", Optional.of(1.0))
                .text())
        .isEqualTo(
            "{\"text\": null, \"number\": null, \"exact\": null, \"none\": null, \"there\": 1}\n");
  }
}
