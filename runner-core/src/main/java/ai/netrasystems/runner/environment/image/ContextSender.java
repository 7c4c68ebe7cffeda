package ai.netrasystems.runner.environment.image;

/** Who sends a build context: they differ in which ignore file counts and how far a {@code !} reaches. */
public enum ContextSender {
    /**
     * The docker CLI's tar for the classic builder: {@code .dockerignore} of the context; Dockerfile and
     * {@code .dockerignore} are always sent; excluded folders are left out unread.
     */
    CLASSIC,
    /**
     * BuildKit: {@code NAME.dockerignore} beside the Dockerfile, else that of the context; a {@code !} reaches into excluded
     * folders; the Dockerfile goes its own way.
     */
    BUILDKIT
}
