package dev.recsim.experimentfile.worlds;

import java.util.List;
import java.util.Map;

/**
 * A plausible world.
 *
 * @param number from 1
 * @param levels its level of each factor of the design, from 0
 * @param values how it differs from others, in words: {@code p_exit_accepted 0.12}
 * @param environment the section {@code environment} of its experiment
 */
public record PlausibleWorld(
    int number, List<Integer> levels, List<String> values, Map<String, Object> environment) {
  public PlausibleWorld {
    levels = List.copyOf(levels);
    values = List.copyOf(values);
  }
}
