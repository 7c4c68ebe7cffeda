package ai.netrasystems.runner.worker.protocol;

import ai.netrasystems.runner.worker.protocol.WorkerMessage.DiscoveryEnded;
import ai.netrasystems.runner.worker.protocol.WorkerMessage.Entries;
import ai.netrasystems.runner.worker.protocol.WorkerMessage.ExecutionEnded;
import ai.netrasystems.runner.worker.protocol.WorkerMessage.Fault;
import ai.netrasystems.runner.worker.protocol.WorkerMessage.Finished;
import ai.netrasystems.runner.worker.protocol.WorkerMessage.Found;
import ai.netrasystems.runner.worker.protocol.WorkerMessage.Hello;
import ai.netrasystems.runner.worker.protocol.WorkerMessage.Issue;
import ai.netrasystems.runner.worker.protocol.WorkerMessage.Output;
import ai.netrasystems.runner.worker.protocol.WorkerMessage.Registered;
import ai.netrasystems.runner.worker.protocol.WorkerMessage.Skipped;
import ai.netrasystems.runner.worker.protocol.WorkerMessage.Started;
import ai.netrasystems.runner.worker.protocol.WorkerMessage.ThreadDump;
import java.util.HashSet;

/** Encoding of {@link WorkerMessage}. */
public final class WorkerMessageCodec {
    private static final int HELLO = 1;
    private static final int FOUND = 2;
    private static final int ISSUE = 3;
    private static final int DISCOVERY_ENDED = 4;
    private static final int REGISTERED = 5;
    private static final int STARTED = 6;
    private static final int FINISHED = 7;
    private static final int SKIPPED = 8;
    private static final int ENTRIES = 9;
    private static final int OUTPUT = 10;
    private static final int THREAD_DUMP = 11;
    private static final int EXECUTION_ENDED = 12;
    private static final int FAULT = 13;

    private WorkerMessageCodec() {}

    /** The message as a record. */
    public static byte[] encode(WorkerMessage message) {
        return message.accept(new Encoder()).bytes();
    }

    /** The message of a record. */
    public static WorkerMessage decode(byte[] record) throws ProtocolException {
        RecordReader in = new RecordReader(record);
        int type = in.type();
        return in.end(
                switch (type) {
                    case HELLO -> new Hello(in.number(), in.text(), in.big(), in.text(), in.flag());
                    case FOUND -> new Found(in.list(WorkerMessageCodec::descriptor));
                    case ISSUE -> new Issue(in.flag(), in.text(), in.optional(WorkerMessageCodec::thrown));
                    case DISCOVERY_ENDED -> new DiscoveryEnded();
                    case REGISTERED -> new Registered(descriptor(in));
                    case STARTED -> new Started(in.text());
                    case FINISHED ->
                        new Finished(in.text(), status(in), in.optional(WorkerMessageCodec::thrown), in.big());
                    case SKIPPED -> new Skipped(in.text(), in.text());
                    case ENTRIES -> new Entries(in.text(), in.map());
                    case OUTPUT -> new Output(in.optional(RecordReader::text), in.flag(), in.text());
                    case THREAD_DUMP -> new ThreadDump(in.text());
                    case EXECUTION_ENDED -> new ExecutionEnded(in.flag());
                    case FAULT -> new Fault(in.text(), thrown(in));
                    default -> throw new ProtocolException("unknown message " + type);
                });
    }

    private static Finished.Status status(RecordReader in) throws ProtocolException {
        String name = in.text();
        for (Finished.Status status : Finished.Status.values()) {
            if (status.name().equals(name)) {
                return status;
            }
        }
        throw new ProtocolException("unknown status");
    }

    private static Descriptor descriptor(RecordReader in) throws ProtocolException {
        return new Descriptor(
                in.text(),
                in.optional(RecordReader::text),
                in.text(),
                in.text(),
                in.flag(),
                in.flag(),
                new HashSet<>(in.texts()),
                in.flag(),
                new Descriptor.Source(in.text(), in.text(), in.text()));
    }

    private static void descriptor(RecordWriter out, Descriptor value) {
        out.text(value.uniqueId())
                .optional(value.parent(), RecordWriter::text)
                .text(value.displayName())
                .text(value.legacyName())
                .flag(value.test())
                .flag(value.container())
                .texts(value.tags())
                .flag(value.together())
                .text(value.source().className())
                .text(value.source().methodName())
                .text(value.source().parameterTypes());
    }

    private static Thrown thrown(RecordReader in) throws ProtocolException {
        return new Thrown(
                in.text(),
                in.text(),
                in.text(),
                in.optional(RecordReader::text),
                in.optional(RecordReader::text),
                in.flag(),
                in.texts());
    }

    private static void thrown(RecordWriter out, Thrown value) {
        out.text(value.type())
                .text(value.message())
                .text(value.stackTrace())
                .optional(value.expected(), RecordWriter::text)
                .optional(value.actual(), RecordWriter::text)
                .flag(value.assertion())
                .texts(value.causes());
    }

    private static final class Encoder implements WorkerMessage.Visitor<RecordWriter> {
        @Override
        public RecordWriter hello(Hello message) {
            return new RecordWriter(HELLO)
                    .number(message.version())
                    .text(message.secret())
                    .big(message.pid())
                    .text(message.launcher())
                    .flag(message.cancellable());
        }

        @Override
        public RecordWriter found(Found message) {
            return new RecordWriter(FOUND).list(message.descriptors(), WorkerMessageCodec::descriptor);
        }

        @Override
        public RecordWriter issue(Issue message) {
            return new RecordWriter(ISSUE)
                    .flag(message.error())
                    .text(message.message())
                    .optional(message.thrown(), WorkerMessageCodec::thrown);
        }

        @Override
        public RecordWriter discoveryEnded(DiscoveryEnded message) {
            return new RecordWriter(DISCOVERY_ENDED);
        }

        @Override
        public RecordWriter registered(Registered message) {
            RecordWriter out = new RecordWriter(REGISTERED);
            descriptor(out, message.descriptor());
            return out;
        }

        @Override
        public RecordWriter started(Started message) {
            return new RecordWriter(STARTED).text(message.uniqueId());
        }

        @Override
        public RecordWriter finished(Finished message) {
            return new RecordWriter(FINISHED)
                    .text(message.uniqueId())
                    .text(message.status().name())
                    .optional(message.thrown(), WorkerMessageCodec::thrown)
                    .big(message.nanos());
        }

        @Override
        public RecordWriter skipped(Skipped message) {
            return new RecordWriter(SKIPPED).text(message.uniqueId()).text(message.reason());
        }

        @Override
        public RecordWriter entries(Entries message) {
            return new RecordWriter(ENTRIES).text(message.uniqueId()).map(message.entries());
        }

        @Override
        public RecordWriter output(Output message) {
            return new RecordWriter(OUTPUT)
                    .optional(message.uniqueId(), RecordWriter::text)
                    .flag(message.error())
                    .text(message.text());
        }

        @Override
        public RecordWriter threadDump(ThreadDump message) {
            return new RecordWriter(THREAD_DUMP).text(message.text());
        }

        @Override
        public RecordWriter executionEnded(ExecutionEnded message) {
            return new RecordWriter(EXECUTION_ENDED).flag(message.cancelled());
        }

        @Override
        public RecordWriter fault(Fault message) {
            RecordWriter out = new RecordWriter(FAULT).text(message.message());
            thrown(out, message.thrown());
            return out;
        }
    }
}
