package dev.recsim.app.ab;

import dev.recsim.app.ab.VerdictsFile.Decided;
import dev.recsim.app.project.UserError;
import dev.recsim.app.results.ClaimVerdicts;
import dev.recsim.baseline.ClaimResult;
import dev.recsim.baseline.Outcome;
import dev.recsim.live.options.LiveTestSpec;
import dev.recsim.rule.Claim;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a check asks of a live test: that the committed decision is SHIP. */
public final class AbGate {
  private AbGate() {}

  /** Reads the decisions; a treatment ships if its decision is SHIP by the rules of the file. */
  public static List<ClaimVerdicts> check(List<LiveTestSpec> specs, double alpha) {
    List<ClaimVerdicts> checked = new ArrayList<>();
    for (LiveTestSpec spec : specs) {
      List<ClaimResult> claims = new ArrayList<>();
      for (String arm : spec.section().treatments()) {
        claims.add(result(spec, arm, alpha));
      }
      checked.add(ClaimVerdicts.ofTest(spec.file(), spec.name(), spec.section().line(), claims));
    }
    return checked;
  }

  private static ClaimResult result(LiveTestSpec spec, String arm, double alpha) {
    Claim claim = new Claim.Ships(arm);
    Path file = spec.verdicts();
    try {
      Optional<VerdictsFile> read = VerdictsFile.read(file);
      if (read.isEmpty()) {
        return ClaimResult.told(
            claim, Outcome.INCOMPLETE, file + " is missing; mvn recsim:ab writes it");
      }
      VerdictsFile its = read.get();
      if (!its.definition().equals(its.definition(spec.section(), alpha))) {
        return ClaimResult.told(
            claim,
            Outcome.REFUSED,
            "the test was changed since " + file + " was written; run mvn recsim:ab");
      }
      return its.decisions().stream()
          .filter(it -> it.arm().equals(arm))
          .findFirst()
          .map(it -> result(claim, spec, its, it))
          .orElseGet(
              () -> ClaimResult.told(claim, Outcome.INCOMPLETE, file + " has no decision on it"));
    } catch (UserError e) {
      return ClaimResult.told(claim, Outcome.INCOMPLETE, e.getMessage());
    } catch (IOException e) {
      return ClaimResult.told(
          claim, Outcome.INCOMPLETE, "%s cannot be read (%s)".formatted(file, e));
    }
  }

  /** The decision, if it follows from the verdicts. */
  private static ClaimResult result(Claim claim, LiveTestSpec spec, VerdictsFile file, Decided it) {
    Outcome outcome = outcome(it);
    Optional<String> without =
        outcome == Outcome.HOLDS ? file.shippedWithout(spec.section(), it) : Optional.empty();
    return without.isEmpty()
        ? ClaimResult.told(claim, outcome, it.decision() + ": " + it.words())
        : ClaimResult.told(
            claim,
            Outcome.REFUSED,
            "%s says SHIP, but by its verdicts %s; restore it from git"
                .formatted(spec.verdicts(), without.get()));
  }

  private static Outcome outcome(Decided it) {
    return switch (it.decision()) {
      case "SHIP" -> Outcome.HOLDS;
      case "STOP" -> Outcome.BROKEN;
      case "REFUSED" -> Outcome.REFUSED;
      default -> Outcome.UNDECIDED;
    };
  }
}
