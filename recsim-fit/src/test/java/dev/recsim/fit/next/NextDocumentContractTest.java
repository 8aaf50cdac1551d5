package dev.recsim.fit.next;

import dev.recsim.contract.FitModelContract;
import dev.recsim.fit.log.FitModelProvider;
import dev.recsim.fit.next.NextDocumentProvider.Options;
import dev.recsim.logs.LogOptions.LogColumns;
import dev.recsim.random.RandomKey;
import java.util.List;

class NextDocumentContractTest extends FitModelContract<Options> {
  @Override
  protected FitModelProvider<Options> provider() {
    return new NextDocumentProvider();
  }

  @Override
  protected Options options() {
    return new Options(4, 3);
  }

  /** Users go on from one of nine documents to the next one, or to any other. */
  @Override
  protected String log() {
    StringBuilder log = new StringBuilder("visit,opened\n");
    for (int i = 0; i < 100; i++) {
      RandomKey key = RandomKey.root(4).child(i);
      int at = i % 9;
      for (int t = 0; t < 3 || key.uniform(3L * t) < 0.7; t++) {
        log.append("%s,%s\n".formatted(i, at));
        at = key.uniform(3L * t + 1) < 0.7 ? (at + 1) % 9 : key.below(3L * t + 2, 9);
      }
    }
    return log.toString();
  }

  @Override
  protected LogColumns columns() {
    return new LogColumns(
        "visit", null, null, List.of(), List.of(), "opened", null, null, null, null);
  }
}
