package dev.recsim.bridge;

import dev.recsim.io.Channel;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A process that speaks the protocol with the means of the JDK, and breaks it in the ways that
 * agents and environments share.
 */
public final class FaultyPeer {
  /** The fault of a process that does everything right. */
  public static final String NONE = "NONE";

  private static final int MARK = 0xF7_52_43_53;
  private static final int STATUS = 7;

  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;

  /** A message from the run. */
  public record Message(int kind, ByteBuffer body) {}

  private FaultyPeer(Socket socket) throws IOException {
    this.socket = socket;
    in = new DataInputStream(socket.getInputStream());
    out = new DataOutputStream(socket.getOutputStream());
  }

  /** The command that starts a class of tests with this fault. */
  public static List<String> command(Class<?> main, String fault) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-Xshare:auto",
        "-cp",
        Path.of("target/test-classes").toAbsolutePath()
            + File.pathSeparator
            + Path.of("target/classes").toAbsolutePath(),
        main.getName(),
        fault);
  }

  /** Connects to the run that started this process, unless the fault happens at the start. */
  public static FaultyPeer start(String fault) throws Exception {
    if (fault.equals("HANGS_AT_START")) {
      hang();
    }
    if (fault.equals("EXITS_AT_START")) {
      System.out.println("it is over\n");
      System.exit(STATUS);
    }
    String[] address = System.getenv(Channel.VARIABLE).split(" ");
    Socket socket = new Socket(address[0], Integer.parseInt(address[1]));
    socket.getOutputStream().write(address[2].getBytes(StandardCharsets.US_ASCII));
    socket.getInputStream().readNBytes(address[3].length());
    return new FaultyPeer(socket);
  }

  /** Waits for the next message of the run. */
  public Message read() throws IOException {
    in.readInt();
    int kind = in.readByte();
    byte[] body = in.readNBytes(in.readInt());
    return new Message(kind, ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN));
  }

  /** Sends a message. */
  public void send(int kind, String body) throws IOException {
    send(kind, body.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends a message. */
  public void send(int kind, byte[] body) throws IOException {
    ByteBuffer message = ByteBuffer.allocate(9 + body.length);
    out.write(message.putInt(MARK).put((byte) kind).putInt(body.length).put(body).array());
  }

  /**
   * Breaks the protocol in place of an answer, or answers if agents and environments do not share
   * the fault.
   *
   * @param kind of the answer
   * @param other kind of a message that is no answer
   */
  public void answer(String fault, int kind, int other, byte[] body) throws Exception {
    switch (fault) {
      case "EXITS" -> exit();
      case "IS_KILLED" -> kill();
      case "HANGS" -> hang();
      case "CUTS_AND_HANGS" -> {
        out.writeInt(MARK);
        hang();
      }
      case "CUTS_AND_EXITS" -> {
        out.writeInt(MARK);
        exit();
      }
      case "CLOSES" -> {
        socket.close();
        hang();
      }
      case "SENDS_TEXT" -> out.writeBytes("Warning: a library prints");
      case "SENDS_GARBAGE" -> out.write(new byte[] {(byte) 0xf7, 1, 2, 3, 4, 5, 6, 7, 8});
      case "SENDS_AN_UNKNOWN_KIND" -> send(99, body);
      case "SENDS_ANOTHER_KIND" -> send(other, "");
      case "SENDS_A_NEGATIVE_LENGTH" -> sendLength(kind, -1);
      case "SENDS_A_HUGE_LENGTH" -> sendLength(kind, Integer.MAX_VALUE);
      case "RETURNS_TOO_FEW_BYTES" -> send(kind, new byte[3]);
      case "RETURNS_TOO_MANY_BYTES" -> send(kind, new byte[body.length + 4]);
      default -> send(kind, body);
    }
  }

  private void sendLength(int kind, int length) throws IOException {
    out.write(ByteBuffer.allocate(9).putInt(MARK).put((byte) kind).putInt(length).array());
  }

  static void exit() {
    Runtime.getRuntime().halt(STATUS);
  }

  static void kill() throws Exception {
    new ProcessBuilder("kill", "-9", "" + ProcessHandle.current().pid()).start().waitFor();
  }

  static void hang() throws InterruptedException {
    Thread.sleep(1_000_000);
  }
}
