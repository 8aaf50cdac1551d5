package dev.recsim.experimentfile.binding;

import dev.recsim.api.InvalidOption;
import dev.recsim.experimentfile.yaml.Problems;
import dev.recsim.experimentfile.yaml.Section;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The files that options name. */
public final class InputFiles {
  private final Path directory;
  private final Problems problems;

  /**
   * @param directory that they are relative to
   */
  public InputFiles(Path directory, Problems problems) {
    this.directory = directory;
    this.problems = problems;
  }

  /** Whether the files that the options name are there, with the problems added. */
  public boolean exist(Section section, Record options) {
    int before = problems.count();
    RecordShape.of(options)
        .files(
            options,
            (option, file) -> {
              if (!isFile(file)) {
                Section.add(
                    section.node(),
                    "",
                    new InvalidOption(
                        option,
                        "names \"" + file + "\", but there is no such file beside the experiment"),
                    problems);
              }
            });
    return problems.count() == before;
  }

  private boolean isFile(String file) {
    try {
      return Files.isRegularFile(directory.resolve(file));
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
