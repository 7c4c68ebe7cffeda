module fixture.modular {
    requires fixture.needed;
    exports fixture.modular;
}
