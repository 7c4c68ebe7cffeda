package modular.internal;

/** Exported to nobody. */
public class Hidden {}
