package dev.recsim.report.worlds;

import dev.recsim.decide.reality.WorldShare;
import dev.recsim.json.JsonObject;
import dev.recsim.report.results.Rounded;
import dev.recsim.report.results.WorldSummary;
import dev.recsim.report.results.WorldSummary.Worst;
import dev.recsim.report.worlds.WorldStudy.Cause;
import dev.recsim.report.worlds.WorldStudy.Judged;
import dev.recsim.stats.Interval;
import java.util.List;
import java.util.Optional;

/** Makes the records of {@code results.json} on plausible worlds. */
public final class WorldJson {
  private WorldJson() {}

  /** The records of claims. */
  public static List<WorldSummary> of(List<WorldStudy> studies) {
    return studies.stream().map(WorldJson::of).toList();
  }

  private static WorldSummary of(WorldStudy it) {
    Optional<WorldShare> held = it.held();
    return new WorldSummary(
        it.claim().claim().text(),
        JsonObject.key(it.result().outcome()),
        WorldWords.sentence(it),
        it.share(),
        it.planned(),
        it.worlds().size(),
        held.map(WorldShare::holds).orElse(0),
        held.map(WorldShare::undecided).orElse(0),
        held.map(share -> bounds(share, it.alpha())).orElse(null),
        it.causes().stream().map(WorldJson::cause).toList(),
        it.worst().map(worst -> worst(worst, it.file())).orElse(null),
        it.notes());
  }

  private static Interval bounds(WorldShare share, double alpha) {
    return Rounded.interval(Optional.of(new Interval(share.lower(alpha), share.upper(alpha))));
  }

  private static WorldSummary.Cause cause(Cause it) {
    return new WorldSummary.Cause(
        it.factor().name(),
        Rounded.number(it.explained().share()),
        Rounded.number(it.explained().p()),
        it.levels().stream()
            .map(
                level ->
                    new WorldSummary.Level(
                        level.name(),
                        level.share().holds(),
                        level.share().undecided(),
                        level.share().worlds(),
                        bounds(level.share(), WorldWords.LEVEL_ALPHA)))
            .toList());
  }

  private static Worst worst(Judged it, String file) {
    return new Worst(it.number(), it.values(), Rounded.number(it.claim().value()), file);
  }
}
