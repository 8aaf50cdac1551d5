package dev.recsim.serve.http;

import dev.recsim.serve.config.TlsOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Reads certificate and private key of a server. Messages contain nothing of the key. */
final class PemFiles {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
  private static final List<String> ALGORITHMS = List.of("EC", "RSA", "Ed25519");
  private static final Map<String, String> SIGNATURES =
      Map.of("EC", "SHA256withECDSA", "RSA", "SHA256withRSA", "EdDSA", "Ed25519");
  private static final char[] IN_MEMORY = {};

  private PemFiles() {}

  /**
   * Returns what a connector needs to speak TLS.
   *
   * @throws StartFailure if a file cannot be used
   */
  static SslContextFactory.Server read(TlsOptions files) {
    Certificate[] chain = certificates(files.certificate());
    PrivateKey key = key(files.key());
    if (!fits(key, chain[0].getPublicKey())) {
      throw new StartFailure(
          "the key %s does not fit the certificate %s; name the two files of one pair"
              .formatted(files.key(), files.certificate()));
    }
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, IN_MEMORY);
      store.setKeyEntry("server", key, IN_MEMORY, chain);
      SslContextFactory.Server tls = new SslContextFactory.Server();
      tls.setKeyStore(store);
      tls.setKeyStorePassword("");
      tls.setIncludeProtocols("TLSv1.3", "TLSv1.2");
      // Callers may name the server by its address.
      tls.setSniRequired(false);
      return tls;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("cannot make a key store", e);
    }
  }

  private static boolean fits(PrivateKey key, PublicKey certified) {
    byte[] text = {1};
    try {
      Signature signature = Signature.getInstance(SIGNATURES.get(key.getAlgorithm()));
      signature.initSign(key);
      signature.update(text);
      byte[] signed = signature.sign();
      signature.initVerify(certified);
      signature.update(text);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static Certificate[] certificates(String file) {
    try {
      Certificate[] chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(bytes(file)))
              .toArray(Certificate[]::new);
      if (chain.length > 0) {
        return chain;
      }
    } catch (CertificateException e) {
      // As if there were none.
    }
    throw new StartFailure(
        file + " has no certificate; it must have -----BEGIN CERTIFICATE-----, the server's first");
  }

  private static PrivateKey key(String file) {
    String text = new String(bytes(file), StandardCharsets.ISO_8859_1);
    Matcher found = KEY.matcher(text);
    if (!found.find()) {
      throw new StartFailure(
          file
              + " has no -----BEGIN PRIVATE KEY-----; convert it by: openssl pkcs8 -topk8 -nocrypt");
    }
    for (String algorithm : ALGORITHMS) {
      try {
        byte[] der = Base64.getMimeDecoder().decode(found.group(1));
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
      } catch (GeneralSecurityException | IllegalArgumentException e) {
        continue;
      }
    }
    throw new StartFailure(file + " has a key that is neither RSA, EC nor Ed25519; make another");
  }

  private static byte[] bytes(String file) {
    try {
      return Files.readAllBytes(Path.of(file));
    } catch (IOException e) {
      throw new StartFailure(file + " cannot be read; check that it exists and who may read it");
    }
  }
}
