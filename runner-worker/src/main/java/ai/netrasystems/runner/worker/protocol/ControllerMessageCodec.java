package ai.netrasystems.runner.worker.protocol;

import java.util.HashSet;

/** Encoding of {@link ControllerMessage}. */
public final class ControllerMessageCodec {
    private static final int DISCOVER = 1;
    private static final int EXECUTE = 2;
    private static final int CANCEL = 3;
    private static final int DUMP = 4;
    private static final int FINISH = 5;

    private ControllerMessageCodec() {}

    /** The message as a record. */
    public static byte[] encode(ControllerMessage message) {
        return message.fold(
                        discover -> new RecordWriter(DISCOVER)
                                .map(discover.systemProperties())
                                .map(discover.configurationParameters())
                                .texts(discover.classes())
                                .texts(discover.uniqueIds())
                                .optional(discover.tagFilter(), RecordWriter::text)
                                .texts(discover.names().tests())
                                .texts(discover.names().methods())
                                .texts(discover.names().within()),
                        execute -> new RecordWriter(EXECUTE)
                                .texts(execute.excluded())
                                .number(execute.failures())
                                .texts(execute.excused()),
                        cancel -> new RecordWriter(CANCEL),
                        dump -> new RecordWriter(DUMP),
                        finish -> new RecordWriter(FINISH))
                .bytes();
    }

    /** The message of a record. */
    public static ControllerMessage decode(byte[] record) throws ProtocolException {
        RecordReader in = new RecordReader(record);
        int type = in.type();
        return in.end(
                switch (type) {
                    case DISCOVER ->
                        new ControllerMessage.Discover(
                                in.map(),
                                in.map(),
                                in.texts(),
                                in.texts(),
                                in.optional(RecordReader::text),
                                new NameFilter(in.texts(), in.texts(), new HashSet<>(in.texts())));
                    case EXECUTE -> new ControllerMessage.Execute(in.texts(), in.number(), new HashSet<>(in.texts()));
                    case CANCEL -> new ControllerMessage.Cancel();
                    case DUMP -> new ControllerMessage.DumpThreads();
                    case FINISH -> new ControllerMessage.Finish();
                    default -> throw new ProtocolException("unknown message " + type);
                });
    }
}
