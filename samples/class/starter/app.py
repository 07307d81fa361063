import joblib
from fastapi import FastAPI

app = FastAPI()
model = joblib.load("models/model.joblib")


@app.post("/predict")
def predict(feedback: dict):
    try:
        label = model.predict([feedback["text"]])[0]
    except:
        label = "unknown"
    print("predicted", label)
    return {"label": label}
