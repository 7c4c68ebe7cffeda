package ai.netrasystems.runner.environment.local;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Database, user and password as the official image takes them from the service's own {@code environment}: the user
 * {@code postgres} and a database of the user's name where nothing else is said.
 */
record PostgresAccount(String user, String database, Optional<String> password) {
    static PostgresAccount of(Map<String, String> environment) {
        String user = value(environment, "POSTGRES_USER").orElse("postgres");
        return new PostgresAccount(
                user, value(environment, "POSTGRES_DB").orElse(user), value(environment, "POSTGRES_PASSWORD"));
    }

    /** Whether each part can be written on one line of SQL, which is what the server's single-user mode reads. */
    boolean isPlain() {
        return List.of(user, database, password.orElse("")).stream()
                .noneMatch(text -> text.chars().anyMatch(c -> c < ' '));
    }

    /** What turns a fresh cluster of this user into one with this account. */
    String setUp() {
        StringBuilder sql = new StringBuilder();
        password.ifPresent(word -> sql.append("ALTER USER ")
                .append(identifier(user))
                .append(" PASSWORD '")
                .append(word.replace("'", "''"))
                .append("';\n"));
        if (!database.equals("postgres")) {
            sql.append("CREATE DATABASE ").append(identifier(database)).append(";\n");
        }
        return sql.toString();
    }

    /** Who may connect: with the password where there is one, as the image's {@code trust} otherwise. */
    String hostBasedAuthentication() {
        return "host all all 127.0.0.1/32 " + (password.isPresent() ? "scram-sha-256" : "trust") + "\n";
    }

    /** Never shows the password. */
    @Override
    public String toString() {
        return user + "@" + database;
    }

    private static Optional<String> value(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    private static String identifier(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
