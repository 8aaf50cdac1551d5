package dev.recsim.serve.http;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * Reads a body as it comes; no thread waits for it. If it does not fit into the memory, the rest is
 * read all the same, so that the client can read its refusal.
 */
final class BodyReader implements Invocable.Task {
  private final Content.Source source;
  private final int most;
  private final Result result;
  private Optional<ByteArrayOutputStream> bytes = Optional.of(new ByteArrayOutputStream());
  private long count;

  /**
   * What becomes of a body; one of these is called.
   *
   * @param read the whole body
   * @param tooLarge it has more bytes than allowed
   * @param failed it did not come, or does not fit into the memory
   */
  record Result(Consumer<byte[]> read, Runnable tooLarge, Consumer<Throwable> failed) {}

  /**
   * @param most largest number of bytes
   */
  BodyReader(Content.Source source, int most, Result result) {
    this.source = source;
    this.most = most;
    this.result = result;
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.BLOCKING;
  }

  @Override
  public void run() {
    Content.Chunk chunk = source.read();
    while (chunk != null && !Content.Chunk.isFailure(chunk)) {
      take(chunk);
      chunk.release();
      if (count > most) {
        result.tooLarge().run();
        return;
      }
      if (chunk.isLast()) {
        end();
        return;
      }
      chunk = source.read();
    }
    if (chunk == null) {
      source.demand(this);
    } else {
      result.failed().accept(chunk.getFailure());
    }
  }

  private void take(Content.Chunk chunk) {
    count += chunk.remaining();
    try {
      byte[] piece = BufferUtil.toArray(chunk.getByteBuffer());
      bytes.ifPresent(it -> it.writeBytes(piece));
    } catch (OutOfMemoryError e) {
      bytes = Optional.empty();
    }
  }

  private void end() {
    Optional<byte[]> all;
    try {
      all = bytes.map(ByteArrayOutputStream::toByteArray);
    } catch (OutOfMemoryError e) {
      all = Optional.empty();
    }
    bytes = Optional.empty();
    all.ifPresentOrElse(
        result.read(), () -> result.failed().accept(new OutOfMemoryError("body of a request")));
  }
}
