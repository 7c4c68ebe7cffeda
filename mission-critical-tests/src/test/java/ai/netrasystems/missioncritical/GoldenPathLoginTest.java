package ai.netrasystems.missioncritical;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.staging.AccessToken;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("golden_path")
@Tag("e2e")
@Tag("mission_critical")
@Tag("service:auth")
@Tag("service:backend")
class GoldenPathLoginTest extends OnTheGoldenPath {

    @Test
    void the_token_of_the_login_opens_the_backend() {
        golden.backend(golden.runToken()).get("/api/v1/threads").expect(200);
    }

    @Test
    void a_user_who_logs_in_for_the_first_time_has_no_threads() {
        assertThat(golden.backend(golden.newUser().token()).threads()).isEmpty();
    }

    @Test
    void a_token_that_nobody_issued_opens_nothing() {
        golden.backend(AccessToken.fixed("bm90.YS50b2tlbg.x"))
                .get("/api/v1/threads")
                .expect(401);
    }

    @Test
    void an_expired_token_opens_nothing() {
        golden.backend(golden.expiredToken()).get("/api/v1/threads").expect(401);
    }
}
