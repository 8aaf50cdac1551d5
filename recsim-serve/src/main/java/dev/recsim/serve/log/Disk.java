package dev.recsim.serve.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Opens the files of a log. */
interface Disk {
  /** Opens a file to append to it, created if it does not exist, and cuts it to a size. */
  Output open(Path file, long size) throws IOException;

  /** A file that is open. */
  interface Output extends Closeable {
    /** Writes all bytes, or fails. */
    void write(ByteBuffer bytes) throws IOException;

    /** Forces to the disk what was written. */
    void force() throws IOException;

    /** Whether the file is still in its folder. */
    boolean exists();
  }

  /** The files of this machine. */
  static Output real(Path file, long size) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      channel.truncate(size);
      channel.position(size);
    } catch (IOException e) {
      LogFolder.closeQuietly(channel);
      throw e;
    }
    return new Output() {
      @Override
      public void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      }

      @Override
      public void force() throws IOException {
        channel.force(false);
      }

      @Override
      public boolean exists() {
        return Files.exists(file);
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }
}
