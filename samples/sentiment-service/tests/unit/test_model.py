from pathlib import Path

import pytest

from sentiment.model import ModelNotFound, build, load


def test_build_uses_the_parameters() -> None:
    pipeline = build(c=0.5, max_features=100, ngram_max=2)
    assert pipeline.named_steps["classifier"].C == 0.5
    assert pipeline.named_steps["words"].ngram_range == (1, 2)


def test_load_says_where_it_looked(tmp_path: Path) -> None:
    with pytest.raises(ModelNotFound, match="absent.joblib"):
        load(tmp_path / "absent.joblib")
