package dev.recsim.decide.reality;

/**
 * What past tests make of a predicted effect, as ln(to / from).
 *
 * @param center mean of the effect
 * @param low lower end of the interval
 * @param high its upper end
 * @param positive probability that the effect is above 0
 */
public record CalibratedEffect(double center, double low, double high, double positive) {}
