package dev.recsim.learn;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The public and protected types and members of packages, one a line: the full name and parameters,
 * then the rest of the declaration. Methods of {@link Object} are left out.
 */
final class Signatures {
  private static final Set<String> OF_OBJECT = Set.of("equals", "hashCode", "toString");
  private static final int SHOWN =
      Modifier.PUBLIC | Modifier.PROTECTED | Modifier.STATIC | Modifier.ABSTRACT | Modifier.FINAL;

  private final SortedSet<String> lines = new TreeSet<>();
  private int types;

  /**
   * @param inside a class of the module
   * @param packages of the module; those below them are included
   */
  static Signatures of(Class<?> inside, String... packages) throws IOException {
    Signatures signatures = new Signatures();
    Path code = code(inside);
    if (Files.isDirectory(code)) {
      signatures.add(code, packages);
    } else {
      try (FileSystem jar =
          FileSystems.newFileSystem(URI.create("jar:" + code.toUri()), Map.of())) {
        signatures.add(jar.getPath("/"), packages);
      }
    }
    return signatures;
  }

  private static Path code(Class<?> inside) {
    try {
      return Path.of(inside.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The lines, sorted. */
  SortedSet<String> lines() {
    return lines;
  }

  /** Number of public and protected types, nested ones included. */
  int types() {
    return types;
  }

  private void add(Path root, String... packages) throws IOException {
    for (String room : packages) {
      try (Stream<Path> files = Files.walk(root.resolve(room.replace('.', '/')))) {
        for (Path file : files.filter(it -> it.toString().endsWith(".class")).toList()) {
          String name = root.relativize(file).toString().replace('\\', '/').replace('/', '.');
          add(name.substring(0, name.length() - ".class".length()));
        }
      }
    }
  }

  private void add(String name) {
    if (name.endsWith(".package-info")) {
      return;
    }
    Class<?> type;
    try {
      type = Class.forName(name, false, Signatures.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
    if (isVisible(type)) {
      types++;
      add(type);
    }
  }

  private static boolean isVisible(Class<?> type) {
    return !type.isAnonymousClass()
        && !type.isLocalClass()
        && isVisible(type.getModifiers())
        && (type.getEnclosingClass() == null || isVisible(type.getEnclosingClass()));
  }

  private static boolean isVisible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private void add(Class<?> type) {
    String kind =
        type.isAnnotation()
            ? "annotation"
            : type.isInterface()
                ? "interface"
                : type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
    lines.add(
        name(type)
            + ": "
            + modifiers(type.getModifiers())
            + kind
            + variables(type.getTypeParameters())
            + list(" extends ", Stream.ofNullable(type.getGenericSuperclass()))
            + list(" implements ", Arrays.stream(type.getGenericInterfaces())));
    for (Field field : type.getDeclaredFields()) {
      if (isVisible(field.getModifiers()) && !field.isSynthetic()) {
        lines.add(
            "%s.%s: %s%s"
                .formatted(
                    name(type),
                    field.getName(),
                    modifiers(field.getModifiers()),
                    text(field.getGenericType())));
      }
    }
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      add(name(type), constructor, "");
    }
    for (Method method : type.getDeclaredMethods()) {
      if (!OF_OBJECT.contains(method.getName())) {
        add(name(type) + "." + method.getName(), method, text(method.getGenericReturnType()));
      }
    }
  }

  private void add(String name, Executable code, String result) {
    if (isVisible(code.getModifiers()) && !code.isSynthetic()) {
      lines.add(
          name
              + "("
              + list("", Arrays.stream(code.getGenericParameterTypes()))
              + "): "
              + (code instanceof Method method && method.isDefault() ? "default " : "")
              + modifiers(code.getModifiers())
              + variables(code.getTypeParameters())
              + result
              + list(" throws ", Arrays.stream(code.getGenericExceptionTypes())));
    }
  }

  private static String modifiers(int modifiers) {
    String text = Modifier.toString(modifiers & SHOWN);
    return text.isEmpty() ? "" : text + " ";
  }

  private static String variables(TypeVariable<?>[] variables) {
    return variables.length == 0
        ? ""
        : Arrays.stream(variables)
            .map(it -> it + list(" extends ", Arrays.stream(it.getBounds())))
            .collect(joining(", ", "<", "> "));
  }

  private static String list(String start, Stream<Type> types) {
    String text = types.map(Signatures::text).collect(joining(", "));
    return text.isEmpty() ? "" : start + text;
  }

  private static String name(Class<?> type) {
    return type.getName().replace('$', '.');
  }

  private static String text(Type type) {
    return type.getTypeName().replace('$', '.');
  }
}
