package dev.recsim.report.check;

import dev.recsim.baseline.ArenaScore;
import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.CheckResult.Unrepeated;
import dev.recsim.baseline.ClaimResult;
import dev.recsim.baseline.Comparison;
import dev.recsim.baseline.NewBaseline;
import dev.recsim.baseline.Outcome;
import dev.recsim.baseline.Weakening;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Plain;
import dev.recsim.report.page.Tone;
import dev.recsim.rule.Change;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One verdict of a check in words; every face of a check shows these.
 *
 * @param subject what it is about
 * @param name of the agent, {@code <agent>:<metric>} of a guard, text of the claim, {@code
 *     baseline}, {@code arena} or {@code rule}; on one line
 * @param outcome the verdict
 * @param words the verdict and what is behind it
 * @param loss share of the baseline or threshold that is lost; 0 if that is unknown
 * @param cure what to do about it
 * @param line where its subject stands in the experiment file, 1-based
 */
record CheckFinding(
    Subject subject,
    String name,
    Outcome outcome,
    Words words,
    double loss,
    Optional<Cure> cure,
    int line) {
  /** Changed keys that are listed. */
  private static final int LISTED = 40;

  /**
   * A verdict in words.
   *
   * @param brief the verdict in a few words
   * @param sentence the verdict as one sentence, on one line
   * @param plain the verdict in the words of pages, without a full stop
   * @param reason the figures behind it; may be empty
   * @param details facts behind it, a line each
   */
  record Words(String brief, String sentence, String plain, String reason, List<String> details) {}

  /** What a verdict is about, the greatest harm first. */
  enum Subject {
    AGENT,
    GUARD,
    CLAIM,
    BASELINE,
    RULE
  }

  /**
   * The name that accepts it when a baseline is recorded; empty if nothing needs to be accepted.
   */
  Optional<String> acceptedAs() {
    return switch (outcome) {
      case REGRESSED, NO_VALUE, REMOVED, ARENA_CHANGED, DAMAGED, WEAKENED -> Optional.of(name);
      default -> Optional.empty();
    };
  }

  CheckFinding {
    loss = Double.isFinite(loss) ? loss : 0;
  }

  /**
   * By harm: what is shown before what is open, agents before guards before claims before the rest,
   * and the largest loss first.
   */
  static final Comparator<CheckFinding> BY_HARM =
      Comparator.comparing(
              (CheckFinding it) -> CheckSections.badge(it.outcome()).tone() != Tone.BAD)
          .thenComparing(CheckFinding::subject)
          .thenComparing(CheckFinding::outcome, Comparator.reverseOrder())
          .thenComparing(it -> -it.loss());

  /** The verdict in the words of pages, with the figures behind it. */
  String shown() {
    return words.reason().isEmpty() ? words.plain() : words.plain() + ": " + words.reason();
  }

  /** The sentence, the details, and what to do. */
  List<String> text() {
    return Stream.of(
            Stream.of(words.sentence()), words.details().stream(), cure.stream().map(Cure::line))
        .flatMap(it -> it)
        .toList();
  }

  /** All verdicts, without lines of a file. */
  static List<CheckFinding> of(CheckResult result) {
    return of(result, SourceLines.of(""));
  }

  /** All verdicts: on a baseline that was not compared, a relaxed rule, agents, guards, claims. */
  static List<CheckFinding> of(CheckResult result, SourceLines place) {
    List<CheckFinding> findings = new ArrayList<>();
    if (result.status() != Outcome.COMPARED) {
      findings.add(baseline(result));
    }
    result.weakening().ifPresent(it -> findings.add(rule(it, result)));
    result.comparisons().forEach(it -> findings.add(comparison(it, result, place)));
    result.unrepeated().forEach(it -> findings.add(unrepeated(it, result, place)));
    for (int i = 0; i < result.claims().size(); i++) {
      ClaimResult it = result.claims().get(i);
      String name = Phrases.line(it.claim().text());
      findings.add(
          new CheckFinding(
              Subject.CLAIM,
              name,
              it.outcome(),
              new Words(
                  "\"" + name + "\" " + it.outcome(),
                  ClaimWords.sentence(it, result.unit()),
                  ClaimWords.plain(it),
                  ClaimWords.reason(it, result.unit()),
                  List.of()),
              Math.abs((it.value() - it.threshold()) / it.threshold()),
              Cure.of(it, result.experiment(), name),
              place.claim(i)));
    }
    return List.copyOf(findings);
  }

  private static CheckFinding comparison(Comparison it, CheckResult result, SourceLines place) {
    boolean arena = result.status() == Outcome.ARENA_CHANGED;
    String name = Phrases.line(it.name());
    Optional<Cure> cure =
        arena && it.outcome() == Outcome.INCOMPLETE
            ? Optional.of(Cure.judge(result.experiment()))
            : it.ofGuard() && it.outcome() == Outcome.REGRESSED
                ? Optional.of(
                    Cure.accept(
                        "fix the agent, or accept the loss", result.experiment(), List.of(name)))
                : Cure.of(it.outcome(), result.experiment(), name);
    return new CheckFinding(
        it.ofGuard() ? Subject.GUARD : Subject.AGENT,
        name,
        it.outcome(),
        new Words(
            AgentWords.brief(it),
            AgentWords.sentence(it, arena ? " in the recorded experiment" : "", result.unit()),
            (arena ? "In the recorded experiment, " : "") + AgentWords.plain(it, result.unit()),
            AgentWords.reason(it, result.unit()),
            List.of()),
        Math.abs(it.test().difference() / it.evidence().baseline()),
        cure.filter(any -> it.outcome() != Outcome.UNDECIDED || AgentWords.seedsDecide(it)),
        place.of(it));
  }

  private static CheckFinding unrepeated(Unrepeated it, CheckResult result, SourceLines place) {
    String name = Phrases.line(it.agent());
    String words = name + " is not repeatable";
    return new CheckFinding(
        Subject.AGENT,
        name,
        it.outcome(),
        new Words(
            name + " " + OutcomeWords.machine(Outcome.UNREPEATABLE),
            words + ": " + Phrases.line(it.how()),
            words,
            Phrases.line(it.how()),
            List.of()),
        0,
        Cure.of(Outcome.UNREPEATABLE, result.experiment(), name),
        place.agentLines().getOrDefault(it.agent(), 1));
  }

  private static CheckFinding baseline(CheckResult result) {
    Outcome status = result.status();
    boolean arena = status == Outcome.ARENA_CHANGED;
    List<Change> relaxed = result.weakening().map(Weakening::changes).orElse(List.of());
    List<Change> changes =
        result.basis().changes().stream().filter(it -> !relaxed.contains(it)).toList();
    String name = arena ? NewBaseline.ARENA : NewBaseline.BASELINE;
    String brief = CheckWords.status(result);
    Optional<String> problem = result.basis().problem().map(Phrases::line);
    return new CheckFinding(
        Subject.BASELINE,
        name,
        status,
        new Words(
            arena ? "ARENA CHANGED: " + keys(changes) : brief,
            problem.map(it -> brief + ": " + it).orElse(brief),
            arena ? "The environment changed: " + keys(changes) : Plain.capital(brief),
            problem.orElse(""),
            Stream.concat(
                    changes(changes).stream(),
                    result.basis().arenaScores().stream().map(CheckFinding::scores))
                .toList()),
        0,
        Cure.of(status, result.experiment(), name),
        1);
  }

  /** The changed keys, a line each, cut where there are too many. */
  private static List<String> changes(List<Change> changes) {
    List<String> lines = new ArrayList<>();
    changes.stream().limit(LISTED).forEach(it -> lines.add("- " + Phrases.change(it.key(), it)));
    if (changes.size() > LISTED) {
      lines.add("... and " + (changes.size() - LISTED) + " more");
    }
    return lines;
  }

  private static String scores(ArenaScore it) {
    return "%s: %s in the baseline, %s in the changed arena, not comparable"
        .formatted(
            Phrases.line(it.agent()), Phrases.score(it.baseline()), Phrases.score(it.current()));
  }

  private static CheckFinding rule(Weakening it, CheckResult result) {
    Outcome outcome = it.passes() ? Outcome.HOLDS : Outcome.WEAKENED;
    List<String> verdicts =
        VerdictTables.Kind.RULE
            .rows(result)
            .filter(row -> !row.outcome().holds())
            .map(row -> Phrases.line(row.name()) + " " + row.outcome())
            .toList();
    Stream<String> failed =
        Stream.concat(
            it.comparisons().stream()
                .filter(one -> !one.outcome().holds())
                .map(one -> AgentWords.sentence(one, "", result.unit())),
            it.claims().stream()
                .filter(one -> !one.outcome().holds())
                .map(one -> ClaimWords.sentence(one, result.unit())));
    return new CheckFinding(
        Subject.RULE,
        NewBaseline.RULE,
        outcome,
        new Words(
            "rule " + outcome + ": " + keys(it.changes()),
            "rule %s: %s; by the recorded rule %s"
                .formatted(
                    it.passes() ? "relaxed" : "WEAKENED",
                    Phrases.changes(it.changes()),
                    it.passes() ? "the run passes too" : Figures.some(verdicts, 3)),
            (it.passes() ? "The rule was relaxed: " : "The rule was weakened: ")
                + keys(it.changes()),
            it.passes()
                ? "the run passes the recorded rule too"
                : "the run fails the recorded rule",
            failed.map(sentence -> "by the recorded rule: " + sentence).toList()),
        0,
        Cure.of(outcome, result.experiment(), NewBaseline.RULE),
        1);
  }

  private static String keys(List<Change> changes) {
    return Figures.some(changes.stream().map(it -> Phrases.line(it.key())).distinct().toList(), 3);
  }
}
