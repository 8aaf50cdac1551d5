/** Fits environments and checks them. Start reading at {@link dev.recsim.app.fit.FitOperation}. */
package dev.recsim.app.fit;
