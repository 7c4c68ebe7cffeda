package ai.netrasystems.runner.environment.staging;

import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** A client that knows nothing of ours: asks each URL, then resolves {@code localhost}. */
final class ReachesByName {
    private ReachesByName() {}

    /** Prints what came. */
    public static void main(String[] urls) throws Exception {
        for (String url : urls) {
            HttpResponse<Void> answer = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.discarding());
            System.out.println("status " + answer.statusCode());
        }
        System.out.println("localhost " + InetAddress.getByName("localhost").isLoopbackAddress());
    }
}
