module fixture.needed {
    exports fixture.needed;
}
