import pytest
from sklearn.pipeline import Pipeline

from sentiment.model import predict


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("great quality and friendly support", "positive"),
        ("terrible quality and rude support", "negative"),
    ],
)
def test_plain_cases_get_their_label(model: Pipeline, text: str, label: str) -> None:
    assert predict(model, text).label == label


def test_a_name_does_not_change_the_label(model: Pipeline) -> None:
    labels = {predict(model, f"{name} from support was friendly and helpful").label for name in ("Anna", "Mehmet", "Li")}
    assert labels == {"positive"}


def test_a_complaint_lowers_the_probability_of_positive(model: Pipeline) -> None:
    def positive(text: str) -> float:
        found = predict(model, text)
        return found.probability if found.label == "positive" else 1 - found.probability

    assert positive("great product but terrible and late delivery") < positive("great product")
