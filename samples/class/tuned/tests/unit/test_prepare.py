from pathlib import Path

import pandas as pd
import pytest

from sentiment.prepare import InvalidData, clean, prepare, validate


def test_clean_lowers_and_joins() -> None:
    assert clean("  Great\n  PRODUCT ") == "great product"


def test_clean_keeps_what_turns_a_sentence_round() -> None:
    assert clean("I don't like it!") == "i don't like it"


def test_validate_names_the_missing_column() -> None:
    with pytest.raises(InvalidData, match="label"):
        validate(pd.DataFrame({"text": ["good"]}))


def test_validate_refuses_an_unknown_label() -> None:
    with pytest.raises(InvalidData, match="neutral"):
        validate(pd.DataFrame({"text": ["fine"], "label": ["neutral"]}))


def test_prepare_keeps_every_row(tmp_path: Path) -> None:
    raw = tmp_path / "raw.csv"
    pd.DataFrame({"text": ["good", "bad"] * 10, "label": ["positive", "negative"] * 10}).to_csv(raw, index=False)
    prepare(raw, tmp_path / "out", test_size=0.2, seed=1)
    assert len(pd.read_csv(tmp_path / "out" / "train.csv")) == 16
    assert len(pd.read_csv(tmp_path / "out" / "test.csv")) == 4
