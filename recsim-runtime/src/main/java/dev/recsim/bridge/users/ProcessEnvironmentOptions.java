package dev.recsim.bridge.users;

import dev.recsim.api.Options;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.InputFile;
import dev.recsim.api.Options.Range;
import dev.recsim.bridge.ProcessOptions;
import java.util.List;

/** Options of environments of type {@code process}. */
public record ProcessEnvironmentOptions(
    @Description(
            "The program and its arguments, such as [python3, users/mine.py]. It runs in a"
                + " temporary folder that has copies of the files.")
        @Range(minLength = 1)
        List<String> command,
    @Description(
            "The files that the program reads besides those that the command names, relative to"
                + " this file. Trials run again when one changes. Default: all files in the folder"
                + " of the script, which is the first word of the command that is a file.")
        @InputFile
        List<String> files,
    @Description(
            "Version of the program, if the command does not name its files. Trials run again when"
                + " it changes.")
        String version,
    @Description("Seconds that the program may take for one answer, its start included.")
        @Range(above = 0, max = 1_000_000)
        @Default("60")
        double timeout,
    @Description(
            "A file, relative to this one, in which the program's answers are recorded. What it has"
                + " is not asked again, so runs with it need no program. Commit it.")
        String record,
    @Description("Never starts the program: what the record lacks fails.") @Default("false")
        boolean replay) {

  /** The options of the process. */
  ProcessOptions process() {
    ProcessOptions options = Options.defaults(ProcessOptions.class);
    options = Options.with(options, "command", command);
    options = Options.with(options, "files", files);
    options = Options.with(options, "version", version);
    return Options.with(options, "timeout", timeout);
  }
}
