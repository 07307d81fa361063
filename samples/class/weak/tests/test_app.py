from app import predict


def test_predict_gives_a_label():
    assert predict({"text": "a fine day"})["label"] in ("positive", "negative")
