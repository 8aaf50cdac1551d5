package dev.recsim.store;

import dev.recsim.api.Weights;
import java.util.Map;
import java.util.SortedMap;

/**
 * Another form than safetensors in which a learned policy's parameters can be kept; found by {@link
 * java.util.ServiceLoader}. Touches no files.
 */
public interface WeightsFormat {

  /** {@return the format's name, for instance {@code dl4j}} */
  String name();

  /**
   * The parameters as files.
   *
   * @param weights the parameters
   * @return contents by file name
   * @throws IllegalArgumentException if the format cannot hold such tensors
   */
  SortedMap<String, byte[]> encode(Weights weights);

  /**
   * {@return the parameters that these files hold: {@link #encode}'s, to the bit}
   *
   * @param files contents by file name
   * @throws IllegalArgumentException if a file is missing or damaged
   */
  Weights decode(Map<String, byte[]> files);
}
