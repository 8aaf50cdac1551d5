package dev.recsim.fit.factors;

import dev.recsim.contract.FitModelContract;
import dev.recsim.fit.factors.LatentFactorsProvider.Options;
import dev.recsim.fit.log.FitModelProvider;
import dev.recsim.logs.LogOptions.LogColumns;
import dev.recsim.random.RandomKey;
import java.util.List;

class LatentFactorsContractTest extends FitModelContract<Options> {
  @Override
  protected FitModelProvider<Options> provider() {
    return new LatentFactorsProvider();
  }

  @Override
  protected Options options() {
    return new Options(2, null, 3, 20, 10, 10);
  }

  @Override
  protected String log() {
    return log(100);
  }

  /** Users of two kinds, each of whom likes another half of six documents. */
  static String log(int sessions) {
    StringBuilder log = new StringBuilder("user,visit,slate,clicks,end\n");
    for (int i = 0; i < sessions; i++) {
      RandomKey key = RandomKey.root(6).child(i);
      int user = i % 20;
      int steps = 1 + key.below(0, 4);
      for (int t = 0; t < steps; t++) {
        RandomKey step = key.child(t);
        int first = step.below(0, 6);
        int second = (first + 1 + step.below(1, 5)) % 6;
        boolean likesFirst = first / 3 == user % 2;
        boolean likesSecond = second / 3 == user % 2;
        double uniform = step.uniform(2);
        boolean top = uniform < (likesFirst ? 0.4 : 0.1);
        boolean below = !top && uniform > 1 - (likesSecond ? 0.4 : 0.1);
        log.append(
            "%s,%s,%s %s,%s %s,%s\n"
                .formatted(
                    user,
                    i,
                    first,
                    second,
                    top ? 1 : 0,
                    below ? 1 : 0,
                    t < steps - 1 ? "continues" : "ended"));
      }
    }
    return log.toString();
  }

  @Override
  protected LogColumns columns() {
    return new LogColumns(
        "visit", null, null, List.of(), List.of(), "slate", null, "clicks", null, "end", "user");
  }

  @Override
  protected String listSeparator() {
    return " ";
  }
}
