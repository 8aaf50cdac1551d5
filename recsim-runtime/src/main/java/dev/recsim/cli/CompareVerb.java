package dev.recsim.cli;

import dev.recsim.io.AtomicFile;
import dev.recsim.io.RunFiles;
import dev.recsim.report.compare.ComparisonJson;
import dev.recsim.report.compare.ComparisonLines;
import dev.recsim.report.compare.ComparisonMarkdown;
import dev.recsim.report.compare.ComparisonPage;
import dev.recsim.report.compare.RunComparison;
import dev.recsim.report.compare.Side;
import dev.recsim.report.compare.Side.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Compares two runs or baselines and writes the comparison to {@code <reports>/compare/}. Informs:
 * whatever it finds, it is no error.
 */
final class CompareVerb {
  private static final String BASE = "recsim.base";
  private static final String HEAD = "recsim.head";

  private final Path reports;
  private final Optional<String> base;
  private final Optional<String> head;
  private final double alpha;
  private final String globs;
  private final Sides sides;

  CompareVerb(Arguments arguments) throws UserError {
    this.reports = arguments.path("reports");
    this.base = arguments.option("base");
    this.head = arguments.option("head");
    this.alpha = arguments.alpha(RunComparison.ALPHA);
    this.globs = arguments.option("select").orElse("*");
    this.sides = new Sides(arguments.path("experiments").resolve("baselines"), reports, globs);
  }

  void run() throws IOException, UserError {
    Side before = base.isPresent() ? sides.named(base.get(), BASE) : sides.baselines(name -> true);
    Side after = head.isPresent() ? sides.named(head.get(), HEAD) : current();
    if (before.parts().isEmpty() || after.parts().isEmpty()) {
      throw nothing(before);
    }
    RunComparison runs = compare(before, after);
    write(runs);
    ComparisonLines.of(runs).forEach(System.out::println);
    System.out.println("report: " + folder().resolve(RunFiles.PAGE));
  }

  /** The last run of each experiment; against a revision, the baseline of those not run. */
  private Side current() throws IOException, UserError {
    TreeMap<String, Part> parts = new TreeMap<>(sides.runs().parts());
    if (base.isPresent()) {
      parts.putAll(sides.baselines(name -> !parts.containsKey(name)).parts());
    }
    return new Side(parts);
  }

  private UserError nothing(Side before) {
    String selected = globs.equals("*") ? "" : " of " + globs;
    if (before.parts().isEmpty()) {
      return new UserError(
          ExitCode.NOTHING_SELECTED,
          base.isPresent()
              ? "%s=%s holds nothing%s".formatted(BASE, base.get(), selected)
              : "there is no baseline%s to compare with; record one with recsim:baseline, or name a file, a folder or a revision with recsim.base"
                  .formatted(selected));
    }
    return new UserError(
        ExitCode.NOTHING_SELECTED,
        head.isPresent()
            ? "%s=%s holds nothing%s".formatted(HEAD, head.get(), selected)
            : "there is no run%s in %s to compare; run recsim:run first, or name what to compare with recsim.head"
                .formatted(selected, reports));
  }

  private RunComparison compare(Side before, Side after) {
    Map<String, Part> one = new TreeMap<>(before.parts());
    Map<String, Part> other = new TreeMap<>(after.parts());
    boolean oneBase = base.filter(Sides::single).isPresent();
    boolean oneHead = head.filter(Sides::single).isPresent();
    if (oneBase && oneHead) {
      // Two files that the user names are to be compared, whatever their experiments are called.
      Part only = one.values().iterator().next();
      one.clear();
      one.put(other.keySet().iterator().next(), only);
    } else if (oneBase) {
      other.keySet().retainAll(one.keySet());
    } else if (oneHead) {
      one.keySet().retainAll(other.keySet());
    }
    return RunComparison.between(
        new Side(new TreeMap<>(one)),
        new Side(new TreeMap<>(other)),
        alpha,
        snapshot -> Gate.keys(snapshot, key -> true));
  }

  private void write(RunComparison runs) throws IOException {
    AtomicFile.write(folder().resolve(RunFiles.COMPARISON_JSON), ComparisonJson.render(runs));
    AtomicFile.write(
        folder().resolve(RunFiles.COMPARISON_MARKDOWN), ComparisonMarkdown.render(runs));
    AtomicFile.write(folder().resolve(RunFiles.PAGE), ComparisonPage.utf8(runs));
  }

  private Path folder() {
    return reports.resolve(RunFiles.COMPARISON);
  }
}
