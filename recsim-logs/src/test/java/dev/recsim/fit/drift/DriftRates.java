package dev.recsim.fit.drift;

import dev.recsim.fit.drift.DriftLogs.Shape;
import dev.recsim.fit.judge.FitFinding;
import dev.recsim.fit.judge.FitFinding.Verdict;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

final class DriftRates {
  public static void main(String[] arguments) {
    int logs = Integer.parseInt(arguments[0]);
    long seed = Long.parseLong(arguments[1]);
    for (int a = 2; a < arguments.length; a++) {
      String[] p = arguments[a].split(",");
      DriftLogs world =
          new DriftLogs(
              Integer.parseInt(p[1]),
              Double.parseDouble(p[2]),
              Integer.parseInt(p[3]),
              Double.parseDouble(p[4]),
              Shape.valueOf(p[5]),
              Boolean.parseBoolean(p[6]));
      int[] verdicts = new int[3];
      Map<String, Integer> what = new TreeMap<>();
      String example = "";
      long start = System.nanoTime();
      for (int log = 0; log < logs; log++) {
        Drift drift = world.drift(Integer.parseInt(p[0]), seed + log);
        FitFinding finding = drift.finding(0.05);
        verdicts[finding.verdict().ordinal()]++;
        if (finding.verdict() == Verdict.FAILS) {
          example = finding.sentence();
          what.merge(example.replaceAll("[^a-zA-Z ]+.*", ""), 1, Integer::sum);
        }
      }
      System.out.printf(
          Locale.ROOT,
          "%s: FAILS %.3f UNDECIDED %.3f  %.2f s a log %s %s%n",
          arguments[a],
          verdicts[2] / (double) logs,
          verdicts[1] / (double) logs,
          (System.nanoTime() - start) / 1e9 / logs,
          what,
          example);
    }
  }
}
