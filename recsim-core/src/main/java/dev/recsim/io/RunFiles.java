package dev.recsim.io;

import java.util.Set;

/** Names of the files and folders that recsim writes below the reports folder. */
public final class RunFiles {
  /** Holds a run's lock on the reports folder. */
  public static final String LOCK = ".recsim.lock";

  /** What the pages over all reports need not find out again; may be deleted. */
  public static final String CACHE = ".recsim.cache";

  /** A page: of an experiment, of a group, of a comparison or of all experiments. */
  public static final String PAGE = "index.html";

  /** The results of an experiment, a public format. */
  public static final String RESULTS = "results.json";

  /** When and where an experiment ran. */
  public static final String PROVENANCE = "run.json";

  /** The verdict on an experiment as a test report. */
  public static final String JUNIT = "junit.xml";

  /** The options that an experiment's search found, to be copied into an experiment. */
  public static final String TUNED = "tuned.yaml";

  /** The values of policies on a log, a public format. */
  public static final String OPE = "ope.json";

  /** The page about the values of policies on a log. */
  public static final String OPE_PAGE = "ope.html";

  /** The verdicts on a live test, a public format. */
  public static final String AB = "ab.json";

  /** The page about a live test. */
  public static final String AB_PAGE = "ab.html";

  /** Scores of all committed baselines, in the folder of reports. */
  public static final String TREND = "trend.json";

  /** The page about all committed baselines. */
  public static final String TREND_PAGE = "trend.html";

  /** What a record of predictions and outcomes says, a public format. */
  public static final String REALITY = "reality.json";

  /** The page about a record of predictions and outcomes. */
  public static final String REALITY_PAGE = "reality.html";

  /** The folder of records among experiments. */
  public static final String RECORDS = "reality";

  /** The verdict on a fit, beside its page. */
  public static final String FIT = "fit.json";

  /** The folder of an experiment's finished trials and their networks. */
  public static final String TRIALS = "trials";

  /** The folder of the experiment that a baseline recorded, and of its trials. */
  public static final String RECORDED = "recorded";

  /** The folder of an experiment's session logs. */
  public static final String SESSIONS = "sessions";

  /** The folder of the trials in plausible worlds, in that of the trials. */
  public static final String WORLDS = "worlds";

  /** The folder of the reports of fitted environments; also that of the environments themselves. */
  public static final String ENVIRONMENTS = "environments";

  /** The verdicts on all experiments that were checked. */
  public static final String SUMMARY = "summary.md";

  /** The folder of the last comparison. */
  public static final String COMPARISON = "compare";

  /** The comparison as JSON, in its folder. */
  public static final String COMPARISON_JSON = "compare.json";

  /** The comparison as Markdown, in its folder. */
  public static final String COMPARISON_MARKDOWN = "compare.md";

  /**
   * Names, in lower case, that neither an experiment nor a folder of experiments may have in any
   * case, because recsim writes files or folders of these names beside them.
   */
  public static final Set<String> RESERVED =
      Set.of(
          LOCK,
          CACHE,
          unfinished(CACHE),
          PAGE,
          unfinished(PAGE),
          RESULTS,
          unfinished(RESULTS),
          PROVENANCE,
          unfinished(PROVENANCE),
          JUNIT,
          unfinished(JUNIT),
          TUNED,
          unfinished(TUNED),
          OPE,
          unfinished(OPE),
          OPE_PAGE,
          unfinished(OPE_PAGE),
          AB,
          unfinished(AB),
          AB_PAGE,
          unfinished(AB_PAGE),
          TREND,
          unfinished(TREND),
          TREND_PAGE,
          unfinished(TREND_PAGE),
          REALITY,
          unfinished(REALITY),
          REALITY_PAGE,
          unfinished(REALITY_PAGE),
          TRIALS,
          RECORDED,
          SESSIONS,
          ENVIRONMENTS,
          SUMMARY,
          unfinished(SUMMARY),
          COMPARISON);

  private RunFiles() {}

  private static String unfinished(String name) {
    return name + AtomicFile.UNFINISHED;
  }
}
