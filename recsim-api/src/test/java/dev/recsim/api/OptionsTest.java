package dev.recsim.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OptionsTest {
  private static final Sample SAMPLE = new Sample(.1, 5, null);

  @Test
  void oneOptionIsChangedByItsKey() {
    assertThat(Options.with(SAMPLE, "learning_rate", .2)).isEqualTo(new Sample(.2, 5, null));
    assertThat(Options.with(SAMPLE, "size", 7)).isEqualTo(new Sample(.1, 7, null));
    assertThat(Options.with(SAMPLE, "note", "x")).isEqualTo(new Sample(.1, 5, "x"));
  }

  @Test
  void keysAreTheWordsOfNames() {
    assertThat(
            Stream.of("docNum", "l2Penalty", "notANumber", "aB", "aBC", "hitAt10Items", "ABTest")
                .map(Options::key))
        .containsExactly(
            "doc_num", "l2_penalty", "not_a_number", "a_b", "a_bc", "hit_at10_items", "abtest");
    assertThat(Options.key("user[2].pageSize")).isEqualTo("user[2].page_size");
  }

  @Test
  void onlyOptionsThatAreNullAreCompleted() {
    Map<String, Object> values = Map.of("size", 7, "note", "x", "other", 1);
    assertThat(Options.complete(SAMPLE, values)).isEqualTo(new Sample(.1, 5, "x"));
    Sample given = new Sample(.1, 5, "given");
    assertThat(Options.complete(given, values)).isEqualTo(given);
    assertThatThrownBy(() -> Options.complete(SAMPLE, Map.of("note", 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("note cannot be 1: ");
  }

  @Test
  void whatCannotBeChangedIsRefused() {
    assertThatThrownBy(() -> Options.with(SAMPLE, "learningRate", .2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no option learningRate, only [learning_rate, size, note]");
    assertThatThrownBy(() -> Options.with(SAMPLE, "size", "seven"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("size cannot be seven: ");
    assertThatThrownBy(() -> Options.with(SAMPLE, "size", -1))
        .isInstanceOf(InvalidOption.class)
        .hasMessageContaining("negative");
  }

  private record Sample(double learningRate, int size, String note) {
    Sample {
      InvalidOption.unless(size >= 0, "size", "must not be negative");
    }
  }
}
