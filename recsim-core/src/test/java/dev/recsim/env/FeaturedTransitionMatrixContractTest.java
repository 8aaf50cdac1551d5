package dev.recsim.env;

import dev.recsim.api.Environment;
import dev.recsim.contract.EnvironmentContract;
import dev.recsim.env.TransitionMatrixOptions.Acceptance;
import dev.recsim.env.TransitionMatrixOptions.Features;
import dev.recsim.env.TransitionMatrixOptions.Similarity;
import java.nio.file.Path;

class FeaturedTransitionMatrixContractTest extends EnvironmentContract {
  @Override
  protected Environment environment() {
    Similarity similarity = new Similarity(42, 3, 8, new Features(4, .1));
    Acceptance acceptance = new Acceptance(null, null, null, similarity);
    return new TransitionMatrixProvider()
        .create(new TransitionMatrixOptions(20, 4, .1, .2, acceptance, 50), Path.of("."));
  }
}
