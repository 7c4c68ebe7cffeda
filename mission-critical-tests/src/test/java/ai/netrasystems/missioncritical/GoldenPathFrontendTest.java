package ai.netrasystems.missioncritical;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.staging.AccessToken;
import ai.netrasystems.runner.staging.ServiceEndpoint;
import ai.netrasystems.runner.staging.TestEnvironment;
import ai.netrasystems.runner.staging.TestIdentity;
import ai.netrasystems.runner.staging.http.TestHttp;
import ai.netrasystems.runner.staging.jupiter.Endpoint;
import ai.netrasystems.runner.staging.jupiter.WithTestEnvironment;
import okhttp3.Request;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@WithTestEnvironment
@Tag("golden_path")
@Tag("e2e")
@Tag("mission_critical")
@Tag("service:frontend")
class GoldenPathFrontendTest {

    @Test
    void the_page_is_served(
            @Endpoint("frontend") ServiceEndpoint frontend,
            TestEnvironment environment,
            AccessToken token,
            TestIdentity identity) {
        Request page =
                new Request.Builder().url(frontend.resolve("/").toString()).build();

        HttpAnswer answer = HttpAnswer.to(TestHttp.client(environment, token, identity), page)
                .expect(200);

        assertThat(answer.contentType()).startsWith("text/html");
        assertThat(answer.body()).containsIgnoringCase("<html").containsIgnoringCase("</html>");
    }
}
