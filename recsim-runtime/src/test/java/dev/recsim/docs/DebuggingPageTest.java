package dev.recsim.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Agent;
import dev.recsim.api.Environment;
import dev.recsim.api.Learner;
import dev.recsim.api.Learner.Transition;
import dev.recsim.api.Observation;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.env.SixStatesProvider;
import dev.recsim.learn.fullslateq.FullSlateQ;
import dev.recsim.random.RandomKey;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The unit test of an agent that docs/troubleshooting.md names. */
class DebuggingPageTest {
  @Test
  void learnsFromASession() {
    SixStatesProvider sixStates = new SixStatesProvider();
    Environment environment = sixStates.create(sixStates.defaults(), Path.of("."));
    FullSlateQ provider = new FullSlateQ();
    try (Agent agent = provider.create(provider.defaults(), environment, RandomKey.root(0))) {
      Learner learner = agent.learner().orElseThrow();
      Session session = environment.open(RandomKey.root(1));
      Observation seen = session.start();
      Status status = Status.CONTINUES;
      for (int i = 0; status == Status.CONTINUES; i++) {
        Slate slate = learner.exploring().recommend(seen, RandomKey.root(2).child(i));
        Step step = session.recommend(slate);
        learner.observe(new Transition(seen, slate, step));
        seen = step.next();
        status = step.status();
      }
      learner.update(32);
      assertThat(learner.diagnostics().get("loss")).isPositive();
    }
  }

  @Test
  void pageLinksToTheTestAbove() {
    assertThat(Docs.read(Docs.FOLDER.resolve("troubleshooting.md")))
        .contains("src/test/java/dev/recsim/docs/DebuggingPageTest.java)");
  }
}
