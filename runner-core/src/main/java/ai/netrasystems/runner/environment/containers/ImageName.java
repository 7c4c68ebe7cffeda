package ai.netrasystems.runner.environment.containers;

/**
 * The name of an image, taken apart (the "reference" of the distribution specification).
 *
 * @param repository with the registry where one is named
 * @param version tag or digest; {@code latest} where none is named: without, the engine would pull every tag
 */
record ImageName(String repository, String version) {
    private static final String HUB = "docker.io";

    static ImageName of(String text) {
        int digest = text.indexOf('@');
        if (digest >= 0) {
            // A tag beside a digest says nothing more.
            return new ImageName(of(text.substring(0, digest)).repository(), text.substring(digest + 1));
        }
        int colon = text.lastIndexOf(':');
        boolean isTag = colon > text.lastIndexOf('/');
        return isTag
                ? new ImageName(text.substring(0, colon), text.substring(colon + 1))
                : new ImageName(text, "latest");
    }

    /** Host and port: the first part, if it looks like a host and not like a user of the hub. */
    String registry() {
        int slash = repository.indexOf('/');
        String first = slash < 0 ? "" : repository.substring(0, slash);
        boolean isHost = first.contains(".") || first.contains(":") || first.equals("localhost");
        return isHost ? first : HUB;
    }
}
