package dev.recsim.policy;

import dev.recsim.api.Options;
import dev.recsim.api.Options.InputFile;
import dev.recsim.api.Part;
import dev.recsim.api.Provider;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A part of which the input files are in another folder, beside each other as before.
 *
 * @param <P> kind of provider
 * @param part with the new paths in its options
 * @param files contents by new path, with slashes
 */
public record MovedFiles<P extends Provider<?>>(Part<P> part, Map<String, byte[]> files) {

  /**
   * Moves the files of a part.
   *
   * @param <P> kind of provider
   * @param part an agent or an environment
   * @param folder to which its files are relative
   * @param to name of the new folder
   * @return the part, unchanged if it names no files
   * @throws IOException if a file cannot be read
   */
  public static <P extends Provider<?>> MovedFiles<P> of(Part<P> part, Path folder, String to)
      throws IOException {
    List<Path> all = new ArrayList<>();
    Options.files(part.options(), (option, file) -> all.add(absolute(folder, file)));
    if (all.isEmpty()) {
      return new MovedFiles<>(part, Map.of());
    }
    Path common = all.get(0).getParent();
    for (Path file : all) {
      while (!file.startsWith(common)) {
        common = common.getParent();
      }
    }
    Path base = common;
    UnaryOperator<String> renamed =
        file -> to + "/" + base.relativize(absolute(folder, file)).toString().replace('\\', '/');
    Map<String, byte[]> files = new TreeMap<>();
    for (Path file : all) {
      files.put(renamed.apply(file.toString()), Files.readAllBytes(file));
    }
    return new MovedFiles<>(new Part<>(part.provider(), moved(part.options(), renamed)), files);
  }

  private static Path absolute(Path folder, String file) {
    return folder.resolve(file).toAbsolutePath().normalize();
  }

  private static Record moved(Record options, UnaryOperator<String> renamed) {
    Record moved = options;
    for (RecordComponent component : options.getClass().getRecordComponents()) {
      String key = Options.key(component.getName());
      Object value = OptionsJson.component(options, component);
      if (value instanceof Part<?> part) {
        moved = Options.with(moved, key, moved(part, renamed));
      } else if (value instanceof Record nested) {
        moved = Options.with(moved, key, moved(nested, renamed));
      } else if (value != null && component.isAnnotationPresent(InputFile.class)) {
        Object paths =
            value instanceof List<?> list
                ? list.stream().map(it -> renamed.apply((String) it)).toList()
                : renamed.apply((String) value);
        moved = Options.with(moved, key, paths);
      }
    }
    return moved;
  }

  private static <Q extends Provider<?>> Part<Q> moved(
      Part<Q> part, UnaryOperator<String> renamed) {
    return new Part<>(part.provider(), moved(part.options(), renamed));
  }
}
