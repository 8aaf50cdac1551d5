package dev.recsim.api;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What an agent has used besides its options and the {@linkplain Options.InputFile files} that they
 * name, as it was found while the agent acted. It is stored with the trial, and the trial runs
 * again if something of it has changed. All paths are absolute.
 *
 * @param complete whether a change of what the agent would do is noticed. If not, its trials run
 *     again in each run
 * @param elsewhere whether the trial ran on another machine; what is not on this one is then not
 *     compared
 * @param programs path of each program that was started, by its name in the command
 * @param variables values of variables of the environment, by name; only those that are set
 * @param versions of the interpreter and the libraries, by name; for the reader, not compared
 * @param files SHA-256 of each file that was read, hex; {@link #ABSENT} if there was none, {@link
 *     #CHANGED} if it changed while the agent acted
 * @param folders SHA-256 of the sorted names in each folder that was listed, each with a newline,
 *     hex; or {@link #ABSENT}
 * @param lookups where modules were searched
 * @param distributions installed packages of Python whose modules were imported
 */
public record Inputs(
    boolean complete,
    boolean elsewhere,
    SortedMap<String, String> programs,
    SortedMap<String, String> variables,
    SortedMap<String, String> versions,
    SortedMap<String, String> files,
    SortedMap<String, String> folders,
    List<Lookup> lookups,
    List<Distribution> distributions) {
  /** Value of a file or folder that was not there. */
  public static final String ABSENT = "absent";

  /** Value of a file that changed while the agent acted; it equals nothing. */
  public static final String CHANGED = "changed";

  /**
   * A search for modules in folders.
   *
   * @param names of the modules
   * @param folders the names of files and folders that are such a module, sorted, by folder
   */
  public record Lookup(List<String> names, SortedMap<String, List<String>> folders) {
    /**
     * Copies the components.
     *
     * @param names null for none
     * @param folders null for none
     */
    public Lookup {
      names = copy(names);
      folders = sorted(folders);
    }

    /**
     * {@return whether a file or folder with this name is one of the modules} The name of a module
     * is that of its file up to the first dot.
     *
     * @param entry name of a file or folder
     */
    public boolean finds(String entry) {
      int dot = entry.indexOf('.');
      return names.contains(dot < 0 ? entry : entry.substring(0, dot));
    }
  }

  /**
   * An installed package of Python.
   *
   * @param name of the package
   * @param version of the package
   * @param folder with its metadata, {@code <name>-<version>.dist-info}
   * @param record SHA-256 of the file {@code RECORD} in it, hex, which has the digests of all files
   */
  public record Distribution(String name, String version, String folder, String record) {}

  /**
   * Copies the components.
   *
   * @param complete see above
   * @param elsewhere see above
   * @param programs null for none
   * @param variables null for none
   * @param versions null for none
   * @param files null for none
   * @param folders null for none
   * @param lookups null for none
   * @param distributions null for none
   */
  public Inputs {
    programs = sorted(programs);
    variables = sorted(variables);
    versions = sorted(versions);
    files = sorted(files);
    folders = sorted(folders);
    lookups = copy(lookups);
    distributions = copy(distributions);
  }

  private static <T> List<T> copy(List<T> given) {
    return given == null ? List.of() : List.copyOf(given);
  }

  private static <V> SortedMap<String, V> sorted(Map<String, V> map) {
    return Collections.unmodifiableSortedMap(map == null ? new TreeMap<>() : new TreeMap<>(map));
  }

  /**
   * {@return these inputs and others, such as those of the agent and of the environment of a trial}
   * A file or folder that had two contents counts as changed.
   *
   * @param other the others
   */
  public Inputs and(Inputs other) {
    return new Inputs(
        complete && other.complete,
        elsewhere || other.elsewhere,
        joined(programs, other.programs, "two programs"),
        joined(variables, other.variables, CHANGED),
        joined(versions, other.versions, "two versions"),
        joined(files, other.files, CHANGED),
        joined(folders, other.folders, CHANGED),
        joined(lookups, other.lookups),
        joined(distributions, other.distributions));
  }

  private static SortedMap<String, String> joined(
      Map<String, String> some, Map<String, String> others, String different) {
    SortedMap<String, String> all = new TreeMap<>(some);
    others.forEach(
        (key, value) -> all.merge(key, value, (one, two) -> one.equals(two) ? one : different));
    return all;
  }

  private static <E> List<E> joined(List<E> some, List<E> others) {
    return Stream.concat(some.stream(), others.stream()).distinct().toList();
  }

  /** {@return the inputs of a trial that ran on another machine} */
  public Inputs fromElsewhere() {
    return new Inputs(
        complete, true, programs, variables, versions, files, folders, lookups, distributions);
  }
}
