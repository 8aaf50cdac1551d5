/** Replays evaluation sessions of stored trials, and describes them for reports. */
package dev.recsim.explain.replay;
