package dev.recsim.command;

import static java.util.stream.Collectors.joining;

import java.io.Console;
import java.io.File;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Calls a verb with the user's classes, and with the optional modules that it turns out to need.
 * Without either, this JVM's class path is enough, and its archive of classes is used.
 *
 * @param words have the user's classes
 */
record Launch(ModuleFolders modules, UserWords words) {
  static final int MISSING_MODULES = 5;

  /** ND4J asks the system for the memory at each operation unless told, and new JDKs warn of it. */
  private static final Map<String, String> NATIVE =
      Map.of(
          "org.bytedeco.javacpp.maxphysicalbytes", "0",
          "sun.misc.unsafe.memory.access", "allow");

  /**
   * Calls a verb and ends the JVM.
   *
   * @return the exit status, if the verb could not start
   */
  int call() throws Refused {
    List<String> all = words.call();
    if (isTerminal(System.console())) {
      all.add("--interactive");
    }
    PrintStream out = System.out;
    PrintStream err = System.err;
    Collection<String> had = new TreeSet<>();
    while (true) {
      Collection<String> missing = new TreeSet<>();
      call(all, had, missing);
      System.setOut(out);
      System.setErr(err);
      List<String> absent = new ArrayList<>();
      for (String module : missing) {
        if (modules.jars(module).isEmpty() || !had.add(module)) {
          absent.add(module);
        }
      }
      if (!absent.isEmpty()) {
        System.err.println(modules.missing(absent));
        return MISSING_MODULES;
      }
    }
  }

  private void call(List<String> all, Collection<String> had, Collection<String> missing)
      throws Refused {
    List<Path> more = new ArrayList<>(words.classPath());
    for (String module : had) {
      List<Path> jars = modules.jars(module);
      System.setProperty("recsim.libraries." + module, joined(jars));
      NATIVE.forEach(System::setProperty);
      more.addAll(jars);
    }
    String[] args = all.toArray(String[]::new);
    String[] places = words.places().toArray(String[]::new);
    if (more.isEmpty()) {
      Call.run(args, places, missing);
    } else {
      invoke(loader(more), Call.class.getName(), "run", args, places, missing);
    }
  }

  /** A loader of recsim and of more, in which recsim finds the user's classes as its own. */
  static ClassLoader loader(List<Path> more) throws Refused {
    Stream<Path> here =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(it -> !it.isEmpty())
            .map(it -> Path.of(it).toAbsolutePath().normalize());
    List<Path> all = Stream.concat(here, more.stream()).distinct().toList();
    // Processes that run trials are started with it.
    System.setProperty("java.class.path", joined(all));
    return loaderOf(all);
  }

  /** A loader of jars and folders and the JDK. */
  static ClassLoader loaderOf(List<Path> all) throws Refused {
    try {
      List<URL> urls = new ArrayList<>();
      for (Path path : all) {
        urls.add(path.toUri().toURL());
      }
      return new URLClassLoader(
          "recsim", urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    } catch (MalformedURLException e) {
      throw new Refused("the class path cannot be read: " + e.getMessage());
    }
  }

  /** Calls a static method, which throws nothing that is expected. */
  static void invoke(ClassLoader loader, String type, String method, Object... values)
      throws Refused {
    Thread.currentThread().setContextClassLoader(loader);
    try {
      Class<?> owner = Class.forName(type, true, loader);
      Stream.of(owner.getMethods())
          .filter(it -> it.getName().equals(method))
          .findFirst()
          .orElseThrow(() -> new Refused(type + " is of another version of recsim"))
          .invoke(null, values);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new Refused(type + " cannot be called: " + e);
    }
  }

  private static String joined(List<Path> paths) {
    return paths.stream().map(Path::toString).collect(joining(File.pathSeparator));
  }

  /** Since Java 22, a console may exist without a terminal; the method that tells is new too. */
  private static boolean isTerminal(Console console) {
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException beforeJava22) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
