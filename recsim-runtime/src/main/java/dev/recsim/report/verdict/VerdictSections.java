package dev.recsim.report.verdict;

import dev.recsim.baseline.Change;
import dev.recsim.baseline.CheckResult;
import dev.recsim.report.check.CheckWords;
import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Page.Check;
import dev.recsim.report.page.Page.Hint;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Plain;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A check as parts of a page. */
public final class VerdictSections {
  /** Sentences on top of the page; the sections below have them all. */
  private static final int TOLD = 3;

  private VerdictSections() {}

  /** What stands on top of the page. */
  public static Check top(CheckResult check) {
    return new Check(
        Finding.of(check).badge(),
        sentence(check),
        details(check),
        CheckWords.cures(check).stream().map(VerdictSections::hint).toList());
  }

  /** A check in one sentence. */
  static String sentence(CheckResult check) {
    return check.empty()
        ? "There is no baseline to hold these scores against."
        : Plain.capital(CheckWords.overview(check)) + ".";
  }

  private static Hint hint(String cure) {
    int command = cure.indexOf(": mvn ");
    return command < 0
        ? new Hint(Plain.capital(cure), "")
        : new Hint(Plain.capital(cure.substring(0, command + 1)), cure.substring(command + 2));
  }

  /** What does not hold, the worst first. */
  private static List<String> details(CheckResult check) {
    record Detail(Finding finding, String sentence) {}
    List<Detail> details =
        Stream.concat(
                check.comparisons().stream()
                    .filter(it -> !it.outcome().holds())
                    .map(it -> new Detail(Finding.of(it.outcome()), CheckWords.sentence(it))),
                check.claims().stream()
                    .filter(it -> !it.outcome().holds())
                    .map(it -> new Detail(Finding.of(it.outcome()), CheckWords.sentence(it))))
            .sorted(Comparator.comparing(Detail::finding).reversed())
            .toList();
    List<String> told = details.stream().limit(TOLD).map(Detail::sentence).toList();
    return details.size() <= TOLD
        ? told
        : Stream.concat(
                told.stream(), Stream.of("and " + (details.size() - TOLD) + " more, see below"))
            .toList();
  }

  /** The sections that tell why. */
  public static List<Section> of(CheckResult check) {
    return Stream.of(changes(check), AgainstBaseline.section(check), ClaimTable.section(check))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Section> changes(CheckResult check) {
    if (check.changes().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Section.of(
            "changed",
            "What changed since the baseline",
            "The experiment is not the one that the baseline was recorded of, so its scores cannot"
                + " be held against it. If the change is meant, record a new baseline.",
            Columns.<Change>plain("Keys that changed")
                .text("Key", it -> Plain.line(it.key()))
                .text("In the baseline", it -> value(it.before()))
                .text("Now", it -> value(it.after()))
                .rows(check.changes())));
  }

  private static String value(String value) {
    return value == null ? "not there" : Plain.line(value);
  }
}
