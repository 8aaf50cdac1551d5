package dev.recsim.command;

import dev.recsim.cli.options.Verb;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Serves promoted policies, as {@code recsim:serve} does, with the module recsim-serve-http. */
final class Server {
  private static final String MODULE = "recsim-serve-http";

  private Server() {}

  /** Starts the server, which ends the JVM; returns the exit status if it cannot start. */
  static int serve(UserWords words) throws Refused {
    ModuleFolders modules = ModuleFolders.beside();
    List<Path> all = new ArrayList<>(modules.jars(MODULE));
    if (all.isEmpty()) {
      System.err.println(modules.missing(List.of(MODULE)));
      return Launch.MISSING_MODULES;
    }
    all.addAll(words.classPath());
    String[] args = {words.value(Verb.SERVE.words().get(0))};
    Launch.invoke(Launch.loaderOf(all), "dev.recsim.serve.http.ServeMain", "main", (Object) args);
    return Recsim.RUNS_ON;
  }
}
