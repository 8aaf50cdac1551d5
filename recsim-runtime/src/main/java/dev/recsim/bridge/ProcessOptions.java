package dev.recsim.bridge;

import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.InputFile;
import dev.recsim.api.Options.Range;
import java.util.List;

/** Options of agents of type {@code process}. */
public record ProcessOptions(
    @Description(
            "The program and its arguments, such as [python3, agents/mine.py]. It runs in a"
                + " temporary folder that has copies of the files. {seed} in a word stands for the"
                + " trial's seed, {trial} for its number from 0.")
        @Range(minLength = 1)
        List<String> command,
    @Description("Commands in place of one: a command for each trial, in the order of the seeds.")
        @Range(minLength = 1)
        List<List<String>> commands,
    @Description(
            "The files that the program reads besides those that the command names, relative to"
                + " this file. A trial runs again when one changes. Default: all files in the"
                + " folder of the script, which is the first word of the command that is a file.")
        @InputFile(perTrial = true)
        List<String> files,
    @Description(
            "Version of the program, if the command does not name its files. A trial runs again"
                + " when it changes.")
        String version,
    @Description("Seconds that the program may take for one answer, its start included.")
        @Range(above = 0, max = 1_000_000)
        @Default("60")
        double timeout) {

  /** The files that are given; none if those of the script's folder are meant. */
  public List<String> given() {
    return files == null ? List.of() : files;
  }

  /** The command of all trials; empty if there is one for each. */
  public List<String> common() {
    return command == null ? List.of() : command;
  }
}
