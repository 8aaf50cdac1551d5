package dev.recsim.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.recsim.io.FormatVersions;
import dev.recsim.io.JsonSeal;
import java.io.IOException;
import java.math.BigInteger;

/**
 * The format of files that teams commit: JSON that says its {@code schema_version} and ends with
 * the checksum of {@link JsonSeal}.
 *
 * @param what such a file is, with its article: {@code a baseline}
 * @param oldest version that can be read
 * @param newest version that can be read
 * @param sealedSince the first version with a checksum
 * @param again how to write the file again: {@code record it again with recsim:baseline}
 */
public record Sealed(String what, int oldest, int newest, int sealedSince, String again) {
  private static final String VERSION = "schema_version";
  private static final JsonFactory JSON = new JsonFactory();

  /** A format that had a checksum from the start. */
  public Sealed(String what, int oldest, int newest, String again) {
    this(what, oldest, newest, oldest, again);
  }

  /** A file that cannot be used; the message says why and what to do, and follows on its name. */
  public static final class Broken extends Exception {
    private static final long serialVersionUID = 1;

    Broken(String message) {
      super(message);
    }
  }

  /** Returns the text of a file: the record and the checksum. */
  public static String text(Record record) {
    return JsonSeal.on(JsonRecords.write(record));
  }

  /**
   * Returns the record of a file.
   *
   * @throws Broken as {@link #open}, or if the file is not of this record
   */
  public <R extends Record> R read(String text, Class<R> type) throws Broken {
    try {
      return JsonRecords.read(open(text), type);
    } catch (JacksonException | NullPointerException | IllegalArgumentException e) {
      throw lacks();
    }
  }

  /** The error for a file without a field. */
  public Broken lacks() {
    return new Broken("lacks a field of " + what + ", or has a wrong one" + cure());
  }

  /** What to do with a file that is broken. */
  public String cure() {
    return "; take it back from git, or " + again;
  }

  /**
   * Returns the text of a file, with Unix line ends. Windows line ends are accepted, because git
   * may convert them.
   *
   * @throws Broken if it is empty, in conflict, cut off, edited, damaged, or of another version
   */
  public String open(String text) throws Broken {
    String unix = text.replace("\r\n", "\n");
    if (unix.isBlank()) {
      throw new Broken("is empty" + cure());
    }
    if (unix.contains("\n<<<<<<< ") || unix.startsWith("<<<<<<< ")) {
      throw new Broken("holds a merge conflict; take one side of it whole, or " + again);
    }
    int version = known(version(unix));
    if (!(JsonSeal.isRight(unix) || version < sealedSince && !JsonSeal.isOn(unix))) {
      throw new Broken("was changed by hand or is damaged" + cure());
    }
    return unix;
  }

  /** Reads to the end, to find what is no JSON. */
  private BigInteger version(String text) throws Broken {
    BigInteger version = null;
    try (JsonParser json = JSON.createParser(text)) {
      boolean object = json.nextToken() == JsonToken.START_OBJECT;
      for (JsonToken next = json.nextToken(); next != null; next = json.nextToken()) {
        if (object
            && next == JsonToken.VALUE_NUMBER_INT
            && json.getParsingContext().getParent().inRoot()
            && VERSION.equals(json.currentName())) {
          version = json.getBigIntegerValue();
        }
      }
    } catch (JacksonException e) {
      String happened = e instanceof JsonEOFException ? "is cut off" : "is damaged";
      String where = e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
      throw new Broken(happened + where + cure());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    if (version == null) {
      throw new Broken("is not " + what + ": it has no " + VERSION + cure());
    }
    return version;
  }

  private int known(BigInteger version) throws Broken {
    FormatVersions known = new FormatVersions(oldest, newest);
    if (version.bitLength() > 31 || !known.contain(version)) {
      throw new Broken(unknown(version));
    }
    return version.intValue();
  }

  /** Why a file of another version cannot be read, and what to do. */
  public String unknown(Number version) {
    return new FormatVersions(oldest, newest).unknown(version, again);
  }
}
