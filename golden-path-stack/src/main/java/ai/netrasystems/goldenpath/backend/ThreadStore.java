package ai.netrasystems.goldenpath.backend;

import ai.netrasystems.goldenpath.postgres.Database;
import ai.netrasystems.goldenpath.postgres.SchemaVersion;
import ai.netrasystems.goldenpath.service.Checked;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Threads and messages in Postgres. A thread is seen by its own user alone. Thread-safe. */
final class ThreadStore {

    /** How many of the newest threads are listed. */
    static final int MOST_THREADS = 200;

    /** How many of the newest messages of a thread are listed. */
    static final int MOST_MESSAGES = 1000;

    private static final String CLAIM =
            "insert into thread (thread_id, user_id, created_at) values (?, ?, ?) on conflict (thread_id) do nothing";
    private static final String OWNED = "select 1 from thread where thread_id = ? and user_id = ?";
    private static final String COUNT = "select count(*) from message m join thread t using (thread_id)"
            + " where t.thread_id = ? and t.user_id = ? and m.role = 'user'";
    private static final String ADD = "insert into message (thread_id, role, content, created_at) values (?, ?, ?, ?)";
    private static final String THREADS = "select thread_id, created_at,"
            + " (select count(*) from message m where m.thread_id = t.thread_id) from thread t"
            + " where user_id = ? order by created_at desc, thread_id limit ?";
    private static final String MESSAGES = "select role, content, created_at from (select * from message"
            + " where thread_id = ? order by message_id desc limit ?) newest order by message_id";

    private final Database database;

    ThreadStore(Database database) {
        this.database = database;
    }

    /** A thread in a list. */
    record ChatThread(String id, Instant createdAt, long messages) {}

    /** A message; {@code role} is {@code user} or {@code assistant}. */
    record Message(String role, String content, Instant createdAt) {}

    /** Whether {@code threadId} is the user's, who gets it if it is nobody's yet. */
    boolean claim(String userId, String threadId, Instant now) throws SQLException {
        return database.transaction(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(CLAIM)) {
                insert.setString(1, threadId);
                insert.setString(2, userId);
                insert.setTimestamp(3, Timestamp.from(now));
                insert.executeUpdate();
            }
            return owned(connection, userId, threadId);
        });
    }

    /** How many messages the user has sent in the thread. */
    long userMessages(String userId, String threadId) throws SQLException {
        return database.transaction(connection -> {
            try (PreparedStatement count = connection.prepareStatement(COUNT)) {
                count.setString(1, threadId);
                count.setString(2, userId);
                try (ResultSet row = count.executeQuery()) {
                    return row.next() ? row.getLong(1) : 0L;
                }
            }
        });
    }

    /** Stores a question and its answer, both or neither. */
    void addExchange(String threadId, Message question, Message answer) throws SQLException {
        database.transaction(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(ADD)) {
                for (Message message : List.of(question, answer)) {
                    insert.setString(1, threadId);
                    insert.setString(2, message.role());
                    insert.setString(3, message.content());
                    insert.setTimestamp(4, Timestamp.from(message.createdAt()));
                    insert.executeUpdate();
                }
                return true;
            }
        });
    }

    /** The user's newest threads, newest first. */
    List<ChatThread> threads(String userId) throws SQLException {
        return database.transaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement(THREADS)) {
                select.setString(1, userId);
                select.setInt(2, MOST_THREADS);
                List<ChatThread> threads = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        threads.add(new ChatThread(
                                row.getString(1), row.getTimestamp(2).toInstant(), row.getLong(3)));
                    }
                }
                return threads;
            }
        });
    }

    /** The newest messages of the user's thread, oldest first; empty where the user has no such thread. */
    Optional<List<Message>> messages(String userId, String threadId) throws SQLException {
        return database.transaction(connection -> {
            if (!owned(connection, userId, threadId)) {
                return Optional.empty();
            }
            try (PreparedStatement select = connection.prepareStatement(MESSAGES)) {
                select.setString(1, threadId);
                select.setInt(2, MOST_MESSAGES);
                List<Message> messages = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        messages.add(new Message(
                                row.getString(1),
                                row.getString(2),
                                row.getTimestamp(3).toInstant()));
                    }
                }
                return Optional.of(messages);
            }
        });
    }

    /** Whether Postgres answers and has the schema that this build needs. */
    Checked<Boolean> probe() {
        try {
            int version = database.transaction(SchemaVersion::of);
            return version >= SchemaVersion.CURRENT
                    ? Checked.valid(true)
                    : Checked.invalid("postgres: the schema is at version " + version + ", not " + SchemaVersion.CURRENT
                            + ": run migration first");
        } catch (SQLException failed) {
            return Checked.invalid("postgres: " + failed.getMessage());
        }
    }

    private static boolean owned(Connection connection, String userId, String threadId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(OWNED)) {
            select.setString(1, threadId);
            select.setString(2, userId);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }
}
