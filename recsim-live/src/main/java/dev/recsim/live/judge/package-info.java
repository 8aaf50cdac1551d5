/**
 * The judge of live tests: data by look in, decisions and intervals out. Start reading at {@link
 * LiveTestJudge}.
 */
package dev.recsim.live.judge;
