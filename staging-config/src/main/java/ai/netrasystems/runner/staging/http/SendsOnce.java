package ai.netrasystems.runner.staging.http;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request that must not be carried out twice. OkHttp by itself sends a request again on another connection
 * when one breaks, and after {@code 503} with {@code Retry-After: 0}, whatever the method; never one with such a body
 * once it may have been sent.
 */
final class SendsOnce extends RequestBody {
    private static final byte[] NOTHING = {};

    private final RequestBody content;

    private SendsOnce(RequestBody content) {
        this.content = content;
    }

    /** The request, with its body marked; one without a body gets an empty one, which alone can be marked. */
    static Request of(Request request) {
        RequestBody body = request.body();
        return request.newBuilder()
                .method(request.method(), new SendsOnce(body == null ? RequestBody.create(NOTHING) : body))
                .build();
    }

    @Override
    public @Nullable MediaType contentType() {
        return content.contentType();
    }

    @Override
    public long contentLength() throws IOException {
        return content.contentLength();
    }

    @Override
    public boolean isDuplex() {
        return content.isDuplex();
    }

    @Override
    public boolean isOneShot() {
        return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        content.writeTo(sink);
    }
}
