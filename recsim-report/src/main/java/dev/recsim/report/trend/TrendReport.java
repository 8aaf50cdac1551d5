package dev.recsim.report.trend;

import dev.recsim.report.page.Figures;
import dev.recsim.report.trend.BaselineTrend.Loss;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The committed baselines of a project.
 *
 * @param commits number of commits that were read
 * @param shallow whether this clone lacks a part of the history
 * @param more whether older commits were not read
 * @param unreadable number of committed baselines that are damaged
 * @param uncommitted number of baselines that are not as the last commit has them
 * @param experiments by name
 */
public record TrendReport(
    int commits,
    boolean shallow,
    boolean more,
    int unreadable,
    int uncommitted,
    List<BaselineTrend> experiments) {

  /** The losses that were accepted, or those within margins; the largest first. */
  List<Loss> losses(boolean accepted) {
    return experiments.stream()
        .flatMap(it -> it.losses().stream())
        .filter(it -> it.accepted() == accepted)
        .sorted(
            Comparator.comparing(Loss::verdict)
                .thenComparingDouble(it -> Math.abs(it.share()))
                .reversed())
        .toList();
  }

  /** The result in one sentence. */
  public String headline() {
    int accepted = losses(true).size();
    return "%s in %s of %s"
        .formatted(
            accepted == 0
                ? "No loss was accepted"
                : accepted == 1
                    ? "1 loss was accepted"
                    : Figures.count(accepted) + " losses were accepted",
            Figures.count(commits, "commit"),
            Figures.count(experiments.size(), "baseline"));
  }

  /** The largest loss, and what the page is from. */
  List<String> details() {
    List<String> details = new ArrayList<>();
    Optional<Loss> worst = losses(true).stream().findFirst();
    worst.ifPresent(
        it ->
            details.add(
                "The worst: %s, by %s on %s: \"%s\"."
                    .formatted(
                        it.text(),
                        it.commit().author(),
                        it.commit().date(),
                        it.commit().subject())));
    int tolerated = losses(false).size();
    if (tolerated > 0) {
      details.add(
          "%s smaller %s within a margin, so nobody had to accept %s."
              .formatted(
                  Figures.count(tolerated),
                  tolerated == 1 ? "loss was" : "losses were",
                  tolerated == 1 ? "it" : "them"));
    }
    return details;
  }

  /** What is not on the page. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (shallow) {
      warnings.add(
          "this clone lacks a part of the history; get it with git fetch --unshallow, or with"
              + " fetch-depth: 0 where actions/checkout cloned it");
    }
    if (more) {
      warnings.add(
          "only the newest %s are shown; -Drecsim.commits shows more"
              .formatted(Figures.count(commits, "commit")));
    }
    if (unreadable > 0) {
      warnings.add(
          "%s cannot be read: changed by hand, or of a later recsim"
              .formatted(Figures.count(unreadable, "committed baseline")));
    }
    if (uncommitted > 0) {
      warnings.add(
          "%s changed since the last commit, and that is not shown"
              .formatted(uncommitted == 1 ? "1 baseline has" : uncommitted + " baselines have"));
    }
    return warnings;
  }
}
