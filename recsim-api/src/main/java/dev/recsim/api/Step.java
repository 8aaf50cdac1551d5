package dev.recsim.api;

/**
 * The answer of a session to one slate. Immutable, unless it is {@linkplain Recycling lent}; an
 * environment may hand out the same instance again.
 *
 * @param response what the user did
 * @param reward what that was worth
 * @param next what the agent sees afterwards; meaningful too when the session was cut off, and
 *     without value when it ended
 * @param status how the session goes on
 */
public record Step(Response response, double reward, Observation next, Status status) {}
