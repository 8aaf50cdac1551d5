package dev.recsim.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/** Bytes in a temporary file, more than fit into memory. Thread-safe. */
public final class ScratchBytes implements AutoCloseable {
  private final Scratch scratch;
  private final FileChannel file;
  private long end;

  /**
   * @throws IOException if there is no folder for temporary files
   */
  public ScratchBytes() throws IOException {
    scratch = new Scratch();
    file =
        FileChannel.open(
            scratch.folder().resolve("bytes"),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
  }

  /** Appends bytes and returns where they are. */
  public synchronized long append(byte[] bytes) throws IOException {
    long at = end;
    ByteBuffer from = ByteBuffer.wrap(bytes);
    while (from.hasRemaining()) {
      end += file.write(from, end);
    }
    return at;
  }

  /** Reads as many bytes as there are in an array. */
  public void read(long at, byte[] bytes) throws IOException {
    ByteBuffer to = ByteBuffer.wrap(bytes);
    while (to.hasRemaining()) {
      if (file.read(to, at + to.position()) < 0) {
        throw new IOException("a temporary file has lost its end");
      }
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      // It is deleted all the same.
    }
    scratch.close();
  }
}
