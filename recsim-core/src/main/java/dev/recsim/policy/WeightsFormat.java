package dev.recsim.policy;

import dev.recsim.api.Weights;
import java.util.Map;
import java.util.SortedMap;

/**
 * Converts the parameters of a policy to a format other than safetensors. It is found by {@link
 * java.util.ServiceLoader}. Reads and writes no files.
 */
public interface WeightsFormat {

  /** {@return the name of the format, for example {@code dl4j}} */
  String name();

  /**
   * Encodes parameters as files.
   *
   * @param weights the parameters
   * @return contents by file name
   * @throws IllegalArgumentException if the format does not support the tensors
   */
  SortedMap<String, byte[]> encode(Weights weights);

  /**
   * {@return the parameters in these files, identical to those given to {@link #encode}}
   *
   * @param files contents by file name
   * @throws IllegalArgumentException if a file is missing or damaged
   */
  Weights decode(Map<String, byte[]> files);
}
