package dev.recsim.serve.http;

import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Sends requests to the routes of the port at which they came. */
final class Ports extends Handler.Abstract {
  private final Connector adminPort;
  private final Routes requests;
  private final Routes admin;

  Ports(Connector adminPort, Routes requests, Routes admin) {
    this.adminPort = adminPort;
    this.requests = requests;
    this.admin = admin;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    boolean isAdmin = request.getConnectionMetaData().getConnector() == adminPort;
    return (isAdmin ? admin : requests).handle(request, response, callback);
  }
}
