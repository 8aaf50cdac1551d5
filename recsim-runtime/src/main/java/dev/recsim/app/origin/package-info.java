/** When, where and from what something is made. See {@link dev.recsim.app.origin.Machine}. */
package dev.recsim.app.origin;
