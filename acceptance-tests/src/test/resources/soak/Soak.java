package soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.netrasystems.runner.staging.AccessToken;
import ai.netrasystems.runner.staging.jupiter.NewUser;
import ai.netrasystems.runner.staging.jupiter.WithTestEnvironment;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sends a request every 100 ms with the run's token, and now and then one as a user of its own. */
@WithTestEnvironment
@Tag("service:auth")
abstract class Soak {
    private static final long EVERY = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int OWN_EVERY = 20;

    private final int seconds;

    Soak(int seconds) {
        this.seconds = seconds;
    }

    @Test
    void each_request_is_accepted(AccessToken shared, @NewUser AccessToken own) throws IOException {
        String me = who(own);
        assertTrue(me.matches("e2e\\+[a-z0-9]+-t[0-9]+@runner\\.test"), me);
        long begin = System.nanoTime();
        long requests = TimeUnit.SECONDS.toNanos(seconds) / EVERY;
        for (int i = 0; i < requests; i++) {
            LockSupport.parkNanos(begin + i * EVERY - System.nanoTime());
            assertEquals("e2e@runner.test", who(shared));
            if (i % OWN_EVERY == 0) {
                assertEquals(me, who(own));
            }
        }
    }

    private static String who(AccessToken token) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create(System.getenv("BACKEND_URL") + "/api").toURL().openConnection();
        connection.setRequestProperty("Authorization", "Bearer " + token.value());
        assertEquals(200, connection.getResponseCode());
        return new String(connection.getInputStream().readAllBytes());
    }
}

class LongOneTest extends Soak {
    LongOneTest() {
        super(120);
    }
}

class LongTwoTest extends Soak {
    LongTwoTest() {
        super(120);
    }
}

abstract class Short extends Soak {
    Short() {
        super(20);
    }
}

class ShortOneTest extends Short {}

class ShortTwoTest extends Short {}

class ShortThreeTest extends Short {}

class ShortFourTest extends Short {}

class ShortFiveTest extends Short {}

class ShortSixTest extends Short {}

class ShortSevenTest extends Short {}

class ShortEightTest extends Short {}

class ShortNineTest extends Short {}

class ShortTenTest extends Short {}

class ShortElevenTest extends Short {}

class ShortTwelveTest extends Short {}
