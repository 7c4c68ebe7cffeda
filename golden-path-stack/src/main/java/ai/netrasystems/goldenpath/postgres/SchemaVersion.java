package ai.netrasystems.goldenpath.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The version of the schema: what migration has applied and the backend needs. */
public final class SchemaVersion {

    /** The version that this build's programs are written for. */
    public static final int CURRENT = 1;

    private SchemaVersion() {}

    /** The highest version applied to the database behind {@code connection}; 0 where none ever was. */
    public static int of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet table = statement.executeQuery("select to_regclass('schema_version') is not null")) {
                if (!table.next() || !table.getBoolean(1)) {
                    return 0;
                }
            }
            try (ResultSet version = statement.executeQuery("select coalesce(max(version), 0) from schema_version")) {
                return version.next() ? version.getInt(1) : 0;
            }
        }
    }
}
