package dev.recsim.ope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.ope.Decisions.Decision;
import dev.recsim.ope.SessionEstimators.Steps;
import dev.recsim.ope.SlateEstimators.ShownSlate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Known values, computed with obp, scope-rl and Vowpal Wabbit, or by hand. */
class VectorsTest {
  private static final double[] WEIGHTS = {.4, 2.5, 3, 1.0 / 3, .125, 8, 2, .5};
  private static final double[] REWARDS = {0, 1, 1, 0, 0, 1, 1, 0};

  /** Eight decisions between three actions. */
  private static Moments decisions(Estimator<Decision> estimator) {
    double[][] target = {{.2, .3, .5}, {.6, .2, .2}, {.8, .1, .1}, {.25, .5, .25}};
    double[][] model = {{.1, .2, .6}, {.7, .3, .2}, {.8, .1, .2}, {.2, .5, .4}};
    int[] actions = {0, 2, 0, 2, 1, 0, 1, 0};
    Moments moments = new Moments(estimator.ratios());
    for (int i = 0; i < 8; i++) {
      double v = 0;
      for (int a = 0; a < 3; a++) {
        v += target[i / 2][a] * model[i / 2][a];
      }
      add(moments, estimator, new Decision(WEIGHTS[i], REWARDS[i], model[i / 2][actions[i]], v));
    }
    return moments;
  }

  private static <S> void add(Moments moments, Estimator<S> estimator, S session) {
    moments.add(new Terms(estimator.ratios()).set(estimator, session));
  }

