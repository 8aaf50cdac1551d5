package com.example.rates;

import dev.recsim.api.NoOptions;
import dev.recsim.api.Options.Description;
import dev.recsim.fit.log.Collected;
import dev.recsim.fit.log.FitModelProvider;
import dev.recsim.fit.log.Fitted;
import dev.recsim.fit.log.Fitter;
import dev.recsim.fit.log.Requirements;
import dev.recsim.fit.log.Vocabulary;
import dev.recsim.logs.Log;
import dev.recsim.logs.LoggedSession;
import dev.recsim.random.RandomKey;

/** Models of type {@code rates}: each document has an acceptance rate of its own. */
@Description("Each document is accepted at a rate of its own, whatever was shown before.")
public final class RatesProvider implements FitModelProvider<NoOptions> {

  @Override
  public String subject() {
    return "responses";
  }

  @Override
  public Class<Rates> parameters() {
    return Rates.class;
  }

  @Override
  public Fitter open(NoOptions options, Log log, int heldOut) {
    Requirements.requireReward(log, name());
    return new RatesFitter(log, heldOut);
  }

  private static final class RatesFitter implements Fitter {
    private final Log log;
    private final Vocabulary documents = new Vocabulary();
    private final Collected<Responses> sessions;

    RatesFitter(Log log, int heldOut) {
      this.log = log;
      this.sessions = new Collected<>(heldOut);
    }

    @Override
    public void add(LoggedSession session) {
      int[] shown = new int[session.steps()];
      boolean[] accepted = new boolean[shown.length];
      for (int t = 0; t < shown.length; t++) {
        Requirements.requireOne(session, t, "rates");
        shown[t] = documents.index(log.documents(), session.document(t, 0));
        accepted[t] = session.clicked(t, 0);
      }
      sessions.add(new Responses(shown, accepted));
    }

    @Override
    public Fitted fit(RandomKey key) {
      sessions.require();
      int count = documents.names().size();
      Rates rates = Rates.of(count, sessions.training().stream().map(this::ordered).toList());
      return new Fitted(
          rates,
          documents.names(),
          new RatesJudge(rates, sessions.heldOut().stream().map(this::ordered).toList()));
    }

    private Responses ordered(Responses session) {
      return new Responses(documents.ordered(session.shown()), session.accepted());
    }
  }
}
