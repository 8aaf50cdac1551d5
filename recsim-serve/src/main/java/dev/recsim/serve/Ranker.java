package dev.recsim.serve;

import dev.recsim.api.Options.InvalidFile;
import dev.recsim.api.Policy;
import dev.recsim.api.Space;
import dev.recsim.random.RandomKey;
import dev.recsim.serve.Servings.Serving;
import dev.recsim.serve.arm.Arm;
import dev.recsim.serve.arm.Arms;
import dev.recsim.serve.explore.Drawn;
import dev.recsim.serve.load.LoadedPolicy;
import dev.recsim.serve.load.PolicyLoader;
import dev.recsim.serve.load.Pool;
import dev.recsim.serve.load.ServedPolicy;
import dev.recsim.serve.log.DecisionSink;
import dev.recsim.serve.measure.Complaints;
import dev.recsim.serve.measure.Shadows;
import dev.recsim.served.DecisionRecord;
import dev.recsim.served.EventRecord;
import dev.recsim.served.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ObjLongConsumer;
import java.util.function.UnaryOperator;

/**
 * Ranks documents with promoted policies. Thread-safe.
 *
 * <pre>{@code
 * try (Ranker ranker = Ranker.load(Path.of("promoted/shop/slate_q"))) {
 *   Ranking ranking = ranker.rank(RankRequest.of("user-7", Map.of("age", 0.4), candidates));
 * }
 * }</pre>
 *
 * <p>Requests take no lock: each uses copies of policies that no other thread uses, and what is
 * served is replaced as a whole.
 */
public final class Ranker implements AutoCloseable {
  private final RankerOptions options;
  private final Servings settings;
  private final RankerCounts counters;
  private final Draws draws;
  private final Shadows shadows;
  private final DecisionSink sink;
  private final Complaints complaints = new Complaints();
  private final Pool<RequestScratch> scratches = new Pool<>(RequestScratch::new, Integer.MAX_VALUE);
  private final List<ObjLongConsumer<Ranking>> listeners = new CopyOnWriteArrayList<>();
  private volatile Serving setting;

  private Ranker(RankerOptions options, PolicyLoader loader) {
    this.options = options;
    this.counters = new RankerCounts();
    this.settings = new Servings(options, loader, counters.features);
    this.setting = settings.first();
    this.draws = new Draws(options.requests().timeLimit());
    this.shadows = new Shadows(options.shadow());
    this.sink = options.sink();
    logStart();
  }

  /**
   * {@return a ranker of one greedy policy, without a log}
   *
   * @param promoted folder of the policy
   * @throws RankRefused if it cannot be served
   */
  public static Ranker load(Path promoted) {
    return open(RankerOptions.of(Map.of("policy", RankerOptions.Source.of(promoted))));
  }

  /**
   * {@return a ranker}
   *
   * @param options what it serves
   * @throws RankRefused if the options do not fit
   */
  public static Ranker open(RankerOptions options) {
    return open(options, PromotedLoader::load);
  }

  static Ranker open(RankerOptions options, PolicyLoader loader) {
    try {
      return new Ranker(options, loader);
    } catch (IllegalArgumentException | InvalidFile e) {
      throw new RankRefused(e.getMessage());
    }
  }

  /**
   * {@return the slate to show}
   *
   * @param request who asks, and for what
   * @throws RankRefused if the request cannot be served
   */
  public Ranking rank(RankRequest request) {
    long start = System.nanoTime();
    try {
      Ranking ranking = scratches.use(scratch -> rank(request, setting, scratch, start));
      long nanos = System.nanoTime() - start;
      counters.latencies.add(nanos);
      for (ObjLongConsumer<Ranking> listener : listeners) {
        listener.accept(ranking, nanos);
      }
      return ranking;
    } catch (RankRefused e) {
      counters.refused.increment();
      throw e;
    }
  }

