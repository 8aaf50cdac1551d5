package dev.recsim.app.ab;

import com.fasterxml.jackson.core.JacksonException;
import dev.recsim.ab.TestData;
import dev.recsim.app.project.UserError;
import dev.recsim.decide.Verdict;
import dev.recsim.decide.metric.UnitSums;
import dev.recsim.io.Digest;
import dev.recsim.io.RegularFile;
import dev.recsim.json.JsonRecords;
import dev.recsim.json.JsonText;
import dev.recsim.report.ab.AbReport;
import dev.recsim.report.ab.AbReport.OfMetric;
import dev.recsim.report.ab.AbReport.Treatment;
import dev.recsim.report.ab.AbWords;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
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
  public static final int SCHEMA_VERSION = 1;

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

  static VerdictsFile of(AbReport report, TestData data, String definition) {
    List<Seen> looks = new ArrayList<>();
    data.looks().forEach(it -> looks.add(seen(it)));
    List<Decided> decisions = new ArrayList<>();
    List<Reached> verdicts = new ArrayList<>();
    for (Treatment each : report.treatments()) {
      decisions.add(
          new Decided(
              each.arm(),
              each.decision() == null ? "REFUSED" : each.decision().name(),
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
    return new VerdictsFile(SCHEMA_VERSION, report.name(), definition, looks, decisions, verdicts);
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
          text.append(' ').append(JsonText.significant(sum, DIGITS).toPlainString());
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
    try {
      VerdictsFile read = JsonRecords.read(RegularFile.text(file), VerdictsFile.class);
      if (read != null && read.schemaVersion() > SCHEMA_VERSION) {
        throw new UserError(file + " was written by a newer recsim; use that one");
      }
      if (read != null && read.whole()) {
        return Optional.of(read);
      }
    } catch (JacksonException | CharacterCodingException | RegularFile.NotOne e) {
      // Told below, like a file without its parts.
    }
    throw new UserError(file + " is damaged; restore it from git");
  }

  /** The file's text. */
  String json() {
    return JsonRecords.write(this);
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
        && verdicts.stream().allMatch(it -> it != null && it.verdict() != null);
  }

  /** Why this file cannot follow an earlier one; empty if it can. */
  List<String> contradictions(VerdictsFile before, Path file) {
    if (looks.size() == 1 && looks.get(0).end() == null) {
      return List.of(); // Looked at once, after its end: there is nothing to undo.
    }
    if (!definition.equals(before.definition)) {
      return List.of(
          "arms, metrics, plan, margins, claims or recsim.alpha were changed after the first look;"
              + " restore them, or remove %s to start a new test".formatted(file));
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
