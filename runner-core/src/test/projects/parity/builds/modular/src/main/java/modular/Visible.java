package modular;

/** The only thing that the module exports. */
public class Visible {}
