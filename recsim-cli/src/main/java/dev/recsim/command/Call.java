package dev.recsim.command;

import dev.recsim.cli.Commands;
import dev.recsim.cli.Main;
import dev.recsim.experiment.MissingModules;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What {@link Launch} calls in a class loader, by types of the JDK alone. */
public final class Call {
  private Call() {}

  /**
   * Runs a verb and ends the JVM, unless optional modules are missing.
   *
   * @param args the verb and its options
   * @param places options that commands in messages repeat
   * @param missing gets the modules
   */
  public static void run(String[] args, String[] places, Collection<String> missing) {
    try {
      Commands commands =
          Optional.ofNullable(System.getProperty("recsim.gradle"))
              .map(Commands::ofGradle)
              .orElseGet(() -> Commands.ofJar(List.of(places)));
      Main.call(args, commands);
    } catch (MissingModules e) {
      missing.addAll(e.modules());
    }
  }
}
