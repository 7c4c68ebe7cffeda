package ai.netrasystems.runner.environment.staging;

import java.io.IOException;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** For tests that each have a staging system on loopback, and one run's way to it. */
abstract class AgainstStandIn {
    static final TestAuthority AUTHORITY = new TestAuthority("the tests' own");
    private static final SSLContext TLS = AUTHORITY.server(StandIn.SITE, StandIn.SOCKETS);

    @TempDir
    Path project;

    StandIn standIn;
    StagingFixture fixture;

    @BeforeEach
    void open() throws IOException {
        standIn = new StandIn(TLS.getServerSocketFactory());
        fixture = new StagingFixture(project, AUTHORITY.pem(project)).reaching(standIn);
    }

    @AfterEach
    void close() throws IOException {
        standIn.close();
    }
}
