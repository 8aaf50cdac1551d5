package dev.recsim.policy;

import dev.recsim.api.Space;
import dev.recsim.io.FormatVersions;
import dev.recsim.io.JsonSeal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Describes a promoted agent: what it is, what it saw, how well it did, and which files belong to
 * it. It is {@value #FILE} in the agent's folder, with the names of these components in snake_case.
 * It has no times and no names of machines, so equal inputs have equal bytes.
 *
 * @param format of the manifest, {@value #FORMAT}
 * @param experiment name of the experiment
 * @param agent name of the agent in the experiment
 * @param type of the agent, see {@link dev.recsim.api.AgentProvider}
 * @param options of the agent, all of them, as JSON: maps, lists, texts, numbers and booleans
 * @param space of the environment it was trained in
 * @param environment type and options of that environment, as JSON; null if the policy needs only
 *     its space
 * @param userFeatures features of users, in the order of the space
 * @param documentFeatures features of documents, in the order of the space
 * @param documents which documents the policy can rank
 * @param remembers whether the agent remembers the session, see {@link PromotedPolicy#policy(int)}
 * @param vocabulary labels of documents and states; null if they have none
 * @param rewardUnit what the reward counts, see {@link dev.recsim.api.Environment#rewardUnit}
 * @param selection which seeds were promoted, and why
 * @param members the promoted policies, at least one, in ascending order of seeds
 * @param scores scores of all seeds, in ascending order of seeds
 * @param score mean of these scores
 * @param verdicts on the experiment when the agent was promoted
 * @param fallback documents to show when the policy cannot answer; empty if there are none
 * @param provenance the code and version that promoted it
 * @param data SHA-256 of the data files that the experiment names, by their path there; they are
 *     not copied
 * @param files SHA-256 of all other files of the folder by name, hex
 */
public record Manifest(
    int format,
    String experiment,
    String agent,
    String type,
    Map<String, Object> options,
    Space space,
    Map<String, Object> environment,
    List<Feature> userFeatures,
    List<Feature> documentFeatures,
    Documents documents,
    boolean remembers,
    Vocabulary vocabulary,
    String rewardUnit,
    Selection selection,
    List<Member> members,
    List<SeedScore> scores,
    MeanScore score,
    List<Verdict> verdicts,
    List<String> fallback,
    Provenance provenance,
    Map<String, String> data,
    Map<String, String> files) {
  /** Name of the file. */
  public static final String FILE = "manifest.json";

  /** The format that this version writes; it reads all formats up to it. */
  public static final int FORMAT = 2;

  /** Format 1 has no checksum. */
  private static final int SEALED_SINCE = 2;

  private static final FormatVersions KNOWN = new FormatVersions(1, FORMAT);
  private static final String[] NONE = {};

  /** The documents that a policy can rank. */
  public enum Documents {
    /** Those of each request, any number of them: they are described by their features. */
    CANDIDATES,
    /** Those of training, because there are weights for each of them. */
    FIXED,
    /** All documents of a catalogue, any number of them, the same for all requests. */
    CATALOGUE
  }

  /** Which of the trained seeds are promoted. */
  public enum Rule {
    /** The one with the median score; of an even number, the lower one of the two in the middle. */
    MEDIAN,
    /** The one with the best validation of its training. */
    BEST_VALIDATION,
    /** All of them; each decision is served by one, drawn by the key of the decision. */
    ALL
  }

  /** What was judged. */
  public enum Kind {
    /** The comparison with the baseline. */
    CHECK,
    /** A claim of the experiment. */
    CLAIM,
    /** A guard of the experiment. */
    GUARD
  }

  /**
   * A feature of users or documents.
   *
   * @param name in the space
   * @param min smallest value seen in training
   * @param max largest value seen in training
   * @param mean of all values seen in training
   * @param unit of the values; null if it is not known
   */
  public record Feature(String name, double min, double max, double mean, String unit) {}

  /**
   * Labels of an environment that was fitted to a log.
   *
   * @param documents label of each document by its number; empty if they have none
   * @param states label of each state by its number; empty if they have none
   */
  public record Vocabulary(List<String> documents, List<String> states) {
    /**
     * Copies the lists.
     *
     * @param documents labels; null for none
     * @param states labels; null for none
     */
    public Vocabulary {
      documents = copy(documents);
      states = copy(states);
    }
  }

  /**
   * How the promoted seeds were selected.
   *
   * @param rule the rule
   * @param reason why it selects these seeds, a sentence
   */
  public record Selection(Rule rule, String reason) {}

  /**
   * A promoted policy.
   *
   * @param seed of its trial
   * @param key bits of the key that its agent was created with
   * @param weights name of the file with its weights; null if the agent has none
   * @param onnx name of the file with its graph; null if there is none
   */
  public record Member(int seed, long key, String weights, String onnx) {}

  /**
   * The score of a seed in the evaluation.
   *
   * @param seed of the trial
   * @param score mean reward of a session, or the exact value
   * @param low lower bound of its 95 % confidence interval; null if it is not known
   * @param high upper bound; null if it is not known
   * @param digest SHA-256 over the bits of the rewards of its sessions, hex
   */
  public record SeedScore(int seed, double score, Double low, Double high, String digest) {}

  /**
   * The mean score of all seeds.
   *
   * @param mean of the scores
   * @param low lower bound of its 95 % confidence interval; null if it is not known
   * @param high upper bound; null if it is not known
   */
  public record MeanScore(double mean, Double low, Double high) {}

  /**
   * A verdict.
   *
   * @param kind what was judged
   * @param text what was judged, in words
   * @param verdict the verdict in one word, such as {@code PASSED}
   */
  public record Verdict(Kind kind, String text, String verdict) {}

  /**
   * The origin of a promoted agent.
   *
   * @param commit of the repository of the experiment, hex; null if there is none
   * @param dirty whether files of the repository differed from the commit
   * @param version of recsim
   */
  public record Provenance(String commit, boolean dirty, String version) {}

  /**
   * Checks that nothing is missing, and copies lists and maps.
   *
   * @param format of the manifest
   * @param experiment its name
   * @param agent its name
   * @param type of the agent
   * @param options of the agent; copied
   * @param space of the environment
   * @param environment or null; copied
   * @param userFeatures null for none
   * @param documentFeatures null for none
   * @param documents that it can rank
   * @param remembers whether it remembers the session
   * @param vocabulary or null
   * @param rewardUnit null for none
   * @param selection of the seeds
   * @param members at least one
   * @param scores null for none
   * @param score mean
   * @param verdicts null for none
   * @param fallback null for none
   * @param provenance the origin
   * @param data digests by path; null for none
   * @param files digests by name; null for none
   * @throws IllegalArgumentException if a component is missing, the features are not those of the
   *     space, or a member names a file that is not listed
   */
  public Manifest {
    required("experiment", experiment);
    required("agent", agent);
    required("type", type);
    required("options", options);
    required("space", space);
    required("documents", documents);
    required("selection", selection);
    required("score", score);
    required("provenance", provenance);
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    environment =
        environment == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    userFeatures = copy(userFeatures);
    documentFeatures = copy(documentFeatures);
    rewardUnit = rewardUnit == null ? "" : rewardUnit;
    members = copy(members);
    scores = copy(scores);
    verdicts = copy(verdicts);
    fallback = copy(fallback);
    data = sorted(data);
    files = sorted(files);
    checkNames("user_features", userFeatures, space.userFeatures());
    checkNames("document_features", documentFeatures, space.documentFeatures());
    check(!members.isEmpty(), "members is empty");
    for (Member member : members) {
      for (String file :
          Stream.of(member.weights(), member.onnx()).filter(f -> f != null).toList()) {
        check(files.containsKey(file), "members name the file " + file + ", which files lacks");
      }
    }
    files.keySet().forEach(Manifest::checkInside);
  }

  /**
   * {@return the number of the member with a seed, or -1}
   *
   * @param seed of a trial
   */
  public int member(int seed) {
    return members.stream().map(Member::seed).toList().indexOf(seed);
  }

  /** Files outside of the folder are never read, whoever wrote the manifest. */
  private static void checkInside(String name) {
    boolean inside =
        !name.startsWith("/")
            && !name.matches(".*[\\\\:\\x00].*")
            && Stream.of(name.split("/", -1)).noneMatch(it -> it.isEmpty() || it.matches("\\.+"));
    check(inside && !name.equals(FILE), "files must not name " + name);
  }

  private static void checkNames(String key, List<Feature> features, List<String> names) {
    List<String> named = features.stream().map(Feature::name).toList();
    check(named.equals(names), key + " are " + named + ", but those of space are " + names);
  }

  private static Map<String, String> sorted(Map<String, String> digests) {
    return Collections.unmodifiableMap(new TreeMap<>(digests == null ? Map.of() : digests));
  }

  private static <T> List<T> copy(List<T> list) {
    List<T> copy = list == null ? List.of() : Collections.unmodifiableList(new ArrayList<>(list));
    check(!copy.contains(null), "a list contains null");
    return copy;
  }

  private static void required(String key, Object value) {
    check(value != null, key + " is missing");
  }

  private static void check(boolean valid, String message) {
    if (!valid) {
      throw new IllegalArgumentException(message);
    }
  }

  /**
   * {@return the text of the file; it ends with a checksum, the SHA-256 of the lines before it, so
   * that an edit by hand is found}
   */
  public String json() {
    String lines = JsonTree.lines(OptionsJson.tree(this));
    return format < SEALED_SINCE ? lines : JsonSeal.on(lines);
  }

  /**
   * {@return a manifest}
   *
   * @param json text of the file
   * @throws IllegalArgumentException if it is not a manifest of a known format, or was changed by
   *     hand; the message follows on the name of the file
   */
  public static Manifest of(String json) {
    Object tree = JsonTree.read(json);
    Object format = tree instanceof Map<?, ?> map ? map.get("format") : null;
    if (!(format instanceof Integer number) || number < 1) {
      throw new IllegalArgumentException(
          "is not a manifest: it has no \"format\"; promote the agent again");
    }
    if (!KNOWN.contain(number)) {
      throw new IllegalArgumentException(KNOWN.unknown(number, "promote the agent again"));
    }
    boolean sealed = number >= SEALED_SINCE;
    if (sealed && !JsonSeal.isRight(json.replace("\r\n", "\n"))) {
      throw new IllegalArgumentException(
          "was changed by hand or is damaged; take it back from git, or promote the agent again");
    }
    try {
      return OptionsJson.read(json, Manifest.class, sealed ? new String[] {"checksum"} : NONE);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "cannot be read: " + e.getMessage() + "; promote the agent again", e);
    }
  }
}
