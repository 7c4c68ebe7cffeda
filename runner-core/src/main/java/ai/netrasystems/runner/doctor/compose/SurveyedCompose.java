package ai.netrasystems.runner.doctor.compose;

import ai.netrasystems.runner.environment.compose.ComposeSurvey;

/** A Compose file of the project, and how it is likely used. */
public record SurveyedCompose(ComposeSurvey survey, ComposeRole role) {}
