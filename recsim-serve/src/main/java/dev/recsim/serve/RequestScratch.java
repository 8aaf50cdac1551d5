package dev.recsim.serve;

/** What a request needs while it is answered. Confined to one thread. */
final class RequestScratch {
  final RandomIds ids = new RandomIds();

  /** The number of the request that has offered a document of the catalogue last. */
  private int[] offered = {};

  private int request;

  /** Begins a request. */
  void next(int documents) {
    if (offered.length < documents || request == Integer.MAX_VALUE) {
      offered = new int[documents];
      request = 0;
    }
    request++;
  }

  /** Whether the request has not offered this document of the catalogue before. */
  boolean offer(int document) {
    boolean first = offered[document] != request;
    offered[document] = request;
    return first;
  }
}
