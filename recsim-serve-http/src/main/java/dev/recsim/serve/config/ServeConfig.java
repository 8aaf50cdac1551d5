package dev.recsim.serve.config;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options;
import dev.recsim.api.Options.InvalidFile;
import dev.recsim.serve.RankRefused;
import dev.recsim.serve.Ranker;
import dev.recsim.serve.RankerOptions;
import dev.recsim.serve.log.FileSink;
import dev.recsim.serve.log.FileSinkOptions;
import java.util.Optional;

/**
 * What a {@code serve.yaml} says.
 *
 * @param ranker what is served
 * @param log where it is logged; empty for no log
 * @param server where it is served
 */
public record ServeConfig(
    RankerOptions ranker, Optional<FileSinkOptions> log, ServerOptions server) {

  /**
   * Opens the ranker with its log.
   *
   * @throws RankRefused if it cannot serve what the file says
   */
  public Ranker open() {
    if (log.isEmpty()) {
      return Ranker.open(ranker);
    }
    FileSink sink = sink(log.get());
    try {
      return Ranker.open(ranker.withSink(sink));
    } catch (RuntimeException e) {
      sink.close();
      throw e;
    }
  }

  private static FileSink sink(FileSinkOptions options) {
    try {
      return FileSink.open(options);
    } catch (InvalidOption e) {
      throw new RankRefused("log." + Options.key(e.option()) + " " + e.getMessage());
    } catch (InvalidFile e) {
      throw new RankRefused(e.getMessage());
    }
  }
}
