package dev.recsim.yaml.binding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Options;
import dev.recsim.api.Options.Default;
import dev.recsim.yaml.YamlTree;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a file declares is the same in a version whose records have more components. */
class DeclaredTest {
  record Inner(double start, @Default("high") String side, Integer limit) {}

  record First(
      @Default("0.1") double rate, @Default("[64, 64]") List<Integer> hidden, Inner inner) {}

  record MoreInner(
      @Default("fast") String speed, @Default("high") String side, Integer limit, double start) {}

  record Later(
      MoreInner inner,
      String note,
      @Default("[64, 64]") List<Integer> hidden,
      @Default("2") int power,
      @Default("0.1") double rate) {}

  private static String text(Record options, Record defaults) {
    return YamlTree.canonical(RecordShape.of(options).declared(options, defaults));
  }

  @Test
  void defaultsAreLeftOut() {
    First defaults = Options.defaults(First.class);
    assertThat(text(defaults, defaults)).isEmpty();
    assertThat(text(new First(0.1, List.of(64, 64), new Inner(1, "high", null)), defaults))
        .isEqualTo("inner:\n  start: 1\n");
    assertThat(text(new First(0.2, List.of(64), new Inner(0, "low", 3)), defaults))
        .isEqualTo("hidden: [64]\ninner:\n  limit: 3\n  side: low\n  start: 0\nrate: 0.2\n");
  }

  @Test
  void moreComponentsInAnotherOrderChangeNothing() {
    First was = new First(0.2, List.of(8), new Inner(1, "low", 3));
    Later is = new Later(new MoreInner("fast", "low", 3, 1), null, List.of(8), 2, 0.2);
    assertThat(text(is, Options.defaults(Later.class)))
        .isEqualTo(text(was, Options.defaults(First.class)));
    Later other = new Later(new MoreInner("slow", "low", 3, 1), null, List.of(8), 2, 0.2);
    assertThat(text(other, Options.defaults(Later.class))).contains("speed: slow");
  }

  @Test
  void keysAreSortedAtEachDepth() {
    Map<String, Object> tree =
        Shape.map("b", List.of(Shape.map("z", "1", "w", "2")), "a", Shape.map("d", "e", "c", "f"));
    assertThat(YamlTree.canonical(tree))
        .isEqualTo("a:\n  c: f\n  d: e\nb:\n  -\n    w: \"2\"\n    z: \"1\"\n");
  }
}
