import dev.recsim.random.RandomKey;
import dev.recsim.served.Outcome;
import dev.recsim.serve.RankRequest;
import dev.recsim.serve.Ranker;
import dev.recsim.serve.RankerOptions;
import dev.recsim.serve.RankerOptions.Source;
import dev.recsim.serve.Ranking;
import dev.recsim.serve.arm.Arm;
import dev.recsim.serve.arm.Arms;
import dev.recsim.serve.explore.Exploration;
import dev.recsim.serve.log.FileSink;
import dev.recsim.serve.log.FileSinkOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Serves a promoted policy and writes the log of the server into the folder {@code served} of a
 * folder that has {@code promoted} and {@code catalogue.jsonl}. A program of one file.
 */
final class ServerLog {
  private static final int DECISIONS = 200;

  private ServerLog() {}

  private static RankerOptions options(Path folder) {
    return RankerOptions.of(Map.of("it", Source.of(folder.resolve("promoted"))))
        .withCatalogue(folder.resolve("catalogue.jsonl"));
  }

  private static Arms arms(Exploration exploration) {
    return new Arms("salt", List.of(new Arm("only", "it", 1, exploration, null, null, null, null)));
  }

  private static RankRequest request(int number) {
    RandomKey luck = RandomKey.root(3).child(number);
    Map<String, Double> user =
        IntStream.range(0, 20)
            .boxed()
            .collect(Collectors.toMap(it -> "interest_" + it, it -> luck.uniform(it) * 2 - 1));
    return new RankRequest("u" + number, null, null, user, List.of(), (long) number);
  }

  /** Writes the log of a server into the folder {@code served} of a folder. */
  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    FileSinkOptions log = FileSinkOptions.of(folder.resolve("served"));
    RankerOptions options =
        options(folder)
            .withArms(arms(new Exploration.EpsilonGreedy(0.9)))
            .withSink(
                FileSink.open(
                    new FileSinkOptions(log.folder(), 1 << 20, false, null, log.queue())));
    try (Ranker ranker = Ranker.open(options)) {
      for (int i = 0; i < DECISIONS; i++) {
        Ranking answer = ranker.rank(request(i));
        int first = Integer.parseInt(answer.documents().get(0).substring(4));
        boolean clicked = RandomKey.root(4).child(i).uniform(0) < 0.2 + 0.1 * first;
        ranker.outcome(
            new Outcome(
                answer.decision(),
                clicked ? List.of(0) : List.of(),
                null,
                clicked ? 1.0 : 0.0,
                Map.of(),
                "ended"));
      }
    }
  }
}
