package dev.recsim.cli;

import dev.recsim.app.Workspace;
import dev.recsim.app.project.UserError;
import dev.recsim.app.promote.PromoteOperation;
import dev.recsim.app.promote.PromoteOperation.Promoted;
import dev.recsim.app.promote.VerifyOperation;
import dev.recsim.app.promote.VerifyOperation.Verified;
import dev.recsim.app.results.ClaimVerdicts;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.policy.Manifest.Rule;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** The verbs about promoted agents. */
record PromoteVerbs(Arguments arguments) {

  /**
   * Checks that exactly one experiment is selected.
   *
   * @throws UserError if not
   */
  void checkOne(List<ExperimentSpec> specs) throws UserError {
    arguments.required("select", "-Drecsim.experiment=<experiment>");
    if (specs.size() != 1) {
      throw new UserError(
          "recsim.experiment=%s selects %s experiments%s; name one"
              .formatted(
                  arguments.option("select").orElse(""),
                  specs.size(),
                  specs.stream()
                      .map(ExperimentSpec::name)
                      .collect(Collectors.joining(", ", " (", ")"))));
    }
  }

  /**
   * Promotes an agent.
   *
   * @param claims verdicts on claims that trials do not decide
   */
  void promote(Workspace workspace, ExperimentSpec spec, List<ClaimVerdicts> claims)
      throws IOException, UserError {
    String agent = arguments.required("agent", "-Drecsim.agent=<agent>");
    Rule rule = arguments.seedRule();
    Promoted promoted =
        new PromoteOperation(
                workspace, arguments.path("output"), rule, arguments.flag("allow-dirty"))
            .promote(spec, claims, agent);
    System.out.println(
        "promoted %s of %s: %s"
            .formatted(agent, spec.name(), promoted.manifest().selection().reason()));
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
