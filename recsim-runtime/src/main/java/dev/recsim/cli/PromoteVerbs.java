package dev.recsim.cli;

import dev.recsim.app.Listener;
import dev.recsim.app.project.UserError;
import dev.recsim.app.promote.PromoteOperation;
import dev.recsim.app.promote.PromoteOperation.Promoted;
import dev.recsim.app.promote.VerifyOperation;
import dev.recsim.app.promote.VerifyOperation.Verified;
import dev.recsim.app.results.ClaimVerdicts;
import dev.recsim.cli.options.VerbOptions.Promote;
import dev.recsim.cli.options.VerbOptions.Verdicts;
import dev.recsim.cli.options.VerbOptions.VerifyPromoted;
import dev.recsim.experiment.OptionalModules;
import dev.recsim.experimentfile.Contents;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.InvalidExperiment;
import java.io.IOException;
import java.util.List;

/** The verbs about promoted agents. */
final class PromoteVerbs {
  private PromoteVerbs() {}

  /** Judges claims that trials do not decide. */
  interface Claims {
    List<ClaimVerdicts> of(Contents contents) throws InvalidExperiment, IOException, UserError;
  }

  /** Promotes an agent of the only experiment that is selected. */
  static void promote(Promote options, Listener listener, Claims claims)
      throws InvalidExperiment, IOException, UserError {
    Verdicts verdicts = options.verdicts();
    String globs = verdicts.results().experiment().orElseThrow(() -> missing("experiment"));
    String agent = options.agent().orElseThrow(() -> missing("agent"));
    PromoteOperation operation =
        new PromoteOperation(
            verdicts.workspace(listener), options.output(), options.seed(), options.allowDirty());
    Contents contents = verdicts.selected().checked().contents();
    List<ExperimentSpec> specs = contents.experiments();
    if (specs.size() != 1) {
      throw new UserError(
          "recsim.experiment=%s selects %s experiments: %s; name one"
              .formatted(
                  globs,
                  specs.size(),
                  String.join(", ", specs.stream().map(ExperimentSpec::name).toList())));
    }
    OptionalModules.require(specs);
    Promoted promoted = operation.promote(specs.get(0), claims.of(contents), agent);
    System.out.println(
        "promoted %s of %s: %s"
            .formatted(agent, specs.get(0).name(), promoted.manifest().selection().reason()));
    System.out.println("  wrote " + promoted.folder());
  }

  private static UserError missing(String option) {
    return new UserError("recsim.%s is missing; write -Drecsim.%1$s=<%1$s>".formatted(option));
  }

  static void verify(VerifyPromoted options) throws IOException, UserError {
    for (Verified it : new VerifyOperation(options.experiments(), options.promoted()).verify()) {
      System.out.println(
          "%s: %s of %s has its recorded %s"
              .formatted(
                  it.folder(),
                  it.manifest().agent(),
                  it.manifest().experiment(),
                  it.manifest().members().size() == 1 ? "score" : "scores"));
    }
  }
}
