open module fixture.testmodule {
    requires org.junit.jupiter.api;
}
