package dev.recsim.app.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.app.results.MadePage.Sources;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A page is made again if anything that it was made from differs, however deep. */
class MadePageTest {
  private record Inner(double[] numbers, Optional<String> word) {}

  private record Outer(String name, List<Inner> parts, Map<String, Inner> byName) {}

  private record Other(String name, List<Inner> parts, Map<String, Inner> byName) {}

  @TempDir Path folder;

  private static Outer outer(double number, String word) {
    Inner inner = new Inner(new double[] {1, number}, Optional.ofNullable(word));
    return new Outer("a", List.of(inner, inner), Map.of("b", inner));
  }

  static Stream<Object[]> others() {
    Outer same = outer(2, "x");
    return Stream.of(
            outer(2.0000000000000004, "x"),
            outer(2, "y"),
            outer(2, null),
            new Outer("b", same.parts, same.byName),
            new Outer("a", same.parts.subList(0, 1), same.byName),
            new Outer("a", same.parts, Map.of("c", same.parts.get(0))),
            new Outer("a", same.parts, Map.of()),
            new Outer(null, same.parts, same.byName),
            new Other("a", same.parts, same.byName))
        .map(it -> new Object[] {it});
  }

  @Test
  void equalRecordsMakeTheSamePage() throws Exception {
    MadePage page = new MadePage(folder.resolve("page.html"));
    page.write("<p>".getBytes(), new Sources().and(outer(2, "x")));
    assertThat(page.isFrom(new Sources().and(outer(2, "x")))).isTrue();
  }

  @ParameterizedTest
  @MethodSource("others")
  void anotherRecordMakesAnotherPage(Object other) throws Exception {
    MadePage page = new MadePage(folder.resolve("page.html"));
    page.write("<p>".getBytes(), new Sources().and(outer(2, "x")));
    assertThat(page.isFrom(new Sources().and(other))).isFalse();
  }

  /** Where a list ends is part of the text. */
  @Test
  void whatIsInAListIsNotBesideIt() throws Exception {
    MadePage page = new MadePage(folder.resolve("page.html"));
    page.write("<p>".getBytes(), new Sources().and(List.of("a"), List.of("b", "c")));
    assertThat(page.isFrom(new Sources().and(List.of("a", "b"), List.of("c")))).isFalse();
  }
}
