package dev.recsim.contract;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.recsim.api.Environment;
import dev.recsim.api.NoOptions;
import dev.recsim.api.Options;
import dev.recsim.env.TransitionMatrixProvider;
import dev.recsim.fit.file.FittedParameters;
import dev.recsim.fit.judge.Judge;
import dev.recsim.fit.log.FitModelProvider;
import dev.recsim.fit.log.Fitted;
import dev.recsim.fit.log.Fitter;
import dev.recsim.logs.Log;
import dev.recsim.logs.LogOptions.LogColumns;
import dev.recsim.logs.LoggedSession;
import dev.recsim.random.RandomKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs the contract on a model that is fitted to the held-out sessions, too. */
class FitModelContractTest {

  @Test
  void messagesNameTheRule() {
    Map<String, String> messages = failures(BrokenFitModel.class);
    assertThat(messages.get("heldOutSessionsChangeNothing()"))
        .startsWith(
            Leaking.class.getName()
                + " breaks a contract: held-out sessions change no parameter, or the model is")
        .contains("[the file with other held-out sessions]", "{\"clicks\": 0.2}");
    assertThat(messages.get("predictionsArePaired()"))
        .contains("It threw ", "share gives a held-out session the probability 0");
    assertThat(messages.get("environmentIsThatOfTheLog()")).contains("[documents]", "expected: 2");
    assertThat(messages).doesNotContainKey("sessionsAreCutOff()");
  }

  @Test
  void eachTestHasARule() {
    assertThat(FitModelContract.class.getDeclaredMethods())
        .filteredOn(method -> method.isAnnotationPresent(Test.class))
        .isNotEmpty()
        .allMatch(method -> method.isAnnotationPresent(ContractRule.class));
  }

  /** The messages of the failed tests of a contract by their display names. */
  private static Map<String, String> failures(Class<?> contract) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(contract))
        .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
        .execute()
        .testEvents()
        .failed()
        .stream()
        .collect(
            toMap(
                it -> it.getTestDescriptor().getDisplayName(),
                it ->
                    it.getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .orElseThrow()
                        .getMessage(),
                (first, second) -> second));
  }

  static class BrokenFitModel extends FitModelContract<NoOptions> {
    @Override
    protected FitModelProvider<NoOptions> provider() {
      return new Leaking();
    }

    @Override
    protected String log() {
      StringBuilder log = new StringBuilder("shown,clicks\n");
      for (int i = 0; i < 60; i++) {
        log.append("%s,%s\n".formatted(i % 2, i % 5 == 4 ? 1 : 0));
      }
      return log.toString();
    }

    @Override
    protected LogColumns columns() {
      return new LogColumns(
          null, null, null, List.of(), List.of(), "shown", null, "clicks", null, null);
    }
  }

  private record Share(double clicks) implements FittedParameters {
    @Override
    public Environment environment(List<String> documents, int slateSize, int maxSessionLength) {
      TransitionMatrixProvider provider = new TransitionMatrixProvider();
      return provider.create(
          Options.with(provider.defaults(), "max_session_length", maxSessionLength), Path.of("."));
    }
  }

  /** Its model gives held-out sessions the probability 0. */
  private static final class Unlikely implements Judge {
    @Override
    public Prediction prediction() {
      return Prediction.of("share", new double[] {StrictMath.log(0)}, 1);
    }

    @Override
    public List<Prediction> baselines() {
      return List.of(Prediction.of("any", new double[] {-1}, 1));
    }
  }

  static final class Leaking implements FitModelProvider<NoOptions> {
    @Override
    public String subject() {
      return "clicks";
    }

    @Override
    public Class<? extends FittedParameters> parameters() {
      return Share.class;
    }

    @Override
    public Fitter open(NoOptions options, Log log, int heldOut) {
      return new Fitter() {
        private double clicks;
        private double sessions;

        @Override
        public void add(LoggedSession session) {
          clicks += session.clicked(0, 0) ? 1 : 0;
          sessions++;
        }

        @Override
        public Fitted fit(RandomKey key) {
          return new Fitted(new Share(clicks / sessions), List.of("0", "1"), new Unlikely());
        }
      };
    }
  }
}
