package dev.recsim.ope.evaluation;

import dev.recsim.logs.Log;
import java.util.Iterator;
import java.util.function.Function;

/**
 * Sessions that are read in parts elsewhere.
 *
 * @param reader makes the answers of the parts to a request, in their order, see {@link Partition}
 */
public record Elsewhere(Log log, Function<byte[], Iterator<byte[]>> reader) implements LogSource {
  @Override
  public <S extends Pass.Sums<S>> Read<S> read(Pass<S> pass) {
    return Partition.add(log, pass, reader.apply(Partition.request(log, pass)));
  }
}
