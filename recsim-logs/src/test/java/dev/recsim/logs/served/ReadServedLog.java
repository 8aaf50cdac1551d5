package dev.recsim.logs.served;

import dev.recsim.logs.Log;
import dev.recsim.logs.LogOptions;
import dev.recsim.logs.LogOptions.Late;
import dev.recsim.logs.LogOptions.LogType;
import dev.recsim.logs.LogOptions.Repeated;
import dev.recsim.tool.ServedText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** A served log as text, and the options by which it is read. */
abstract class ReadServedLog {
  @TempDir Path folder;

  String gap = "30m";
  Late late;
  Repeated repeated;
  List<String> arms;
  Late interleaved;
  double maxExcluded = 0.01;
  boolean propensities;
  String from;
  String catalogue;

  ServedText text() {
    return new ServedText(folder.resolve("served"));
  }

  Log log() {
    LogOptions options =
        new LogOptions(
            null,
            null,
            ",",
            null,
            maxExcluded,
            from,
            null,
            LogType.SERVED,
            "served",
            "10m",
            gap,
            late,
            repeated,
            null,
            arms,
            interleaved,
            null,
            catalogue);
    Log log = Log.of(options, folder, List.of());
    return propensities ? log.withPropensities() : log;
  }

  /** Sessions as "rewards of the steps, end". */
  List<String> sessions() {
    List<String> sessions = new ArrayList<>();
    log()
        .read(
            session -> {
              StringBuilder text = new StringBuilder();
              for (int s = 0; s < session.steps(); s++) {
                text.append(session.reward(s)).append(' ');
              }
              sessions.add(text.append(session.end()).toString());
            });
    return sessions;
  }

  List<String> notes() {
    return log().read(session -> {}).notes();
  }
}
