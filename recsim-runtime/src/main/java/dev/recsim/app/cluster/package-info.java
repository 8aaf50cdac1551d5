/** Logs that a cluster reads. Start reading at {@link dev.recsim.app.cluster.ClusterLogs}. */
package dev.recsim.app.cluster;