  /**
   * Calls a listener after each ranking, with the nanoseconds that it took, by the thread that
   * asked for it.
   *
   * @param listener must be fast and thread-safe, and throw nothing
   */
  public void listen(ObjLongConsumer<Ranking> listener) {
    listeners.add(listener);
  }

  private Ranking rank(RankRequest request, Serving now, RequestScratch scratch, long start) {
    if (request.unit() == null || request.unit().isEmpty()) {
      throw new RankRefused("the request has no unit; send the id of the user, or of the session");
    }
    double bucket = now.arms().bucket(request.unit());
    Arm arm = now.arms().arm(bucket);
    Offer offer;
    try {
      offer = now.requests().read(request, scratch);
    } catch (IllegalArgumentException e) {
      throw new RankRefused(e.getMessage());
    }
    String id = scratch.ids.id();
    long key = request.key() == null ? scratch.ids.key() : request.key();
    String fallback = null;
    Drawn drawn = null;
    try {
      drawn = draws.draw(now, arm, offer.seen(), new RandomKey(key), start);
      fallback = drawn == null ? Fallbacks.TIME_LIMIT : null;
    } catch (UnsupportedOperationException e) {
      throw new RankRefused("policy " + arm.policy() + ": " + e.getMessage());
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      fallback = Fallbacks.ERROR;
      complaints.add(arm.policy(), e);
    }
    Ranking ranking =
        drawn == null ? fallback(now, arm, offer, id, fallback) : ranking(drawn, arm, offer, id);
    if (drawn != null) {
      shadows.ask(now.policies(), offer.seen(), drawn.slate(), new RandomKey(key));
    }
    if (sink != DecisionSink.NONE) {
      int member = drawn == null ? 0 : drawn.member();
      sink.decision(record(request, now, bucket, offer, ranking, member, key));
    }
    return ranking;
  }

  private Ranking ranking(Drawn drawn, Arm arm, Offer offer, String id) {
    String[] documents = new String[drawn.slate().size()];
    Arrays.setAll(documents, p -> offer.ids().get(drawn.slate().document(p)));
    List<String> credit = new ArrayList<>();
    if (drawn.teams() != null) {
      for (int team : drawn.teams()) {
        credit.add(team == 0 ? arm.policy() : arm.interleave());
      }
    }
    String policy = arm.interleave() == null ? arm.policy() : arm.policy() + "+" + arm.interleave();
    counters.decision(arm.name(), policy);
    return new Ranking(
        id, List.of(documents), drawn.propensities(), policy, arm.name(), credit, null);
  }

  private Ranking fallback(Serving now, Arm arm, Offer offer, String id, String reason) {
    counters.fallback(reason);
    List<String> slate = Fallbacks.slate(now, arm, offer, options.requests().fallback());
    return new Ranking(id, slate, null, arm.policy(), arm.name(), List.of(), reason);
  }

  private static DecisionRecord record(
      RankRequest request,
      Serving now,
      double bucket,
      Offer offer,
      Ranking ranking,
      int member,
      long key) {
    return new DecisionRecord(
        ranking.decision(),
        new DecisionRecord.Unit(
            request.unit(),
            request.session(),
            now.arms().arms().isPresent() ? ranking.arm() : null,
            bucket),
        new DecisionRecord.Seen(
            request.state(),
            offer.seen().user(),
            offer.logged(),
            offer.listed() ? null : now.requests().whole().orElseThrow().digest()),
        new DecisionRecord.Shown(
            ranking.policy(),
            member,
            ranking.documents(),
            ranking.propensities(),
            ranking.credit(),
            ranking.fallback()),
        key);
  }

  /**
   * Logs what happened after a decision.
   *
   * @param outcome of a decision
   * @throws RankRefused if it is invalid
   */
  public void outcome(Outcome outcome) {
    OutcomeCheck.check(outcome, setting.requests().schema().space().slateSize());
    sink.outcome(outcome);
  }

