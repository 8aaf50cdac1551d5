package dev.recsim.docs.picture;

import dev.recsim.api.Environment;
import dev.recsim.api.FiniteMdp;
import dev.recsim.api.Observation;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.docs.chart.LineChart;
import dev.recsim.exact.ExactSolver;
import dev.recsim.exact.StochasticPolicy;
import dev.recsim.fit.response.ResponseCounts;
import dev.recsim.fit.response.ResponseModel;
import dev.recsim.fit.response.ShownSession;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.TrialResult.Trust;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What logs of several sizes leave open. */
final class FittedPictures {
  private static final int[] SESSIONS = {250, 500, 1_000, 2_000, 3_000, 5_000, 7_500, 10_000};

  private FittedPictures() {}

  static List<Picture> all() {
    return List.of(Picture.quick("environments", "fitted", FittedPictures::fitted));
  }

  private static String fitted() {
    Environment known =
        Stage.of(
                "environment: {type: transition_matrix, doc_num: 12, p_exit_accepted: 0.08,"
                    + " acceptance: {similarity: {seed: 3, dimension: 3, sharpness: 3}}}\n"
                    + "agents: {random: {type: random}}\n")
            .environment();
    FiniteMdp truth = known.model().orElseThrow();
    StochasticPolicy best =
        StochasticPolicy.deterministic(truth, new ExactSolver(truth).optimal().actions());
    List<ShownSession> log = log(known, SESSIONS[SESSIONS.length - 1]);
    double[] x = Arrays.stream(SESSIONS).mapToDouble(it -> it).toArray();
    double[][] values = new double[3][x.length];
    for (int i = 0; i < x.length; i++) {
      ResponseCounts counts = ResponseCounts.of(truth.states(), log.subList(0, SESSIONS[i]));
      ResponseModel model = new ResponseModel(counts, truth.maxSessionLength());
      double[] draws = Trust.of(model, model.posterior().orElseThrow(), best).values();
      Arrays.sort(draws);
      values[0][i] = EnvironmentPictures.value(truth, best);
      values[1][i] = draws[2];
      values[2][i] = draws[97];
    }
    return new LineChart(
            "The longer the log, the less it leaves open",
            "sessions in the log",
            "reward of a session of the best policy")
        .line("known value", x, values[0])
        .line("lower end of 95 % of the draws", x, values[1])
        .line("upper end", x, values[2])
        .svg();
  }

  /** Sessions under uniformly random documents. */
  private static List<ShownSession> log(Environment environment, int sessions) {
    List<ShownSession> log = new ArrayList<>();
    RandomKey key = RandomKey.root(4);
    for (int i = 0; i < sessions; i++) {
      Session session = environment.open(key.child("user").child(i));
      RandomKey decisions = key.child("policy").child(i);
      Observation seen = session.start();
      List<int[]> steps = new ArrayList<>();
      Status status = Status.CONTINUES;
      while (status == Status.CONTINUES) {
        int shown = decisions.below(steps.size(), environment.space().documents());
        Step step = session.recommend(Slate.of(shown));
        steps.add(new int[] {seen.state(), shown, (int) step.reward()});
        seen = step.next();
        status = step.status();
      }
      boolean[] accepted = new boolean[steps.size()];
      for (int t = 0; t < accepted.length; t++) {
        accepted[t] = steps.get(t)[2] == 1;
      }
      log.add(
          new ShownSession(
              steps.stream().mapToInt(it -> it[0]).toArray(),
              steps.stream().mapToInt(it -> it[1]).toArray(),
              accepted,
              status == Status.ENDED));
    }
    return log;
  }
}
