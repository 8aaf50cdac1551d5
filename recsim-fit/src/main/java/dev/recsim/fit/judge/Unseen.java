package dev.recsim.fit.judge;

/**
 * A way in which a model may be wrong that nothing in a log could show, so it was not looked for.
 *
 * @param wrong what would be wrong
 * @param why it cannot be seen
 */
public record Unseen(String wrong, String why) {}
