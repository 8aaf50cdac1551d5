package dev.recsim.report.check;

import java.util.List;
import java.util.Map;

/**
 * Where an experiment and its parts stand, for CI machines that show a verdict beside its source.
 *
 * @param file path of the experiment file with {@code /}, relative to the root of the repository
 * @param agentLines line of each agent by its name, 1-based
 * @param claimLines line of each claim in the order of the file, 1-based
 */
public record Place(String file, Map<String, Integer> agentLines, List<Integer> claimLines) {
  public Place {
    agentLines = Map.copyOf(agentLines);
    claimLines = List.copyOf(claimLines);
  }

  /** The line of an agent; 1 where it is not known. */
  int agent(String name) {
    return agentLines.getOrDefault(name, 1);
  }

  /** The line of the i-th claim; 1 where it is not known. */
  int claim(int index) {
    return index < claimLines.size() ? claimLines.get(index) : 1;
  }
}
