package dev.recsim;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Compiles the operations of the tape and of networks once more, with double in place of float:
 * finite differences are blunt in single precision, and a second copy of the code would prove
 * nothing about the first. Nothing else has to compile that way.
 */
public final class DoublePrecision {
  private static final Path TEST = Path.of("src/test/java/dev/recsim");
  private static final Path API = Path.of("../recsim-api/src/main/java/dev/recsim");
  private static final Path LEARN = Path.of("src/main/java/dev/recsim/learn");
  private static final Path VECTORS = Path.of("src/main/java/dev/recsim/vectors");

  /** The operations, and what they are made of. */
  private static final List<Path> SOURCES =
      List.of(
          LEARN.resolve("tape"),
          Path.of("src/main/java/dev/recsim/nn"),
          LEARN.resolve("Adam.java"),
          LEARN.resolve("Buffers.java"),
          LEARN.resolve("EmbeddingTable.java"),
          LEARN.resolve("Engine.java"),
          LEARN.resolve("Layout.java"),
          LEARN.resolve("Network.java"),
          LEARN.resolve("Trainable.java"),
          LEARN.resolve("Variables.java"),
          VECTORS.resolve("Kernels.java"),
          VECTORS.resolve("UnitVectors.java"),
          API.resolve("random"),
          API.resolve("api/InvalidOption.java"),
          API.resolve("api/Weights.java"));

  private DoublePrecision() {}

  /**
   * Runs {@code static double largestError()} of a class of the tests, compiled in double precision
   * with the operations.
   */
  public static double largestError(Class<?> check) throws Exception {
    List<JavaFileObject> sources = new ArrayList<>();
    for (Path source : SOURCES) {
      try (Stream<Path> files = Files.walk(source)) {
        for (Path file : files.filter(DoublePrecision::calculates).sorted().toList()) {
          sources.add(new Source(file));
        }
      }
    }
    String inRecsim = check.getName().substring("dev.recsim.".length());
    sources.add(new Source(TEST.resolve(inRecsim.replace('.', '/') + ".java")));
    Method method =
        compile(sources).loadClass(renamed(check.getName())).getDeclaredMethod("largestError");
    method.setAccessible(true);
    return (double) method.invoke(null);
  }

  private static boolean calculates(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".java") && !name.equals("package-info.java");
  }

  private static ClassLoader compile(List<JavaFileObject> sources) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Map<String, ByteArrayOutputStream> classes = new HashMap<>();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavaFileManager memory = new MemoryFiles(files, classes);
      List<String> options = List.of("-proc:none", "-parameters");
      if (!compiler.getTask(messages, memory, null, options, null, sources).call()) {
        throw new IllegalStateException(messages.toString());
      }
    }
    return new ClassLoader(DoublePrecision.class.getClassLoader()) {
      @Override
      protected Class<?> findClass(String name) throws ClassNotFoundException {
        ByteArrayOutputStream bytes = classes.get(name);
        if (bytes == null) {
          throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes.toByteArray(), 0, bytes.size());
      }
    };
  }

  private static String renamed(String text) {
    return text.replaceAll("\\bdev\\.recsim\\b", "doubled.recsim");
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(Path file) throws IOException {
      super(URI.create("string:///" + file.getFileName()), JavaFileObject.Kind.SOURCE);
      text =
          renamed(Files.readString(file))
              .replaceAll("\\bfloat\\b", "double")
              .replaceAll("\\bFloat\\.isNaN\\b", "Double.isNaN");
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static final class MemoryFiles extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, ByteArrayOutputStream> classes;

    MemoryFiles(JavaFileManager files, Map<String, ByteArrayOutputStream> classes) {
      super(files);
      this.classes = classes;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String name, JavaFileObject.Kind kind, javax.tools.FileObject sibling) {
      return new SimpleJavaFileObject(URI.create("bytes:///" + name), kind) {
        @Override
        public OutputStream openOutputStream() {
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          classes.put(name, bytes);
          return bytes;
        }
      };
    }
  }
}
