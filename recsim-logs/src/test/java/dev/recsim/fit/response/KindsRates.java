package dev.recsim.fit.response;

import dev.recsim.exact.StochasticPolicy;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

final class KindsRates {
  public static void main(String[] arguments) {
    int worlds = Integer.parseInt(arguments[0]);
    long seed = Long.parseLong(arguments[1]);
    for (int a = 2; a < arguments.length; a++) {
      String[] p = arguments[a].split(",");
      int sessions = Integer.parseInt(p[0]);
      int documents = Integer.parseInt(p[1]);
      double leave = Double.parseDouble(p[2]);
      boolean ranker = p[3].equals("ranker");
      double[] shares = Arrays.stream(p).skip(4).mapToDouble(Double::parseDouble).toArray();
      int one = 0;
      int several = 0;
      int known = 0;
      double steps = 0;
      int tests = 0;
      int[] chosen = new int[10];
      long time = 0;
      for (int w = 0; w < worlds; w++) {
        KindsWorld world = KindsWorld.of(documents, seed + w, leave / 2, leave, shares);
        RandomKey key = RandomKey.root(seed + w).child("log");
        StochasticPolicy by = world.greedy(ranker ? 0.5 : 0, null);
        List<ShownSession> log = world.log(sessions, key, by);
        List<ShownSession> training =
            IntStream.range(0, log.size()).filter(i -> i % 5 != 4).mapToObj(log::get).toList();
        steps += log.stream().mapToInt(ShownSession::length).average().orElseThrow() / worlds;
        ResponseKinds single =
            ResponseKinds.of(new ResponseModel(ResponseCounts.of(documents, training), 1_000_000));
        long start = System.nanoTime();
        int kinds = KindsFit.choose(documents, training, RandomKey.root(42));
        ResponseKinds fitted =
            kinds == 1
                ? single
                : KindsFit.of(
                    KindsFit.fit(documents, training, kinds, RandomKey.root(42)), 1_000_000);
        time += System.nanoTime() - start;
        chosen[kinds]++;
        List<StochasticPolicy> policies = new ArrayList<>();
        policies.add(world.greedy(ranker ? 0 : 0.9, null));
        policies.add(world.greedy(0.9, key.child("b")));
        policies.add(world.greedy(0.5, key.child("c")));
        for (StochasticPolicy policy : policies) {
          double truth = world.value(policy);
          one += Math.abs(KindsWorld.value(single, policy) / truth - 1) > 0.05 ? 1 : 0;
          several += Math.abs(KindsWorld.value(fitted, policy) / truth - 1) > 0.05 ? 1 : 0;
          tests++;
        }
      }
      System.out.printf(
          Locale.ROOT,
          "%s: steps %.1f gaps above 5 %%: one %.3f kinds %.3f; chosen %s; %.1f s a fit%n",
          arguments[a],
          steps,
          one / (double) tests,
          several / (double) tests,
          Arrays.toString(chosen),
          time / 1e9 / worlds);
    }
  }
}