  private static void close(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, within(5e-11));
  }

  @Test
  void singleDecisions() {
    close(decisions(Decisions.ips()).value(), 1.9375);
    close(decisions(Decisions.clipped(3)).value(), 1.3125);
    close(decisions(Decisions.snips()).value(), .9194265942);
    close(decisions(Decisions.dm()).value(), .4925);
    close(decisions(Decisions.dr()).value(), 1.0276041667);
    close(decisions(Decisions.sndr()).value(), .7464298072);
    close(decisions(Decisions.switchDr(1)).value(), .4651041667);
    close(decisions(Decisions.switchDr(2)).value(), .5901041667);
    close(decisions(Decisions.drOs(1)).value(), .5257194960);
    close(decisions(Decisions.drOs(5)).value(), .6457117956);
    close(decisions(Decisions.drOs(0)).value(), .4925);
    close(decisions(Decisions.drOs(Double.POSITIVE_INFINITY)).value(), 1.0276041667);
  }

  @Test
  void errorsByTheDeltaMethod() {
    double half = 1.959963984540054 * decisions(Decisions.ips()).standardError();
    close(decisions(Decisions.ips()).value() - half, .0268267986);
    close(decisions(Decisions.ips()).value() + half, 3.8481732014);
    close(decisions(Decisions.snips()).standardError(), .0591453488);
  }

  @Test
  void intervalsByEmpiricalLikelihood() {
    EmpiricalLikelihood open = likelihood(Double.POSITIVE_INFINITY);
    close(open.value(), .8154981236);
    close(open.interval(0.95).low(), .0581905825);
    close(open.interval(0.95).high(), .9727360554);
    EmpiricalLikelihood bounded = likelihood(8);
    close(bounded.value(), .8154981236);
    close(bounded.interval(0.95).low(), 0);
    close(bounded.interval(0.95).high(), .9447642939);
  }

  private static EmpiricalLikelihood likelihood(double largestWeight) {
    EmpiricalLikelihood likelihood = new EmpiricalLikelihood(0, largestWeight, 0, 1);
    for (int i = 0; i < 8; i++) {
      likelihood.add(WEIGHTS[i], REWARDS[i]);
    }
    return likelihood;
  }

  @Test
  void weights() {
    WeightCheck check = new WeightCheck();
    for (double weight : WEIGHTS) {
      check.add(weight);
    }
    close(check.effectiveSample(), 3.391985605);
    close(check.mean(), 2.1072916667);
  }

  @Test
  void weightsOfOneGiveTheMean() {
    double[] rewards = {0, 1, 1, 0};
    List<Estimator<Decision>> exact =
        List.of(
            Decisions.ips(),
            Decisions.snips(),
            Decisions.dr(),
            Decisions.sndr(),
            Decisions.switchDr(1));
    for (Estimator<Decision> estimator : exact) {
      close(onPolicy(estimator, rewards), .5);
    }
    close(onPolicy(Decisions.dm(), rewards), .3);
    close(onPolicy(Decisions.drOs(5), rewards), .4666666667);
  }

  private static double onPolicy(Estimator<Decision> estimator, double[] rewards) {
    Moments moments = new Moments(estimator.ratios());
    for (double reward : rewards) {
      add(moments, estimator, new Decision(1, reward, .3, .3));
    }
    return moments.value();
  }

  @Test
  void slates() {
    close(slates(SlateEstimators.sips()), .9);
    close(slates(SlateEstimators.iips()), 1.1416666667);
    close(slates(SlateEstimators.rips()), .9);
    close(slates(SlateEstimators.snSips()), .75);
    close(slates(SlateEstimators.snIips(2)), .9827586207);
    close(slates(SlateEstimators.snRips(2)), .8333333333);
  }

  /** Four slates: logged and target conditionals, logged and target marginals, rewards. */
  private static double slates(Estimator<ShownSlate> estimator) {
    double[][][] slates = {
      {{.5, .5}, {.8, .25}, {.5, .4}, {.8, .3}, {1, 0}},
      {{.25, .5}, {.1, .5}, {.25, .5}, {.1, .45}, {0, 1}},
      {{.25, .2}, {.1, .6}, {.25, .3}, {.1, .5}, {1, 1}},
      {{.5, .5}, {.8, .75}, {.5, .3}, {.8, .6}, {0, 0}}
    };
    Moments moments = new Moments(estimator.ratios());
    for (double[][] slate : slates) {
      double[] ratio = {slate[1][0] / slate[0][0], slate[1][1] / slate[0][1]};
      double[] marginal = {slate[3][0] / slate[2][0], slate[3][1] / slate[2][1]};
      add(moments, estimator, new ShownSlate(ratio, marginal, slate[4]));
    }
    return moments.value();
  }

  private static final List<Steps> SESSIONS =
      List.of(
          session(
              new double[] {2, .5, 1.5},
              new double[] {1, 0, 2},
              new double[] {1.5, .8, 1.2},
              new double[] {1.4, .9, 1.1}),
          session(
              new double[] {.5, 1, .4},
              new double[] {0, 1, 0},
              new double[] {1, 1.1, .5},
              new double[] {1.4, 1, .6}),
          session(
              new double[] {1.2, .8, 2},
              new double[] {2, 1, 1},
              new double[] {1.8, 1.3, .9},
              new double[] {1.4, 1.2, .8}));

  private static Steps session(double[] w, double[] r, double[] q, double[] v) {
    return new Steps(w.length, w, r, q, v);
  }

  @Test
  void sessions() {
    close(sessions(SessionEstimators.tis(.9)), 3.7444);
    close(sessions(SessionEstimators.snTis(.9)), 3.1030939227);
    close(sessions(SessionEstimators.pdis(.9)), 3.2330666667);
    close(sessions(SessionEstimators.snPdis(.9, 3)), 2.8242195086);
    close(sessions(SessionEstimators.dm()), 1.4);
    close(sessions(SessionEstimators.dr(.9)), 2.6948);
    close(sessions(SessionEstimators.wdr(.9, 3)), 2.5557953070);
    double[] effective = {2.4059753954, 2.7867010499, 2.1926912523};
    for (int steps = 1; steps <= 3; steps++) {
      WeightCheck check = new WeightCheck();
      for (Steps row : SESSIONS) {
        check.add(new Steps(steps, row.w(), row.r(), row.q(), row.v()).weight());
      }
      close(check.effectiveSample(), effective[steps - 1]);
    }
  }

  private static double sessions(Estimator<Steps> estimator) {
    Moments moments = new Moments(estimator.ratios());
    SESSIONS.forEach(row -> add(moments, estimator, row));
    return moments.value();
  }

  /** A session that ended stays in the denominators with its last weight. */
  @Test
  void sessionsOfDifferentLengths() {
    Estimator<Steps> estimator = SessionEstimators.snPdis(1, 2);
    Moments moments = new Moments(estimator.ratios());
    double[] zero = new double[2];
    add(moments, estimator, session(new double[] {3}, new double[] {1}, zero, zero));
    add(moments, estimator, session(new double[] {1, 2}, new double[] {0, 1}, zero, zero));
    close(moments.value(), 3.0 / 4 + 2.0 / (3 + 2));
  }

  @Test
  void fittedQ() {
    FittedQ fitted = new FittedQ(new double[][] {{.3, .7}, {.6, .4}}, .9);
    fitted.add(0, 0, 1, 1);
    fitted.add(0, 0, 1, 0);
    fitted.add(0, 1, 0, 1);
    fitted.addLast(1, 0, 0);
    fitted.add(1, 1, 2, 0);
    fitted.addLast(1, 1, 2);
    fitted.addLast(0, 1, 0);
    fitted.add(1, 0, 1, 1);
    double[][] q = fitted.solve();
    close(q[0][0], 2.4057135071);
    close(q[0][1], .8220092651);
    close(q[1][0], 1.3220092651);
    close(q[1][1], 2.5837042420);
    double[] v = fitted.values(q);
    close(v[0], 1.2971205377);
    close(v[1], 1.8266872559);
  }
}
