package ai.netrasystems.goldenpath.migration;

import ai.netrasystems.goldenpath.postgres.Database;
import ai.netrasystems.goldenpath.postgres.PostgresUrl;
import ai.netrasystems.goldenpath.postgres.SchemaVersion;
import ai.netrasystems.goldenpath.service.Checked;
import ai.netrasystems.goldenpath.service.Patience;
import ai.netrasystems.goldenpath.service.ServiceProcess;
import ai.netrasystems.goldenpath.service.SettingsReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings the schema to the current version, in one transaction, and ends: exit code 0, or 1 with one line that says
 * why not. Running it again, or twice at once, changes nothing. Environment variable: {@code DATABASE_URL}.
 */
public final class Migration {

    /** One script per version, in order; the first makes version 1. A published script is never changed. */
    private static final List<String> SCRIPTS = List.of("V1__threads_and_messages.sql");

    /** Any number, as long as nobody else takes it for an advisory lock on this database. */
    private static final long LOCK = 7_214_330_871L;

    private static final Duration WAIT_FOR_DATABASE = Duration.ofSeconds(10);

    /** SQLSTATE class 08 is a failed connection; 57P03 a server that is still starting. Others don't pass by waiting. */
    private static final String CONNECTION_CLASS = "08";

    private static final String STARTING = "57P03";

    private Migration() {}

    /** Migrates the database that the environment names. */
    public static void main(String[] arguments) {
        migrate(System.getenv(), WAIT_FOR_DATABASE).fold(Migration::say, reason -> refuse(reason));
    }

    /** Migrates, waiting up to {@code patience} for a database that is not up yet; the value is one line to read. */
    static Checked<String> migrate(Map<String, String> environment, Duration patience) {
        var read = new SettingsReader(environment);
        Optional<PostgresUrl> url = read.required("DATABASE_URL", PostgresUrl::parse);
        return read.build(url::orElseThrow).then(target -> {
            try (var database = new Database(target)) {
                return Patience.until(patience, () -> attempt(database, target)).then(outcome -> outcome);
            }
        });
    }

    /** Outer: whether it is worth no further try. Inner: how that ended. */
    private static Checked<Checked<String>> attempt(Database database, PostgresUrl target) {
        try {
            return Checked.valid(Checked.valid(database.transaction(Migration::apply)));
        } catch (SQLException failed) {
            String reason = "database " + target + ": " + failed.getMessage();
            String state = String.valueOf(failed.getSQLState());
            return state.startsWith(CONNECTION_CLASS) || state.equals(STARTING)
                    ? Checked.invalid(reason)
                    : Checked.valid(Checked.invalid(reason));
        }
    }

    private static String apply(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("select pg_advisory_xact_lock(?)")) {
            lock.setLong(1, LOCK);
            lock.execute();
        }
        int version = SchemaVersion.of(connection);
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists schema_version ("
                    + "version integer primary key, applied_at timestamptz not null default now())");
            for (int next = version + 1; next <= SCRIPTS.size(); next++) {
                statement.execute(script(SCRIPTS.get(next - 1)));
                statement.execute("insert into schema_version (version) values (" + next + ")");
            }
        }
        return version >= SCRIPTS.size()
                ? "schema is at version " + version + " already"
                : "schema brought from version " + version + " to " + SCRIPTS.size();
    }

    private static String script(String name) {
        try (InputStream script = Migration.class.getResourceAsStream(name)) {
            if (script == null) {
                throw new IllegalStateException("the script " + name + " is not in the class path");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Void say(String line) {
        System.err.println("migration: " + line);
        return null;
    }

    private static Void refuse(String reason) {
        return ServiceProcess.refuse("migration", reason);
    }
}
