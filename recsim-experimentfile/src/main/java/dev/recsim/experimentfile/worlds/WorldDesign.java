package dev.recsim.experimentfile.worlds;

import dev.recsim.io.Digest;
import dev.recsim.random.RandomKey;
import dev.recsim.yaml.YamlTree;
import dev.recsim.yaml.binding.Shape;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The plausible worlds of a claim. Models have equal shares. Each range is a Latin hypercube: of n
 * worlds, one is in each n-th of the range. The order of the worlds is random, so that the first
 * ones represent all.
 *
 * @param models the environment of the experiment, then others
 * @param ranges of options of the environment
 * @param kinds range of the standard deviation of hidden kinds; empty for none
 * @param kindsAsked whether hidden kinds are wanted, also where they are not applicable
 * @param draws whether worlds are drawn from what the log leaves open
 * @param size number of worlds
 * @param share of all such worlds in which the claim must hold
 * @param retrain whether agents are trained in each world
 */
public record WorldDesign(
    List<WorldModel> models,
    List<WorldRange> ranges,
    Optional<WorldRange> kinds,
    boolean kindsAsked,
    boolean draws,
    int size,
    double share,
    boolean retrain,
    long seed) {
  /** Name of the factor of hidden kinds. */
  static final String KINDS = "hidden kinds";

  private static final String NOT_APPLICABLE = "not applicable here";
  private static final int NOISE_SEEDS = 1_000_000_000;

  /**
   * A property in which worlds differ.
   *
   * @param levels in words; the last one may be worlds to which it is not applicable
   */
  public record Factor(String name, List<String> levels) {
    public Factor {
      levels = List.copyOf(levels);
    }
  }

  public WorldDesign {
    models = List.copyOf(models);
    ranges = List.copyOf(ranges);
  }

  /** The properties in which the worlds differ, in the order of {@link PlausibleWorld#levels}. */
  public List<Factor> factors() {
    List<Factor> factors = new ArrayList<>();
    if (models.size() > 1) {
      factors.add(new Factor("model", models.stream().map(WorldModel::name).toList()));
    }
    ranges.forEach(it -> factors.add(factor(it)));
    if (kindsAsked) {
      factors.add(
          kinds.map(WorldDesign::factor).orElse(new Factor(KINDS, List.of(NOT_APPLICABLE))));
    }
    return factors;
  }

  private static Factor factor(WorldRange range) {
    List<String> levels = new ArrayList<>(range.parts());
    levels.add(NOT_APPLICABLE);
    return new Factor(range.name(), levels);
  }

  /** Sentences about what the worlds vary and no table of levels shows. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    notes.add(
        draws
            ? "Each world is one of those that the log leaves possible."
            : "No world differs by what a log leaves open.");
    if (!kindsAsked) {
      notes.add("Hidden kinds of users: none, as the claim says.");
    }
    notes.add(
        retrain
            ? "Agents are trained in each world: the claim is about the algorithm."
            : "Policies are fixed: they were trained in the environment of the experiment.");
    return notes;
  }

  /** Name of the folder of the trials in these worlds: equal designs have equal worlds. */
  public String digest() {
    List<Object> all = new ArrayList<>();
    for (PlausibleWorld world : worlds()) {
      all.add(world.environment());
    }
    String text = YamlTree.write(Shape.map("retrain", retrain, "worlds", all));
    return Digest.of(text).substring(0, 12);
  }

  /** The worlds, in the order in which they run. */
  public List<PlausibleWorld> worlds() {
    RandomKey key = RandomKey.root(seed).child("worlds");
    int[] ofModels = permutation(key.child("model"));
    int[] ofDraws = permutation(key.child("draw"));
    int[][] ofRanges = new int[ranges.size()][];
    for (int i = 0; i < ofRanges.length; i++) {
      ofRanges[i] = permutation(key.child("range").child(ranges.get(i).name()));
    }
    int[] ofKinds = permutation(key.child("kinds"));
    List<PlausibleWorld> all = new ArrayList<>();
    for (int w = 0; w < size; w++) {
      Making making = new Making(models.get(ofModels[w] % models.size()), w);
      making.model(ofModels[w] % models.size());
      for (int i = 0; i < ofRanges.length; i++) {
        RandomKey within = key.child("within").child(ranges.get(i).name());
        making.range(ranges.get(i), (ofRanges[i][w] + within.uniform(w)) / size);
      }
      making.kinds((ofKinds[w] + key.child("within kinds").uniform(w)) / size, key);
      all.add(making.world(ofDraws[w]));
    }
    return all;
  }

  /** A random order of the worlds (Fisher-Yates). */
  private int[] permutation(RandomKey key) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      int other = key.below(i, i + 1);
      order[i] = order[other];
      order[other] = i;
    }
    return order;
  }

  /** A world while it is drawn. */
  private final class Making {
    private final WorldModel model;
    private final int index;
    private final Map<String, Object> base;
    private final Map<String, Object> environment = new LinkedHashMap<>();
    private final List<Integer> levels = new ArrayList<>();
    private final List<String> values = new ArrayList<>();
    private Map<String, Object> kindsTree;

    Making(WorldModel model, int index) {
      this.model = model;
      this.index = index;
      base = model.tree();
    }

    void model(int level) {
      if (models.size() > 1) {
        levels.add(level);
        values.add("model " + model.name());
      }
    }

    void range(WorldRange range, double share) {
      if (!model.ranges().contains(range.name())) {
        levels.add(WorldRange.PARTS);
        return;
      }
      BigDecimal value = range.at(share);
      put(base, range.path(), value);
      levels.add(range.part(value));
      values.add(range.name() + " " + WorldRange.text(value.doubleValue()));
    }

    void kinds(double share, RandomKey key) {
      if (!kindsAsked) {
        return;
      }
      if (kinds.isEmpty() || !model.kinds()) {
        levels.add(kinds.isEmpty() ? 0 : WorldRange.PARTS);
        return;
      }
      BigDecimal sigma = kinds.get().at(share);
      long noise = key.child("noise").below(index, NOISE_SEEDS);
      kindsTree = Shape.map("sigma", sigma, "seed", BigDecimal.valueOf(noise));
      levels.add(kinds.get().part(sigma));
      values.add(kinds.get().name() + " " + WorldRange.text(sigma.doubleValue()));
    }

    PlausibleWorld world(int draw) {
      // All worlds have this type, so that their users have the same random numbers.
      environment.put("type", "plausible");
      environment.put("base", base);
      if (draws && model.draws() > 0) {
        environment.put("draw", BigDecimal.valueOf(draw % model.draws()));
        values.add("draw " + draw % model.draws());
      }
      if (kindsTree != null) {
        environment.put("kinds", kindsTree);
      }
      return new PlausibleWorld(index + 1, levels, values, environment);
    }
  }

  @SuppressWarnings("unchecked") // the keys of trees are strings
  private static void put(Map<String, Object> tree, List<String> path, Object value) {
    Map<String, Object> inner = tree;
    for (String key : path.subList(0, path.size() - 1)) {
      Object below = inner.get(key);
      Map<String, Object> copy =
          below instanceof Map<?, ?> map
              ? new LinkedHashMap<>((Map<String, Object>) map)
              : new LinkedHashMap<>();
      inner.put(key, copy);
      inner = copy;
    }
    inner.put(path.get(path.size() - 1), value);
  }
}
