package dev.recsim.report.check;

import static java.util.stream.Collectors.toMap;

import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.ClaimResult;
import dev.recsim.baseline.Outcome;
import dev.recsim.rule.Claim;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What to do about a verdict.
 *
 * @param words in words, without names of the user's
 * @param command to paste; empty where there is none
 */
record Cure(String words, String command) {

  /** All of it on one line. */
  String line() {
    return command.isEmpty() ? words : words + ": " + command;
  }

  /** The cures of a check, each once, the worst verdict first; one command accepts all changes. */
  static List<Cure> of(CheckResult result) {
    List<CheckFinding> findings = CheckFinding.of(result);
    List<String> names = findings.stream().flatMap(it -> it.acceptedAs().stream()).toList();
    Stream<Cure> cures =
        findings.stream()
            .filter(it -> names.size() < 2 || it.acceptedAs().isEmpty())
            .sorted(Comparator.comparing(CheckFinding::outcome).reversed())
            .flatMap(it -> it.cure().stream());
    if (names.size() > 1) {
      cures =
          Stream.concat(
              Stream.of(
                  accept("undo or fix these changes, or accept them", result.experiment(), names)),
              cures);
    }
    boolean better =
        findings.stream().map(CheckFinding::outcome).allMatch(Outcome::holds)
            && result.worst().compareTo(Outcome.IMPROVED) >= 0;
    return (better
            ? Stream.of(record("to protect what is better or new, record it", result.experiment()))
            : cures
                .collect(toMap(Cure::line, it -> it, (first, same) -> first, LinkedHashMap::new))
                .values()
                .stream())
        .toList();
  }

  /** Of one verdict on an agent, a guard, a claim, the rule or the baseline. */
  static Optional<Cure> of(Outcome outcome, String experiment, String name) {
    return Optional.ofNullable(
        switch (outcome) {
          case NO_BASELINE -> record("record a baseline and commit it", experiment);
          case DAMAGED ->
              accept("restore the file from git, or replace it", experiment, List.of(name));
          case NO_EXPERIMENT ->
              new Cure(
                  "restore the experiment under this name, or delete its baseline with git rm", "");
          case ARENA_CHANGED -> accept("undo the change, or accept it", experiment, List.of(name));
          case WEAKENED ->
              accept("restore the rule, or accept the weaker one", experiment, List.of(name));
          case REGRESSED -> accept("fix the agent, or accept the drop", experiment, List.of(name));
          case REMOVED ->
              accept("restore the agent, or accept its removal", experiment, List.of(name));
          case NOT_RECORDED ->
              record("record the baseline again, with the code from before the change", experiment);
          case NO_VALUE ->
              accept(
                  "fix the agent, guard another metric, or accept that it has no value",
                  experiment,
                  List.of(name));
          case NO_MARGIN -> new Cure("give the guard an absolute margin", "");
          case UNREPEATABLE ->
              new Cure(
                  "take random numbers only from the key that recsim gives, and read no clock; then"
                      + " run it again",
                  "mvn compile recsim:run" + selection(experiment));
          case DIFFERS -> record("if the change is intended, record it", experiment);
          case BROKEN ->
              new Cure("fix the agent or change the claim: no baseline makes a claim hold", "");
          // Only seeds that are in the baseline can be compared.
          case UNDECIDED ->
              new Cure(
                  "to decide, raise trials.seeds or baseline.max_seeds; for an agent also record"
                      + " the baseline again, with the code from before the change",
                  "");
          case INCOMPLETE ->
              new Cure(
                  "run it again; if a trial failed, the report says why",
                  "mvn compile recsim:run" + selection(experiment));
          default -> null;
        });
  }

  /** Of a verdict on a claim. */
  static Optional<Cure> of(ClaimResult it, String experiment, String name) {
    if (it.claim() instanceof Claim.Ships) {
      return ofTest(it.outcome(), "mvn recsim:ab" + selection(experiment));
    }
    if (it.claim() instanceof Claim.InReality && it.outcome() == Outcome.REFUSED) {
      return Optional.of(
          new Cure("record more tests and outcomes, then try", "mvn recsim:reality"));
    }
    if (it.claim() instanceof Claim.InReality) {
      return ofTest(it.outcome(), "mvn recsim:reality");
    }
    if (it.claim() instanceof Claim.InWorlds) {
      return inWorlds(it.outcome(), experiment);
    }
    return it.ofLog() ? ofLog(it.outcome(), experiment) : of(it.outcome(), experiment, name);
  }

  /**
   * Of a verdict on a claim about live tests.
   *
   * @param command that judges them
   */
  private static Optional<Cure> ofTest(Outcome outcome, String command) {
    return Optional.ofNullable(
        switch (outcome) {
          case BROKEN -> new Cure("do not ship it, or change the claim", "");
          case UNDECIDED -> new Cure("to decide, test longer, or record more tests", "");
          case REFUSED, INCOMPLETE -> new Cure("repair this, then try", command);
          default -> null;
        });
  }

  /** Of a verdict on a claim over plausible worlds. */
  private static Optional<Cure> inWorlds(Outcome outcome, String experiment) {
    return Optional.ofNullable(
        switch (outcome) {
          case BROKEN ->
              new Cure("see its page for the cause, then fix the policy or the claim", "");
          case UNDECIDED ->
              new Cure("to decide, declare more worlds, or raise evaluation.sessions", "");
          case INCOMPLETE ->
              new Cure("run what is missing", "mvn compile recsim:run" + selection(experiment));
          default -> null;
        });
  }

  /** Of a verdict on a claim about a log. */
  private static Optional<Cure> ofLog(Outcome outcome, String experiment) {
    return Optional.ofNullable(
        switch (outcome) {
          case BROKEN -> new Cure("fix the policy or change the claim", "");
          case UNDECIDED ->
              new Cure(
                  "to decide, log more sessions, or log under a policy nearer to this one", "");
          case REFUSED ->
              new Cure("log what the reason says", "mvn recsim:ope" + selection(experiment));
          case INCOMPLETE ->
              new Cure("repair this, then try", "mvn recsim:ope" + selection(experiment));
          default -> null;
        });
  }

  /** Records a new run although these got worse. */
  static Cure accept(String words, String experiment, Collection<String> names) {
    return new Cure(words, command(experiment) + " -Drecsim.accept=" + String.join(",", names));
  }

  /** Runs the recorded experiment, which {@code recsim:run} does not. */
  static Cure judge(String experiment) {
    return new Cure(
        "to judge the recorded experiment, run it",
        "mvn compile recsim:check" + selection(experiment));
  }

  private static Cure record(String words, String experiment) {
    return new Cure(words, command(experiment));
  }

  private static String command(String experiment) {
    return "mvn compile recsim:run recsim:baseline" + selection(experiment);
  }

  private static String selection(String experiment) {
    return " -Drecsim.experiment=" + Phrases.line(experiment);
  }
}
