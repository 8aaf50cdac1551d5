package dev.recsim.spark;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;

/** How Spark is set up: what the user says, and what trials need. */
final class SparkSettings {
  /** The master's URL. */
  static final String MASTER = "spark-master";

  /** {@code key=value}, several with commas or line ends in between. */
  static final String CONF = "spark-conf";

  private static final String JAVA_OPTIONS = "spark.executor.extraJavaOptions";

  /** Values may hold commas, too; every key begins with this. */
  private static final Pattern NEXT = Pattern.compile("\\s*[,\\n]\\s*(?=spark\\.)");

  private SparkSettings() {}

  /**
   * Settings over those that {@code spark-submit} was told, which are system properties.
   *
   * @throws IllegalArgumentException if one is not {@code spark.key=value}
   */
  static SparkConf of(Map<String, String> options) {
    SparkConf conf = new SparkConf().setAppName("recsim");
    if (options.containsKey(MASTER)) {
      conf.setMaster(options.get(MASTER));
    }
    parse(options.getOrDefault(CONF, "")).forEach(conf::set);
    conf.setIfMissing("spark.ui.enabled", "false");
    conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    conf.setIfMissing("spark.ui.retainedTasks", "1000");
    // Of all results of a job together. They are handed on one by one, nothing keeps them.
    conf.setIfMissing("spark.driver.maxResultSize", "0");
    // Trials are given up before that, without an end to all others.
    conf.set("spark.task.maxFailures", "20");
    // The one session has the jars of its context.
    conf.set("spark.sql.artifact.isolation.enabled", "false");
    // As in the JVM that Maven forks.
    conf.set("spark.executorEnv.OMP_NUM_THREADS", "1");
    String own = "-Dorg.bytedeco.javacpp.maxphysicalbytes=0 -Dfile.encoding=UTF-8";
    conf.set(JAVA_OPTIONS, (own + " " + conf.get(JAVA_OPTIONS, "")).strip());
    return conf;
  }

  static Map<String, String> parse(String text) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String setting : NEXT.split(text.strip())) {
      if (setting.isBlank()) {
        continue;
      }
      int equals = setting.indexOf('=');
      if (equals < 0 || !setting.startsWith("spark.")) {
        throw new IllegalArgumentException(
            "recsim.spark.conf must be spark.key=value, several with commas in between, not "
                + setting);
      }
      settings.put(setting.substring(0, equals).strip(), setting.substring(equals + 1).strip());
    }
    return settings;
  }
}
