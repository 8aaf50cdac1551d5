package dev.recsim.report.worlds;

import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Figure;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Page.Table;
import dev.recsim.report.page.Plain;
import dev.recsim.report.worlds.WorldStudy.Cause;
import dev.recsim.report.worlds.WorldStudy.Judged;
import dev.recsim.report.worlds.WorldStudy.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The sections of an experiment's page on plausible worlds. */
public final class WorldSections {
  /** Worlds of the table of the worst ones. */
  private static final int WORST = 5;

  private WorldSections() {}

  /** A section for each claim. */
  public static List<Section> of(List<WorldStudy> studies) {
    List<Section> sections = new ArrayList<>();
    for (int i = 0; i < studies.size(); i++) {
      sections.add(section(i, studies.get(i)));
    }
    return sections;
  }

  private static Section section(int index, WorldStudy it) {
    List<String> lead = new ArrayList<>(List.of(Plain.line(WorldWords.sentence(it)) + "."));
    lead.addAll(WorldWords.reading(it));
    lead.addAll(it.notes());
    if (!it.file().isEmpty()) {
      lead.add(
          "The file %s beside this page is the worst world; copy it to the folder of the experiment to run it."
              .formatted(it.file()));
    }
    return new Section(
        index == 0 ? "worlds" : "worlds-" + (index + 1),
        "In plausible worlds: " + Plain.line(it.claim().claim().text()),
        String.join(" ", lead),
        null,
        causes(it),
        List.of(worst(it)));
  }

  /** A level with the factor to which it belongs. */
  private record Row(Cause cause, Level level, boolean first) {}

  private static Table causes(WorldStudy it) {
    List<Row> rows = new ArrayList<>();
    for (Cause cause : it.causes()) {
      for (Level level : cause.levels()) {
        rows.add(new Row(cause, level, level == cause.levels().get(0)));
      }
    }
    return Columns.<Row>plain("Worlds in which the claim holds, by cause")
        .text("Level", row -> row.cause().factor().name() + ": " + row.level().name())
        .figure("Holds", row -> row.level().share().holds() + " of " + row.level().share().worlds())
        .figure("Undecided", row -> Integer.toString(row.level().share().undecided()))
        .figure(
            "95 % bounds",
            row -> WorldWords.bounds(row.level().share(), WorldWords.LEVEL_ALPHA) + " %")
        .figure(
            "Explains", row -> row.first() ? Figures.percent(row.cause().explained().share()) : "")
        .figure("p", row -> row.first() ? Figures.number(row.cause().explained().p(), 3) : "")
        .rows(rows);
  }

  private static Table worst(WorldStudy it) {
    List<Judged> worst =
        it.worlds().stream()
            .sorted(
                Comparator.comparingDouble(each -> each.claim().value() - each.claim().threshold()))
            .limit(WORST)
            .toList();
    return Columns.<Judged>plain("The worst worlds")
        .text("World", each -> Integer.toString(each.number()))
        .text("How it differs", each -> String.join(", ", each.values()))
        .text("Claim", each -> each.claim().outcome().name())
        .cell("Gain", each -> Figure.cell(each.claim().value(), Optional.empty()))
        .rows(worst);
  }
}
