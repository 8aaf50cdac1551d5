package dev.recsim.serve.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Hosts that requests may name. A web page can make its own name point to this machine, so calls
 * without a token that only this machine can send must name it.
 *
 * @param names in lower case; empty for all hosts
 */
record KnownHosts(Set<String> names) {
  /** Any host. */
  static final KnownHosts ALL = new KnownHosts(Set.of());

  /** The hosts of a port that listens at an address. */
  static KnownHosts of(String address, BearerToken token) {
    return token.isWanted() || !isLoopback(address)
        ? ALL
        : new KnownHosts(
            Set.copyOf(
                List.of("localhost", "127.0.0.1", "[::1]", address.toLowerCase(Locale.ROOT))));
  }

  private static boolean isLoopback(String address) {
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      // The server cannot listen there, and says so.
      return false;
    }
  }

  /**
   * Checks the host of a request.
   *
   * @throws Refusal if it is another one
   */
  void check(String host) {
    if (!names.isEmpty() && !names.contains(host.toLowerCase(Locale.ROOT))) {
      throw new Refusal(
          Refusal.FORBIDDEN,
          "admin calls without a token must be sent to this machine, not to " + host,
          "send them to localhost, or set server.token_env or server.admin_host");
    }
  }
}
