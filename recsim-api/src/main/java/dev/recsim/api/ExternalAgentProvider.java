package dev.recsim.api;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Creates agents that something else computes, such as a process, a service or a model in a file.
 * What they depend on is not only their code and options.
 *
 * @param <C> record of options, see {@link Provider}
 */
public interface ExternalAgentProvider<C extends Record> extends AgentProvider<C> {

  /**
   * {@return the options with the files that they imply, such as all files of a script's folder; by
   * default unchanged} Called once, when an experiment is read.
   *
   * @param options of the agent; the agents that it wraps are asked separately
   * @param folder to which files are relative
   * @param trials the trials of the experiment, whose files the options get
   * @throws InvalidOption if files are missing; the message says what to write
   */
  default C withFiles(C options, Path folder, Trials trials) {
    return options;
  }

  /**
   * {@return the options of each trial, whose result depends on no others; by default those of all
   * trials}
   *
   * @param options of the agent, with its files; the agents that it wraps are asked separately
   * @param folder to which files are relative
   * @param trials the trials of the experiment
   */
  default List<C> ofTrials(C options, Path folder, Trials trials) {
    return Collections.nCopies(trials.seeds().size(), options);
  }

  /**
   * {@return whether the result of a finished trial may be used again; by default it may} False if
   * something that neither the options nor the files they name determine may have changed, such as
   * a service without a version. Such a trial runs again in each run, as does one whose {@link
   * Agent#inputs} are not complete.
   *
   * @param options of the agent; the agents that it wraps are asked separately
   */
  default boolean reusable(C options) {
    return true;
  }

  /**
   * {@return whether an agent that is created again with the same key, and loads the same weights,
   * shows the same slates without asking anything outside of this JVM; by default not} Reports
   * replay single sessions of agents that do, as all others do.
   *
   * @param options of the agent; the agents that it wraps are asked separately
   */
  default boolean replayable(C options) {
    return false;
  }

  /**
   * The trials of each agent of an experiment. Texts of options may contain the placeholders {@code
   * {seed}} and {@code {trial}}, which stand for a trial's seed and for its number from 0.
   *
   * @param seeds of the trials: those of the experiment, ascending, then those that only an
   *     undecided check needs
   */
  record Trials(List<Integer> seeds) {
    /** Why an agent whose trials differ cannot act in a trial that the experiment does not have. */
    public static final String OTHER_SEED =
        "is of the trials of the experiment, which have other seeds; add the seed to trials.seeds";

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(seed|trial)\\}");

    /**
     * Creates the trials of these seeds.
     *
     * @param seeds of the trials, in order
     */
    public Trials {
      seeds = List.copyOf(seeds);
    }

    /**
     * {@return whether a text has a placeholder}
     *
     * @param text of an option
     */
    public static boolean differ(String text) {
      return PLACEHOLDER.matcher(text).find();
    }

    /**
     * {@return a text with the values of a trial in place of its placeholders}
     *
     * @param text of an option
     * @param trial number of the trial, from 0
     */
    public String fill(String text, int trial) {
      return text.replace("{seed}", Integer.toString(seeds.get(trial)))
          .replace("{trial}", Integer.toString(trial));
    }

    /**
     * Checks that the file of a trial exists, if its path has placeholders.
     *
     * @param option that has the path
     * @param path with placeholders; if null or without, nothing is checked
     * @param folder to which it is relative
     * @param trial number of the trial, from 0
     * @throws InvalidOption if there is no such file
     */
    public void checkFile(String option, String path, Path folder, int trial) {
      InvalidOption.unless(
          path == null || !differ(path) || Files.isRegularFile(folder.resolve(fill(path, trial))),
          option,
          path == null
              ? ""
              : "names \"%s\" for seed %s, but there is no such file beside the experiment; add it, or remove the seed from trials.seeds or baseline.max_seeds"
                  .formatted(fill(path, trial), seeds.get(trial)));
    }

    /**
     * Checks that a list has an element for each trial.
     *
     * @param option that is the list
     * @param size of the list
     * @throws InvalidOption if it has more or fewer
     */
    public void checkSize(String option, int size) {
      InvalidOption.unless(
          size == seeds.size(),
          option,
          "needs one for each of the %s trials, in the order of their seeds (%s), but has %s"
              .formatted(seeds.size(), shown(), size));
    }

    private String shown() {
      int last = seeds.size() - 1;
      return seeds.size() <= 2
          ? seeds.toString().replaceAll("[\\[\\]]", "")
          : seeds.get(0) + ", " + seeds.get(1) + " ... " + seeds.get(last);
    }
  }
}
