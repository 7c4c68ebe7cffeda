package ai.netrasystems.runner.cli.console;

/** Colours, or none. They repeat what the words say and never say more. */
public enum Palette {
    COLORED,
    PLAIN;

    /** What a colour stands for: SGR codes of ECMA-48. */
    enum Tone {
        GOOD("32"),
        BAD("1;31"),
        WARNING("33"),
        FAINT("2"),
        STRONG("1");

        private final String code;

        Tone(String code) {
            this.code = code;
        }
    }

    /** The text in that tone. */
    String paint(Tone tone, String text) {
        return this == PLAIN || text.isEmpty() ? text : "\u001b[" + tone.code + "m" + text + "\u001b[0m";
    }
}
