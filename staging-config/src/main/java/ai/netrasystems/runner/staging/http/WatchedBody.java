package ai.netrasystems.runner.staging.http;

import java.io.IOException;
import java.util.function.Consumer;
import okhttp3.MediaType;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/** The body of an answer that may still break while it is read. */
final class WatchedBody extends ResponseBody {
    private final ResponseBody body;
    private final BufferedSource source;

    /** {@code broken} is told of the failure before the reader is. */
    WatchedBody(ResponseBody body, Consumer<IOException> broken) {
        this.body = body;
        this.source = Okio.buffer(new ForwardingSource(body.source()) {
            private boolean told;

            @Override
            public long read(Buffer sink, long byteCount) throws IOException {
                try {
                    return super.read(sink, byteCount);
                } catch (IOException failure) {
                    if (!told) {
                        told = true;
                        broken.accept(failure);
                    }
                    throw failure;
                }
            }
        });
    }

    @Override
    public @Nullable MediaType contentType() {
        return body.contentType();
    }

    @Override
    public long contentLength() {
        return body.contentLength();
    }

    @Override
    public BufferedSource source() {
        return source;
    }
}
