package dev.recsim.report.check;

import dev.recsim.baseline.Comparison;
import java.util.List;
import java.util.Map;

/**
 * Where an experiment and its parts stand, for CI machines that show a verdict beside its source.
 *
 * @param file path of the experiment file with {@code /}, relative to the root of the repository
 * @param agentLines line of each agent by its name, 1-based
 * @param guardLines line of each guarded metric by its name, 1-based
 * @param claimLines line of each claim in the order of the file, 1-based
 */
public record SourceLines(
    String file,
    Map<String, Integer> agentLines,
    Map<String, Integer> guardLines,
    List<Integer> claimLines) {
  public SourceLines {
    agentLines = Map.copyOf(agentLines);
    guardLines = Map.copyOf(guardLines);
    claimLines = List.copyOf(claimLines);
  }

  /** A file of whose parts no line is known. */
  public static SourceLines of(String file) {
    return new SourceLines(file, Map.of(), Map.of(), List.of());
  }

  /** The line of an agent, or of the guard of a metric; 1 where it is not known. */
  int of(Comparison it) {
    return it.ofGuard()
        ? guardLines.getOrDefault(it.subject().quantity().metric(), 1)
        : agentLines.getOrDefault(it.agent(), 1);
  }

  /** The line of the i-th claim; 1 where it is not known. */
  int claim(int index) {
    return index < claimLines.size() ? claimLines.get(index) : 1;
  }
}
