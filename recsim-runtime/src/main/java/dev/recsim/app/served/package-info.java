/** Operations on logs of served decisions. */
package dev.recsim.app.served;
