package dev.recsim.cli;

import dev.recsim.app.Workspace;
import dev.recsim.app.project.Experiments;
import dev.recsim.app.project.UserError;
import dev.recsim.app.promote.PromoteOperation;
import dev.recsim.app.promote.PromoteOperation.Promoted;
import dev.recsim.app.promote.VerifyOperation;
import dev.recsim.app.promote.VerifyOperation.Verified;
import dev.recsim.app.results.ClaimVerdicts;
import dev.recsim.experiment.OptionalModules;
import dev.recsim.experimentfile.Contents;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.InvalidExperiment;
import java.io.IOException;
import java.util.List;

/** The verbs about promoted agents. */
record PromoteVerbs(Arguments arguments) {

  /** Judges claims that trials do not decide. */
  interface Claims {
    List<ClaimVerdicts> of(Contents contents) throws InvalidExperiment, IOException, UserError;
  }

  /** Promotes an agent of the only experiment that is selected. */
  void promote(Workspace workspace, Experiments selection, Claims claims)
      throws InvalidExperiment, IOException, UserError {
    String globs =
        arguments
            .option("select")
            .orElseThrow(
                () ->
                    new UserError(
                        "recsim.experiment is missing; write -Drecsim.experiment=<experiment>"));
    String agent = arguments.required("agent", "-Drecsim.agent=<agent>");
    PromoteOperation operation =
        new PromoteOperation(
            workspace,
            arguments.path("output"),
            arguments.seedRule(),
            arguments.flag("allow-dirty"));
    Contents contents = selection.checked();
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

  void verify() throws IOException, UserError {
    for (Verified it :
        new VerifyOperation(arguments.path("experiments"), arguments.path("promoted")).verify()) {
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
