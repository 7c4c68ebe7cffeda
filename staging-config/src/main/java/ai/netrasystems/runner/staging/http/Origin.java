package ai.netrasystems.runner.staging.http;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import okhttp3.HttpUrl;

/** Scheme, host and port (RFC 6454 section 4): what has to be equal before a secret goes somewhere. */
record Origin(String scheme, String host, int port) {

    static Origin of(HttpUrl url) {
        return new Origin(url.scheme(), url.host().toLowerCase(Locale.ROOT), url.port());
    }

    /** Empty where the URL is none that HTTP can be spoken to. */
    static Optional<Origin> of(URI uri) {
        return Optional.ofNullable(HttpUrl.get(uri)).map(Origin::of);
    }
}
