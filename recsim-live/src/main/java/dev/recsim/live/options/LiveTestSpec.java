package dev.recsim.live.options;

import java.nio.file.Path;

/**
 * A live test of a file.
 *
 * @param home the folder of all experiments
 * @param file the file; its data are relative to its folder
 * @param name with slashes, the folder below the reports
 * @param title heading of the report
 */
public record LiveTestSpec(Path home, Path file, String name, String title, AbSection section) {

  /** The file of the verdicts that were reached. */
  public Path verdicts() {
    return home.resolve("ab").resolve(name + ".verdicts.json");
  }
}
