import { describe, expect, it } from 'vitest'
import { routesOf } from '../../src/facts/service/routes.ts'
import { servingFrameworksOf } from '../../src/facts/service/serving-frameworks.ts'
import { isHealthPath } from '../../src/facts/service/health-routes.ts'
import { factsOf } from '../support/memory-repository.ts'

const routesIn = async (files: Readonly<Record<string, string>>): Promise<readonly string[]> =>
  routesOf(await factsOf(files)).map(({ methods, path, mounted, handler }) => `${mounted ? '' : 'not served: '}${methods.join(',') || 'any'} ${path} ${handler?.node.name ?? '-'}`)

describe('the routes of', () => {
  it.each([
    ['FastAPI', 'from fastapi import FastAPI\napp = FastAPI()\n@app.api_route("/a/", methods=["GET", "PUT"])\ndef a(): ...', ['GET,PUT /a a']],
    ['an app made by a factory', 'app = make()\n@app.get("/a")\ndef a(): ...', ['GET /a a']],
    ['an app that is handed over', 'def add(app):\n    @app.get("/a")\n    def a(): ...\nadd(service)', ['GET /a a']],
    ['a field of a class', 'from fastapi import APIRouter, FastAPI\nclass Api:\n    def __init__(self):\n        self.app = FastAPI()\n        self.app.add_api_route("/a", self.a, methods=["GET"])\n    def a(self): ...', ['GET /a a']],
    ['Flask', 'import flask\napp = flask.Flask(__name__)\n@app.route("/a")\n@app.post("/b")\ndef a(): ...', ['any /a a', 'POST /b a']],
    ['a path in a constant', 'from flask import Flask\nPATH = "/a"\napp = Flask(__name__)\n@app.get(PATH)\ndef a(): ...', ['GET /a a']],
    ['Flask-RESTX', 'from flask import Flask\nfrom flask_restx import Api, Namespace, Resource\napp = Flask(__name__)\napi = Api()\napi.init_app(app)\nns = Namespace("jobs")\napi.add_namespace(ns, path="/work")\n@ns.route("/status")\nclass Status(Resource):\n    def get(self): ...', ['any /work/status Status']],
    ['Starlette', 'from starlette.applications import Starlette\nfrom starlette.routing import Route\ndef a(request): ...\napp = Starlette(routes=[Route("/a", a, methods=["POST"])])', ['POST /a a']],
    ['Litestar', 'from litestar import Litestar, get\n@get("/a")\nasync def a() -> str: ...\napp = Litestar([a])', ['GET /a a']],
    ['Sanic', 'from sanic import Sanic\napp = Sanic("x")\n@app.get("/a")\nasync def a(request): ...', ['GET /a a']],
    ['Quart', 'from quart import Blueprint, Quart\nbp = Blueprint("b", __name__, url_prefix="/b")\n@bp.route("/a")\nasync def a(): ...\napp = Quart(__name__)\napp.register_blueprint(bp)', ['any /b/a a']],
    ['aiohttp', 'from aiohttp import web\nasync def a(request): ...\napp = web.Application()\napp.add_routes([web.get("/a", a)])', ['GET /a a']],
    ['aiohttp with a table', 'from aiohttp import web\nroutes = web.RouteTableDef()\n@routes.post("/a")\nasync def a(request): ...\napp = web.Application()\napp.add_routes(routes)', ['POST /a a']],
    ['Tornado', 'import tornado.web\nclass A(tornado.web.RequestHandler):\n    def get(self): ...\napp = tornado.web.Application([(r"/a/?", A)])', ['any /a A']],
    ['Falcon', 'import falcon\nclass A:\n    def on_get(self, req, resp): ...\napp = falcon.App()\napp.add_route("/a", A())', ['any /a A']],
    ['Bottle', 'from bottle import route, run\n@route("/a")\ndef a(): ...\nrun()', ['any /a a']],
    ['Django', 'from django.urls import include, path\nfrom . import views\nurlpatterns = [path("a/", views.a), path("api/", include("api.urls"))]', ['any /a -']],
    ['Django Ninja', 'from ninja import NinjaAPI\napi = NinjaAPI()\n@api.get("/a")\ndef a(request): ...', ['GET /a a']],
    ['Chalice', 'from chalice import Chalice\napp = Chalice(app_name="x")\n@app.route("/a", methods=["POST"])\ndef a(): ...', ['POST /a a']],
    ['Azure Functions', 'import azure.functions as func\napp = func.FunctionApp()\n@app.route(route="a", methods=["GET"])\ndef a(req): ...', ['GET /a a']],
    ['Lambda Powertools', 'from aws_lambda_powertools.event_handler import APIGatewayRestResolver\napp = APIGatewayRestResolver()\n@app.get("/a")\ndef a(): ...', ['GET /a a']],
    ['Lambda', 'def predict(event, context): ...', ['any / predict']],
    ['BentoML', 'import bentoml\n@bentoml.service\nclass S:\n    @bentoml.api(route="/score")\n    def predict(self, x: int) -> int: ...', ['POST /score predict']],
    ['BentoML of old', 'import bentoml\nsvc = bentoml.Service("x")\n@svc.api(input=1, output=2)\ndef classify(x): ...', ['POST /classify classify']],
    ['Ray Serve behind FastAPI', 'from fastapi import FastAPI\nfrom ray import serve\napp = FastAPI()\n@serve.deployment\n@serve.ingress(app)\nclass S:\n    @app.get("/a")\n    def a(self): ...', ['GET /a a']],
  ])('%s are found', async (_what, source, routes) => { expect(await routesIn({ 'service/main.py': source })).toEqual(routes) })

  it.each([
    ['a client that asks', 'import requests\nclient = requests.Session()\nclient.get("/a")'],
    ['a decorator of another kind', 'import registry\n@registry.get("/a")\ndef a(): ...'],
    ['a dead app', 'from fastapi import FastAPI\nif False:\n    app = FastAPI()\n    @app.get("/a")\n    def a(): ...'],
    ['a HTTP session', 'import requests\ns = requests.Session()\ns.mount("https://", 1)'],
  ])('%s are none', async (_what, source) => { expect(await routesIn({ 'main.py': source })).toEqual([]) })

  it('routers in routers have all their prefixes', async () => {
    expect(await routesIn({
      'app/main.py': 'from fastapi import FastAPI\nfrom app.api import api_router\napp = FastAPI()\napp.include_router(api_router, prefix="/api")\n',
      'app/api/__init__.py': 'from fastapi import APIRouter\nfrom .jobs import router as jobs\napi_router = APIRouter(prefix="/v1")\napi_router.include_router(jobs, prefix="/jobs")\n',
      'app/api/jobs.py': 'from fastapi import APIRouter\nrouter = APIRouter()\n@router.get("/{job}")\ndef job(job: str): ...\n',
    })).toEqual(['GET /api/v1/jobs/{job} job'])
  })

  it('a router inside a router that nobody includes are not served', async () => {
    expect(await routesIn({
      'app/api.py': 'from fastapi import APIRouter\nouter = APIRouter()\ninner = APIRouter()\nouter.include_router(inner)\n@inner.get("/a")\ndef a(): ...\n',
    })).toEqual(['not served: GET /a a'])
  })
})

