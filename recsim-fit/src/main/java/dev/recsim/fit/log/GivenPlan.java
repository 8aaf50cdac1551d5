package dev.recsim.fit.log;

import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.fit.file.EnvironmentFile;
import dev.recsim.fit.file.EnvironmentFile.Source;
import dev.recsim.fit.file.FittedParameters;
import dev.recsim.fit.gap.EnvironmentGap;
import dev.recsim.fit.judge.Judgement;
import dev.recsim.random.RandomKey;
import java.nio.file.Path;
import java.util.List;

/**
 * An environment that is not fitted, which is compared with logs of other policies.
 *
 * @param file the declaration
 * @param given the environment
 * @param files that the environment's options name
 * @param documents their ids in the logs, by index
 * @param counterfactual the logs
 * @param declaration the declaration with every default, as lines of YAML
 */
public record GivenPlan(
    Path file,
    Environment given,
    List<Path> files,
    List<String> documents,
    Counterfactual counterfactual,
    List<String> declaration)
    implements EnvironmentPlan {
  /** The model of the file of such an environment. */
  public static final String MODEL = "given";

  private static final RandomKey KEY = RandomKey.root(0).child("counterfactual");

  /** The parameters are the options of the environment's type, which the declaration has. */
  record Parameters() implements FittedParameters {
    @Override
    public Environment environment(List<String> documents, int slateSize, int maxSessionLength) {
      throw new InvalidOption(
          "file", "is about an environment that is not fitted; write its type and options instead");
    }
  }

  @Override
  public Fit fit(double alpha, FitWork work) {
    EnvironmentGap measure =
        new EnvironmentGap(given, documents, 0, KEY, counterfactual.sessions());
    Gaps gaps = Gaps.of(this, measure, 0, alpha);
    given.inputs(); // An environment that records its answers saves them then.
    return new Fit(
        new EnvironmentFile(
            EnvironmentFile.SCHEMA_VERSION,
            MODEL,
            declaration,
            new Source(Fit.files(files), 0, 0, "", null, null, List.of()),
            documents,
            new Parameters(),
            gaps.findings(),
            gaps.logs(),
            List.of()),
        new Judgement(gaps.findings(), List.of(), List.of()));
  }
}
