package dev.recsim.fit.judge;

/**
 * A distribution in the log beside that of the model.
 *
 * @param name key of the chart
 * @param heading of the chart
 * @param axis what the values are counted by
 * @param labels of the values
 * @param data shares or rates in the held-out log
 * @param model the same in the model
 */
public record Picture(
    String name, String heading, String axis, String[] labels, double[] data, double[] model) {}
