package dev.recsim.report.shown;

import dev.recsim.explain.shown.ShownTables;
import dev.recsim.report.page.Page.Section;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The sections about what agents show. */
public final class ShownSections {
  private ShownSections() {}

  /**
   * Returns the sections.
   *
   * @param tables what was recorded
   * @param missing why agents are absent, by name
   * @param ranking names of the agents, best first
   * @param reference the agent with which the best one is compared; empty for the first other one
   */
  public static List<Section> of(
      ShownTables tables, Map<String, String> missing, List<String> ranking, String reference) {
    return Stream.of(
            ImpressionSection.of(tables, ShownWords.of(tables, missing, ranking, reference)),
            AgreementSection.of(tables),
            ProbeSection.of(tables),
            CalibrationSection.of(tables, ranking))
        .filter(section -> !section.isEmpty())
        .toList();
  }
}
