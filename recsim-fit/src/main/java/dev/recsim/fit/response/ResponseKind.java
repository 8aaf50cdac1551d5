package dev.recsim.fit.response;

/**
 * The responses of one hidden kind of users, in the form in which a file has them.
 *
 * @param share probability of the kind
 * @param start probability of each first document
 * @param move probability of each document after a refusal
 * @param leaveAccepted probability that a user who accepted leaves
 * @param leaveRefused probability that a user who refused leaves
 * @param accept [document at which the user is][shown document] probability of acceptance
 */
public record ResponseKind(
    double share,
    double[] start,
    double[] move,
    double leaveAccepted,
    double leaveRefused,
    double[][] accept) {

  /** The environment of users of this kind. */
  public ResponseWorld world(int maxSessionLength) {
    return new World(this, maxSessionLength);
  }

  private static final class World extends ResponseWorld {
    private final double[][] accept;

    World(ResponseKind kind, int maxSessionLength) {
      super(kind.start, kind.move, kind.leaveAccepted, kind.leaveRefused, maxSessionLength);
      accept = kind.accept;
    }

    @Override
    public double accept(int document, int shown) {
      return accept[document][shown];
    }
  }
}