it.each([
  ['/health', true], ['/api/v1/health', true], ['/healthz', true], ['/health/live', true], ['/-/ready', true], ['/predict/health', true], ['/api/status', true], ['/health-check', true], ['/is_alive', true],
  ['/jobs/status', false], ['/status/{job}', false], ['/fetal-health', false], ['/healthcare', false], ['/predict', false], ['/', false],
])('tells whether %s is a health route: %s', (path, expected) => { expect(isHealthPath(path)).toBe(expected) })

describe('a serving framework', () => {
  const namesIn = async (files: Readonly<Record<string, string>>): Promise<readonly string[]> => servingFrameworksOf(await factsOf({ 'a.py': '', ...files })).map(({ name, path, line }) => `${name} ${path}:${line}`)
  it.each([
    ['Ray Serve', { 'serve.py': 'from ray import serve\n\n@serve.deployment(num_replicas=2)\nclass S: ...\n' }, 'Ray Serve serve.py:3'],
    ['KServe', { 'model.py': 'import kserve\nclass M(kserve.Model): ...\n' }, 'KServe model.py:2'],
    ['TorchServe', { 'Dockerfile': 'FROM pytorch/torchserve:latest\nCMD ["torchserve", "--start", "--models", "m.mar"]\n' }, 'TorchServe Dockerfile:2'],
    ['TensorFlow Serving', { 'docker-compose.yml': 'services:\n  model:\n    image: tensorflow/serving:2.14.0\n' }, 'TensorFlow Serving docker-compose.yml:2'],
    ['Seldon', { 'k8s/m.yaml': 'apiVersion: machinelearning.seldon.io/v1\nkind: SeldonDeployment\nmetadata: { name: m }\n' }, 'Seldon k8s/m.yaml:2'],
    ['mlflow models serve', { 'serve.sh': 'mlflow models serve -m models:/m/1\n' }, 'MLflow model serving serve.sh:1'],
    ['BentoML by command', { Procfile: 'web: bentoml serve service:svc\n' }, 'BentoML Procfile:1'],
    ['MLflow through subprocess', { 'run.py': 'import subprocess\nsubprocess.run(["mlflow", "models", "serve", "-m", "x"])\n' }, 'MLflow model serving run.py:2'],
  ])('is told: %s', async (_what, files, expected) => { expect(await namesIn(files)).toContain(expected) })

  it('is not a tracking server, a saved model or a word in a README', async () => {
    expect(await namesIn({ 'run.sh': 'mlflow server --port 5000\nbentoml build\n', 'train.py': 'import bentoml\nbentoml.sklearn.save_model("m", 1)\n', 'README.md': 'Serve it with `mlflow models serve`.\n', 'requirements.txt': 'ray[serve]\n' })).toEqual([])
  })
})
