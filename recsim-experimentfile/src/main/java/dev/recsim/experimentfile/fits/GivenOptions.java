package dev.recsim.experimentfile.fits;

import dev.recsim.api.EnvironmentProvider;
import dev.recsim.api.Options;
import dev.recsim.api.Options.InputFile;
import dev.recsim.yaml.YamlTree;
import dev.recsim.yaml.binding.RecordShape;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The options of an environment that is not fitted, and the files that they name: an option or a
 * word of a list that is the path of a file.
 *
 * @param folder to which paths are relative
 */
record GivenOptions(EnvironmentProvider<?> provider, Record options, Path folder) {
  private static final String ENVIRONMENT = "environment";

  GivenOptions {
    folder = folder.toAbsolutePath().normalize();
  }

  /**
   * The options as lines of YAML. They are equal for the same options in files of other folders:
   * paths of files are relative to a folder. Lists of files are left out, because a provider can
   * complete them.
   *
   * @param to that folder
   */
  List<String> lines(Path to) {
    Map<String, Object> environment = new LinkedHashMap<>();
    environment.put("type", provider.name());
    environment.putAll(RecordShape.of(options).tree(options));
    for (RecordComponent component : options.getClass().getRecordComponents()) {
      if (component.getType() == List.class && component.isAnnotationPresent(InputFile.class)) {
        environment.remove(Options.key(component.getName()));
      }
    }
    Path home = to.toAbsolutePath().normalize();
    return YamlTree.write(Map.of(ENVIRONMENT, seenFrom(home, environment))).lines().toList();
  }

  private Object seenFrom(Path home, Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> others = new LinkedHashMap<>();
      map.forEach((key, each) -> others.put(key, seenFrom(home, each)));
      return others;
    }
    if (value instanceof List<?> list) {
      return list.stream().map(each -> seenFrom(home, each)).toList();
    }
    return value instanceof String text && isFile(text)
        ? home.relativize(place(text)).toString().replace('\\', '/')
        : value;
  }

  /** The files of options and of words in lists, without those of programs on the search path. */
  List<Path> files() {
    SortedSet<Path> files = new TreeSet<>();
    Options.files(options, (option, file) -> files.add(place(file)));
    for (Object value : RecordShape.of(options).values(options)) {
      if (value instanceof List<?> list) {
        list.stream()
            .filter(word -> word instanceof String text && isFile(text))
            .forEach(word -> files.add(place((String) word)));
      }
    }
    return List.copyOf(files);
  }

  private boolean isFile(String text) {
    try {
      return !text.isEmpty() && !Path.of(text).isAbsolute() && Files.isRegularFile(place(text));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private Path place(String path) {
    return folder.resolve(path).normalize();
  }
}
