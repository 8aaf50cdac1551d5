package dev.recsim.app.ab;

import dev.recsim.app.project.SealedFile;
import dev.recsim.app.project.UserError;
import dev.recsim.decide.Verdict;
import dev.recsim.decide.metric.UnitSums;
import dev.recsim.io.Digest;
import dev.recsim.json.Sealed;
import dev.recsim.live.TestData;
import dev.recsim.live.judge.LiveTestJudge;
import dev.recsim.live.judge.LiveTestResult;
import dev.recsim.live.judge.LiveTestResult.OfMetric;
import dev.recsim.live.judge.LiveTestResult.Role;
import dev.recsim.live.judge.LiveTestResult.Treatment;
import dev.recsim.live.options.AbSection;
import dev.recsim.report.ab.AbWords;
import dev.recsim.stats.Decimals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The verdicts that a live test has reached, with digests of the data that they saw: committed, so
 * that a later look cannot undo a decision, and a changed past is found.
 *
 * @param definition digest of arms, metrics, plan, margins, claims and error rate
 * @param looks all looks so far
 * @param decisions one for each treatment
 * @param verdicts that were reached
 */
public record VerdictsFile(
    int schemaVersion,
    String experiment,
    String definition,
    List<Seen> looks,
    List<Decided> decisions,
    List<Reached> verdicts) {
  /** Raised when a field changes its meaning or is removed. */
  public static final int SCHEMA_VERSION = 2;

  /** Version 1 has no checksum, and another digest of the definition. */
  private static final Sealed FORMAT =
      new Sealed("a file of verdicts", 1, SCHEMA_VERSION, 2, "start a test under another name");

  /** Digits of a sum that its digest depends on. */
  private static final int DIGITS = 10;

  /**
   * A look.
   *
   * @param end of the look; null if the data have no time
   * @param units of each arm
   * @param data digest of all sums
   */
  public record Seen(String end, List<Long> units, String data) {}

  /**
   * The decision on a treatment.
   *
   * @param since end of the look that decided; null for CONTINUE, END and REFUSED
   * @param words why
   */
  public record Decided(String arm, String decision, String since, String words) {}

  /** A verdict on a metric of a treatment, and the end of the look that reached it. */
  public record Reached(String arm, String metric, String verdict, String since) {}

  static VerdictsFile of(LiveTestResult report, TestData data, String definition) {
    List<Seen> looks = new ArrayList<>();
    data.looks().forEach(it -> looks.add(seen(it)));
    List<Decided> decisions = new ArrayList<>();
    List<Reached> verdicts = new ArrayList<>();
    for (Treatment each : report.treatments()) {
      decisions.add(
          new Decided(
              each.arm(),
              each.decision().name(),
              each.decided() < 0 ? null : looks.get(each.decided()).end(),
              AbWords.reason(report, each)));
      for (OfMetric metric : each.metrics()) {
        if (metric.verdict() != Verdict.UNDECIDED) {
          verdicts.add(
              new Reached(
                  each.arm(),
                  metric.metric(),
                  metric.verdict().name(),
                  looks.get(metric.since()).end()));
        }
      }
    }
    return new VerdictsFile(
        SCHEMA_VERSION, report.of().name(), definition, looks, decisions, verdicts);
  }

  private static Seen seen(TestData.Look look) {
    StringBuilder text = new StringBuilder();
    for (UnitSums[] arm : look.sums()) {
      for (UnitSums it : arm) {
        text.append(it.n());
        for (double sum :
            new double[] {
              it.y(), it.yy(), it.d(), it.dd(), it.yd(), it.x(), it.xx(), it.xy(), it.xd()
            }) {
          text.append(' ').append(Decimals.significant(sum, DIGITS).toPlainString());
        }
        text.append('\n');
      }
    }
    return new Seen(
        look.end() == null ? null : look.end().toString(),
        Arrays.stream(look.assigned()).boxed().toList(),
        Digest.of(text.toString()));
  }

  /**
   * Reads a file; empty if there is none.
   *
   * @throws UserError if it is damaged
   */
  static Optional<VerdictsFile> read(Path file) throws IOException, UserError {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    VerdictsFile read = SealedFile.read(file, VerdictsFile.class, FORMAT);
    if (!read.whole()) {
      throw new UserError(file + " " + FORMAT.lacks().getMessage());
    }
    return Optional.of(read);
  }

  /** The file's text. */
  String json() {
    return Sealed.text(this);
  }

  /** The digest of a test as this version of the file has it. */
  String definition(AbSection section, double alpha) {
    return schemaVersion == 1
        ? FirstDefinition.digest(section, alpha)
        : TestDefinition.digest(section, alpha);
  }

  private boolean whole() {
    return experiment != null
        && definition != null
        && looks != null
        && looks.stream().allMatch(it -> it != null && it.units() != null && it.data() != null)
        && decisions != null
        && decisions.stream().allMatch(it -> it != null && it.arm() != null)
        && decisions.stream().allMatch(it -> it.decision() != null && it.words() != null)
        && verdicts != null
        && verdicts.stream().allMatch(it -> it != null && it.arm() != null && it.metric() != null)
        && verdicts.stream().allMatch(it -> it.verdict() != null);
  }

  /**
   * Why a treatment cannot have been shipped by these verdicts; empty if it can. A treatment is
   * shipped if each metric that it needs has shown what it must, and none had regressed.
   */
  Optional<String> shippedWithout(AbSection section, Decided decided) {
    List<String> ends = looks.stream().map(Seen::end).toList();
    int look = ends.indexOf(decided.since());
    for (Reached it : verdicts) {
      if (it.arm().equals(decided.arm())
          && it.verdict().equals(Verdict.REGRESSED.name())
          && ends.indexOf(it.since()) <= look) {
        return Optional.of(it.metric() + " has regressed");
      }
    }
    return section.metrics().keySet().stream()
        .filter(
            metric ->
                look < 0
                    || !shows(
                        LiveTestJudge.role(section, decided.arm(), metric), decided.arm(), metric))
        .findFirst()
        .map(metric -> metric + " has not shown what it must");
  }

  private boolean shows(Role role, String arm, String metric) {
    return role == Role.WATCHED
        || verdicts.stream()
            .filter(it -> it.arm().equals(arm) && it.metric().equals(metric))
            .anyMatch(
                it ->
                    it.verdict().equals(Verdict.IMPROVED.name())
                        || it.verdict().equals(Verdict.HOLDS.name()) && role != Role.BEATS);
  }

  /**
   * Why this file cannot follow an earlier one; empty if it can.
   *
   * @param declared digest of today's test as the earlier file has it
   */
  List<String> contradictions(VerdictsFile before, String declared, Path file) {
    if (looks.size() == 1 && looks.get(0).end() == null) {
      return List.of(); // Looked at once, after its end: there is nothing to undo.
    }
    if (!declared.equals(before.definition)) {
      return List.of(
          "arms, metrics, plan, margins, claims or recsim.alpha were changed after the first look;"
              + " restore them, or start a test under another name; %s keeps the first one"
                  .formatted(file));
    }
    for (int look = 0; look < before.looks.size(); look++) {
      Seen was = before.looks.get(look);
      if (look >= looks.size()) {
        return List.of(
            "the data end before the look of %s, which %s has seen; restore them"
                .formatted(was.end(), file));
      }
      Seen is = looks.get(look);
      if (!was.equals(is)) {
        return List.of(
            "the data up to %s are others than those that %s has seen: units were %s and are %s;"
                    .formatted(was.end(), file, was.units(), is.units())
                + " restore them");
      }
    }
    return before.verdicts.stream()
        .filter(it -> !verdicts.contains(it))
        .map(
            it ->
                "%s:%s was %s since %s, which the same data do not show now; use the version of"
                        .formatted(it.arm(), it.metric(), it.verdict(), it.since())
                    + " recsim that decided")
        .toList();
  }
}
