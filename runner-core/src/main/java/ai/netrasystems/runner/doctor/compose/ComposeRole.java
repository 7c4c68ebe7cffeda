package ai.netrasystems.runner.doctor.compose;

/** How a Compose file is used. */
public enum ComposeRole {
    /** By itself: all that it names has to be there. */
    ALONE,
    /** After another file of its folder, whose services it changes: what it lacks, that one has. */
    BESIDE,
    /** From another folder, where its paths start: they can't be followed here. */
    ELSEWHERE
}