  /**
   * Chooses slates as the policy of an experiment does: the same observation and key give the same
   * slate. No arm, rule, fallback or log is involved.
   *
   * @param policy name of the policy; null for the only one
   * @param batch the sessions; receives the slates
   * @throws RankRefused if there is no such policy
   */
  public void judge(String policy, Policy.Batch batch) {
    served(policy)
        .pool()
        .use(
            members -> {
              members.judge(batch);
              return batch;
            });
  }

  /**
   * {@return the space that a policy was trained in}
   *
   * @param policy name of the policy; null for the only one
   * @throws RankRefused if there is no such policy
   */
  public Space space(String policy) {
    return served(policy).loaded().schema().space();
  }

  private ServedPolicy served(String policy) {
    Serving now = setting;
    Optional<String> named = Optional.ofNullable(policy);
    Optional<String> name = now.arms().arms().isPresent() ? named : named.or(() -> only(now));
    return name.map(now.policies()::get)
        .orElseThrow(
            () ->
                new RankRefused(
                    "%s; name one of %s"
                        .formatted(
                            named
                                .map(it -> "there is no policy " + it)
                                .orElse("there are several policies"),
                            now.policies().keySet())));
  }

  private static Optional<String> only(Serving now) {
    return Optional.of(now.arms().all().get(0).policy());
  }

  /**
   * Replaces a policy. Requests that are being answered finish with the old one.
   *
   * @param policy name of the policy
   * @param promoted folder of the new one
   * @throws RankRefused if it does not fit; the old one stays
   */
  public void reload(String policy, Path promoted) {
    change(old -> settings.withPolicy(old, policy, promoted));
    logStart();
  }

  /**
   * Brings back the policy that the last reload replaced.
   *
   * @param policy name of the policy
   * @throws RankRefused if there was no reload
   */
  public void rollback(String policy) {
    change(old -> settings.withoutReload(old, policy));
    logStart();
  }

  /**
   * Reads the file of the catalogue again, which the log records.
   *
   * @throws RankRefused if it is invalid; the old catalogue stays
   */
  public void reloadCatalogue() {
    change(settings::withCatalogue);
    logStart();
  }

  /**
   * Replaces the arms, which the log records.
   *
   * @param arms the new arms
   * @throws RankRefused if they do not fit; the old ones stay
   */
  public void arms(Arms arms) {
    change(old -> settings.withArms(old, Optional.ofNullable(arms)));
    sink.event(new EventRecord.Arms(arms.described()));
  }

  /** Changes follow one another; requests do not wait for them. */
  private synchronized void change(UnaryOperator<Serving> how) {
    try {
      setting = how.apply(setting);
    } catch (IllegalArgumentException | InvalidFile e) {
      throw new RankRefused(e.getMessage());
    }
  }

  /** {@return the arms now; empty if there is only one} */
  public Optional<Arms> arms() {
    return setting.arms().arms();
  }

  /** {@return the counters} */
  public RankerStatus status() {
    return counters.status(setting, shadows.agreements(), sink.status());
  }

  private void logStart() {
    Serving now = setting;
    List<EventRecord.ServedPolicy> policies = new ArrayList<>();
    now.policies()
        .forEach(
            (name, it) -> {
              LoadedPolicy.Origin from = it.loaded().origin();
              policies.add(
                  new EventRecord.ServedPolicy(
                      name, from.experiment(), from.agent(), from.commit(), from.digest()));
            });
    String version = Ranker.class.getPackage().getImplementationVersion();
    sink.event(
        new EventRecord.Start(
            version == null ? "development" : version,
            policies,
            now.requests().user().names(),
            now.requests().document().names(),
            now.arms().described(),
            now.requests().whole()));
  }

  /** Stops shadows, and closes the log. */
  @Override
  public void close() {
    draws.close();
    shadows.close();
    sink.event(new EventRecord.Stop());
    sink.close();
  }
}
