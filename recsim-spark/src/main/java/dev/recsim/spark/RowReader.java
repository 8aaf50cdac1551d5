package dev.recsim.spark;

import dev.recsim.experiment.remote.Frames;
import java.io.IOException;
import java.io.Serializable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Calls recsim's reader of rows in an executor, see {@link Frames#REQUEST_TYPE}. */
final class RowReader implements Serializable {
  /** The session of a row that has none. */
  static final long NONE = -1;

  private static final long serialVersionUID = 1;

  private final Shipment code;
  private final String type;
  private final byte[] request;
  private final ArrayList<String> names;
  private final ArrayList<byte[]> headers;

  private transient Object reader;
  private transient Method session;
  private transient Method belongs;

  RowReader(Shipment code, String type, byte[] request, List<String> names, List<byte[]> headers) {
    this.code = code;
    this.type = type;
    this.request = request;
    this.names = new ArrayList<>(names);
    this.headers = new ArrayList<>(headers);
  }

  RowReader with(byte[] request) {
    return new RowReader(code, type, request, names, headers);
  }

  /**
   * Prepares for the sessions of rows.
   *
   * @return false if the headers are faulty, which the answers of {@link #answer} say
   */
  boolean begin() {
    try {
      Class<?> found = ExecutorBench.type(code, type);
      reader =
          found
              .getConstructor(byte[].class, List.class, List.class)
              .newInstance(request, names, headers);
      session = found.getMethod("session", int.class, byte[].class, long.class);
      belongs = found.getMethod("belongs", int.class);
      return true;
    } catch (InvocationTargetException e) {
      return false;
    } catch (IOException | ReflectiveOperationException e) {
      throw ExecutorBench.translated(e);
    }
  }

  /** The session of a line; none if the line cannot be read, which the answers say, too. */
  long session(int file, byte[] line) {
    try {
      return (Long) session.invoke(reader, file, line, 1L);
    } catch (InvocationTargetException e) {
      return NONE;
    } catch (ReflectiveOperationException e) {
      throw ExecutorBench.translated(e);
    }
  }

  /** Whether the line of the last call is a row of its session. */
  boolean belongs(int file) {
    try {
      return (Boolean) belongs.invoke(reader, file);
    } catch (ReflectiveOperationException e) {
      throw ExecutorBench.translated(e);
    }
  }

  /** The answer of a part. */
  byte[] answer(Iterator<byte[]> rows) {
    try {
      return (byte[])
          ExecutorBench.type(code, type)
              .getMethod("run", byte[].class, List.class, List.class, Iterator.class)
              .invoke(null, request, names, headers, rows);
    } catch (IOException | ReflectiveOperationException e) {
      throw ExecutorBench.translated(e);
    }
  }
}
