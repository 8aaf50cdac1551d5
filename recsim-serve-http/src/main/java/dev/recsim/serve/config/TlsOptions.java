package dev.recsim.serve.config;

import dev.recsim.api.InvalidOption;

/**
 * Files of a server that speaks TLS.
 *
 * @param certificate its certificate and those above it, PEM
 * @param key its private key, PEM in PKCS#8
 */
public record TlsOptions(String certificate, String key) {
  /** Checks that both are there. */
  public TlsOptions {
    InvalidOption.unless(
        certificate != null, "certificate", "is missing; name the file of the certificate");
    InvalidOption.unless(key != null, "key", "is missing; name the file of the private key");
  }
}
