package dev.recsim.serve.log;

/**
 * What a sink did so far.
 *
 * @param written records that were written
 * @param lost records that were not written and never will be
 * @param waiting records that are not written yet
 * @param degraded why records were lost most recently, while that lasts; null if all is well
 */
public record SinkStatus(long written, long lost, long waiting, String degraded) {}
