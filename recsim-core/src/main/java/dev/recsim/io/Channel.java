package dev.recsim.io;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.function.IntUnaryOperator;

/**
 * Messages between this process and one that it has started, or that has started it, over a
 * loopback TCP connection. It does not use file descriptors 0, 1 and 2, so printed output cannot
 * disturb it.
 *
 * <p>A process in any language can take part. The side that starts it listens ({@link
 * ChannelListener}) and sets the environment variable {@link #VARIABLE} to four words separated by
 * spaces: {@code host port token answer}. The process
 *
 * <ol>
 *   <li>connects to host and port,
 *   <li>sends the token, {@value #TOKEN_LENGTH} ASCII characters. Connections that send anything
 *       else are dropped; after the first one with the token the port is closed,
 *   <li>reads as many characters and hangs up if they are not those of the answer,
 *   <li>sends and receives messages.
 * </ol>
 *
 * <p>A message, in Python {@code struct.pack(">IBI", 0xF7524353, kind, len(body)) + body}, is four
 * bytes that mark its beginning, one byte with its kind, its body's length as a big-endian integer,
 * and the body. Which kinds there are, and how long their bodies may be, is up to the two sides.
 *
 * <p>One thread may send while another receives.
 */
public final class Channel implements Closeable {
  /** The environment variable with the address. */
  public static final String VARIABLE = "RECSIM_CHANNEL";

  static final int TOKEN_LENGTH = 64;

  private static final int MARK = 0xF7_52_43_53;
  private static final int HEADER_BYTES = Integer.BYTES + 1 + Integer.BYTES;
  private static final int BUFFER_BYTES = 1 << 16;

  /** Longest pause of the other side within a message or the handshake. */
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final Socket socket;
  private final IntUnaryOperator most;
  private final int pauseMillis;
  private final InputStream in;
  private final OutputStream out;

  /** One message. */
  public record Message(int kind, byte[] body) {}

  Channel(Socket socket, IntUnaryOperator most) throws IOException {
    this(socket, most, PAUSE);
  }

  /**
   * @param most largest size of the body of a kind of message, in bytes; negative for unknown kinds
   */
  Channel(Socket socket, IntUnaryOperator most, Duration pause) throws IOException {
    this.socket = socket;
    this.most = most;
    this.pauseMillis = (int) pause.toMillis();
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
    out = new BufferedOutputStream(socket.getOutputStream(), BUFFER_BYTES);
  }

  /**
   * Connects to the process that has started this one.
   *
   * @param address the value of {@link #VARIABLE}
   * @param most see the constructor
   * @throws IOException if no process listens there, or it is another one
   */
  public static Channel connect(String address, IntUnaryOperator most) throws IOException {
    String[] words = address.split(" ");
    Socket socket = new Socket(Proxy.NO_PROXY);
    socket.setSoTimeout((int) PAUSE.toMillis());
    socket.connect(new InetSocketAddress(words[0], Integer.parseInt(words[1])));
    socket.getOutputStream().write(words[2].getBytes(StandardCharsets.US_ASCII));
    if (!says(words[3], socket)) {
      socket.close();
      throw new IOException("the process that listens at port " + words[1] + " is another one");
    }
    return new Channel(socket, most);
  }

  /** Whether the other side starts with this secret. */
  static boolean says(String secret, Socket socket) throws IOException {
    byte[] expected = secret.getBytes(StandardCharsets.US_ASCII);
    return MessageDigest.isEqual(expected, socket.getInputStream().readNBytes(expected.length));
  }

  /**
   * Sends one message.
   *
   * @throws IllegalArgumentException if the body is too long
   * @throws IOException if the connection has ended
   */
  public void send(int kind, byte[] body) throws IOException {
    send(kind, body, body.length);
  }

  /**
   * Sends one message, whose body is the beginning of an array.
   *
   * @param length number of bytes of the body
   * @throws IllegalArgumentException if the body is too long
   * @throws IOException if the connection has ended
   */
  public void send(int kind, byte[] body, int length) throws IOException {
    if (length > most.applyAsInt(kind)) {
      throw new IllegalArgumentException(
          "a message of kind %s can have %s bytes, not %s"
              .formatted(kind, most.applyAsInt(kind), length));
    }
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    header.putInt(MARK).put((byte) kind).putInt(length);
    int first = Math.min(length, BUFFER_BYTES - HEADER_BYTES);
    synchronized (out) {
      // In one write, so that the other side does not wake up for the header alone.
      out.write(header.array());
      out.write(body, 0, first);
      out.write(body, first, length - first);
      out.flush();
    }
  }

  /**
   * Waits for one message.
   *
   * @throws ProtocolException if the other side sends anything except messages, or stops within
   *     one; the text says what it did. The channel cannot be used afterwards
   * @throws IOException if the connection has ended; an {@link EOFException} if the other side
   *     closed it
   */
  public Message receive() throws IOException {
    socket.setSoTimeout(0);
    int first = in.read();
    if (first < 0) {
      throw new EOFException("the other side closed the connection");
    }
    socket.setSoTimeout(pauseMillis);
    try {
      if (first != MARK >>> 3 * Byte.SIZE) {
        throw unknown(new byte[] {(byte) first});
      }
      ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).put((byte) first);
      header.put(read(HEADER_BYTES - 1)).flip();
      if (header.getInt() != MARK) {
        throw unknown(header.array());
      }
      int kind = Byte.toUnsignedInt(header.get());
      return new Message(kind, read(length(kind, header.getInt())));
    } catch (SocketTimeoutException e) {
      throw new ProtocolException("stopped in the middle of a message");
    }
  }

  private static ProtocolException unknown(byte[] bytes) {
    return new ProtocolException(
        "sent bytes that are not a message, beginning with "
            + HexFormat.ofDelimiter(" ").formatHex(bytes));
  }

  private int length(int kind, int length) throws ProtocolException {
    int limit = most.applyAsInt(kind);
    if (limit < 0) {
      throw new ProtocolException("sent a message of kind " + kind + ", which does not exist");
    }
    if (length < 0 || length > limit) {
      throw new ProtocolException(
          "sent a message of kind %s with the length %s; it can have %s bytes"
              .formatted(kind, length, limit));
    }
    return length;
  }

  /** Reads a body; allocates only as much memory as has arrived. */
  private byte[] read(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the other side closed the connection in the middle of a message");
    }
    return bytes;
  }

  /** Whether all data that has arrived was received. */
  public boolean isQuiet() throws IOException {
    return in.available() == 0;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
