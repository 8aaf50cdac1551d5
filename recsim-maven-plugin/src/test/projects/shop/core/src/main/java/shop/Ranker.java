package shop;

import boosts.Boost;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The ranker of production: it knows nothing of recsim. */
public final class Ranker {
  private final List<Double> popularity;

  public Ranker() {
    try (InputStream in = Ranker.class.getResourceAsStream("popularity.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      popularity = Stream.of(text.strip().split("\\s+")).map(Double::valueOf).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The items, the most popular first. */
  public List<Integer> rank(int items) {
    return IntStream.range(0, items)
        .boxed()
        .sorted(Comparator.comparing((Integer item) -> -Boost.of(item, popularity.get(item))))
        .toList();
  }
}
