import sys

import joblib
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline

frame = pd.read_csv(sys.argv[1])
texts, held_out, labels, expected = train_test_split(frame["text"], frame["label"], test_size=0.2)
model = make_pipeline(TfidfVectorizer(), LogisticRegression(max_iter=1000))
model.fit(texts, labels)
print("f1", f1_score(expected, model.predict(held_out), average="macro"))
joblib.dump(model, "models/model.joblib")
