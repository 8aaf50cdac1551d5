/** Replays evaluation sessions of stored trials for reports. */
package dev.recsim.app.replay;
