/**
 * Files of live tests: rows of units and sums of days. Start reading at {@link
 * dev.recsim.live.file.RowLog}.
 */
package dev.recsim.live.file;
