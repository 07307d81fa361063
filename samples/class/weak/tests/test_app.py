def test_it_works():
    assert 1 + 1 == 2
