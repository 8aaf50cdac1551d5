package dev.recsim.serve.config;

import dev.recsim.serve.Ranker;
import dev.recsim.serve.RankerOptions;
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

  /** Opens the ranker with its log. */
  public Ranker open() {
    return Ranker.open(ranker);
  }
}
