import { describe, expect, it } from 'vitest'
import { probePathsOf } from '../../src/facts/service/probe-paths.ts'
import { factsOf } from '../support/memory-repository.ts'

const FASTAPI = 'from fastapi import FastAPI\napp = FastAPI()\n@app.post("/predict")\ndef predict(x: int): ...\n'

describe('the paths to ask', () => {
  it.each<readonly [string, Readonly<Record<string, string>>, string | null, string | null]>([
    ['a health route alone', { 'main.py': `${FASTAPI}@app.get("/health")\ndef health(): return {"status": "ok"}` }, '/health', null],
    ['a health route of a router', { 'main.py': 'from fastapi import APIRouter, FastAPI\nrouter = APIRouter(prefix="/v1")\n@router.get("/healthz")\ndef health(): return {"status": "ok"}\napp = FastAPI()\napp.include_router(router, prefix="/api")' }, '/api/v1/healthz', null],
    ['a health route that only takes a POST', { 'main.py': `${FASTAPI}@app.post("/health")\ndef health(): return {"status": "ok"}` }, null, null],
    ['a health route with a parameter, and one without', { 'main.py': `${FASTAPI}@app.get("/{model}/health")\ndef one(model): return {"status": "ok"}\n@app.get("/ready")\ndef ready(): return {"status": "ok"}` }, '/ready', null],
    ['no health route', { 'main.py': FASTAPI }, null, null],
    ['a route that writes metrics out', { 'main.py': `${FASTAPI}from prometheus_client import generate_latest\n@app.get("/stats")\ndef stats(): return generate_latest()` }, null, '/stats'],
    ['an instrumentator', { 'main.py': `${FASTAPI}from prometheus_fastapi_instrumentator import Instrumentator\nInstrumentator().instrument(app).expose(app)` }, null, '/metrics'],
    ['an instrumentator with its own path', { 'main.py': `${FASTAPI}from prometheus_fastapi_instrumentator import Instrumentator\nInstrumentator().instrument(app).expose(app, endpoint="/internal/metrics")` }, null, '/internal/metrics'],
    ['a mounted app', { 'main.py': `${FASTAPI}from prometheus_client import make_asgi_app\nmetrics = make_asgi_app()\napp.mount("/static", files)\napp.mount("/metrics", metrics)` }, null, '/metrics'],
    ['a dispatcher of WSGI', { 'main.py': 'from flask import Flask\nfrom prometheus_client import make_wsgi_app\nfrom werkzeug.middleware.dispatcher import DispatcherMiddleware\napp = Flask(__name__)\napp.wsgi_app = DispatcherMiddleware(app.wsgi_app, {"/metrics": make_wsgi_app()})' }, null, '/metrics'],
    ['an exporter of Flask', { 'main.py': 'from flask import Flask\nfrom prometheus_flask_exporter import PrometheusMetrics\napp = Flask(__name__)\nPrometheusMetrics(app, path="/prom")' }, null, '/prom'],
    ['a handler of a package', { 'main.py': 'from starlette.applications import Starlette\nfrom starlette_exporter import PrometheusMiddleware, handle_metrics\napp = Starlette()\napp.add_middleware(PrometheusMiddleware)\napp.add_route("/metrics", handle_metrics)' }, null, '/metrics'],
    ['metrics at another port', { 'main.py': `${FASTAPI}from prometheus_client import start_http_server\nstart_http_server(9000)` }, null, null],
    ['metrics that are pushed', { 'job.py': 'from prometheus_client import CollectorRegistry, push_to_gateway\npush_to_gateway("gateway:9091", job="batch", registry=CollectorRegistry())' }, null, null],
    ['a route that is called /metrics', { 'main.py': `${FASTAPI}@app.get("/metrics")\ndef metrics(): return {"requests_total": count}` }, null, '/metrics'],
    ['BentoML', { 'service.py': 'import bentoml\n@bentoml.service\nclass Churn:\n    @bentoml.api\n    def predict(self, x: int) -> int: ...' }, '/readyz', '/metrics'],
    ['TorchServe, whose metrics have a port of their own', { 'Dockerfile': 'FROM pytorch/torchserve:latest\nCMD ["torchserve", "--start", "--model-store", "models"]' }, '/ping', null],
    ['Azure Functions', { 'function_app.py': 'import azure.functions as func\napp = func.FunctionApp()\n@app.route(route="health", methods=["GET"])\ndef health(req): return func.HttpResponse("ok")' }, '/api/health', null],
    ['no service at all', { 'train.py': 'print(1)' }, null, null],
  ])('of %s', async (_, files, health, metrics) => {
    expect(probePathsOf(await factsOf(files))).toEqual({ health, metrics })
  })
})
