import { describe, expect, it } from 'vitest'
import { deliveryActionOf, deliveryOf } from '../../../src/facts/commands/delivery-commands.ts'
import { imageActionOf, imageBuildOf } from '../../../src/facts/commands/image-commands.ts'
import { lintActionOf, lintOf } from '../../../src/facts/commands/lint-commands.ts'
import { testRunOf } from '../../../src/facts/commands/test-commands.ts'
import { isTraining } from '../../../src/facts/commands/training-commands.ts'
import { readShell } from '../../../src/parse/shell/read-shell.ts'

/** The first command of a line, as the reader gives it. */
function command(line: string): { readonly words: readonly string[]; readonly through: readonly string[] } {
  return readShell(line).commands[0] ?? { words: [], through: [] }
}

describe('linters', () => {
  it.each([
    ['ruff check .', 'checks'], ['ruff .', 'checks'], ['ruff check --fix .', 'checks'], ['ruff format .', 'rewrites'], ['ruff format --check .', 'checks'], ['flake8 src', 'checks'], ['flake8 --exit-zero src', 'forgives'],
    ['pylint --fail-under=0 src', 'forgives'], ['pylint --fail-under 8 src', 'checks'], ['black .', 'rewrites'], ['python -m black --check .', 'checks'], ['isort . -c', 'checks'], ['isort .', 'rewrites'], ['uvx ruff@latest check', 'checks'],
    ['nbqa flake8 notebooks', 'checks'], ['mypy src', 'none'], ['ruff --version', 'none'], ['echo ruff check', 'none'], ['pip install flake8', 'none'], ['hatch fmt --check', 'checks'],
  ])('%s: %s', (line, expected) => {
    const run = lintOf(command(line))
    expect(run === null ? 'none' : run.forgiving !== null ? 'forgives' : run.checks ? 'checks' : 'rewrites').toBe(expected)
  })

  it('knows actions, and that a hook fails when it rewrites', () => {
    expect(lintOf({ words: ['black'], through: ['pre-commit'] })?.checks).toBe(true)
    expect(lintActionOf('super-linter/super-linter@v7', {})).toMatchObject({ checks: true })
    expect(lintActionOf('psf/black@stable', { options: '--verbose' })).toMatchObject({ checks: false })
    expect(lintActionOf('actions/checkout@v4', {})).toBeNull()
  })
})

describe('test runs', () => {
  it.each([
    ['pytest -q', 'pytest'], ['python -m unittest discover', 'unittest'], ['coverage run -m pytest', 'pytest'], ['python manage.py test', 'manage.py test'], ['python tests/test_api.py', 'tests/test_api.py'], ['python run_tests.py', 'run_tests.py'],
    ['pytest --collect-only', null], ['python test_environment.py', null], ['python src/train.py', null], ['behave', 'behave'],
  ])('%s: %s', (line, tool) => { expect(testRunOf(command(line))?.tool ?? null).toBe(tool) })
})

describe('image builds', () => {
  it.each([
    ['docker build -t x -f docker/Dockerfile .', { tool: 'docker build', context: '.', dockerfile: 'docker/Dockerfile', pushes: false }], ['docker buildx build --platform linux/amd64 --push -t x api', { context: 'api', pushes: true }],
    ['docker compose -f a.yml -f b.yml build api', { composeFiles: ['a.yml', 'b.yml'], services: ['api'] }], ['docker-compose up -d --build', { composeFiles: [] }], ['bentoml containerize x:latest', { tool: 'bentoml containerize' }],
    ['gcloud builds submit --tag gcr.io/a/b', { pushes: true }], ['az acr build --registry r -f Dockerfile .', { dockerfile: 'Dockerfile', pushes: true }],
  ])('%s', (line, expected) => { expect(imageBuildOf(command(line))).toMatchObject(expected) })

  it.each(['docker compose up -d', 'docker pull x', 'docker run x', 'python -m build', 'docker build --help'])('%s is none', (line) => { expect(imageBuildOf(command(line))).toBeNull() })

  it('knows actions', () => {
    expect(imageActionOf('docker/build-push-action@v6', { push: 'false' })).toMatchObject({ context: '.', pushes: false })
    expect(imageActionOf('docker/build-push-action@v6', { context: 'api', push: "${{ github.event_name != 'pull_request' }}" })).toMatchObject({ context: 'api', pushes: true })
  })
})

describe('deliveries', () => {
  it.each([
    ['docker push x', 'image'], ['kubectl apply -f k8s', 'deployment'], ['kubectl --context c set image deployment/a a=b', 'deployment'], ['helm upgrade --install x .', 'deployment'], ['terraform -chdir=infra apply -auto-approve', 'infrastructure'],
    ['gcloud run deploy x --image y', 'deployment'], ['aws ecs update-service --cluster c', 'deployment'], ['twine upload dist/*', 'package'], ['poetry publish', 'package'], ['heroku container:release web', 'deployment'], ['git push heroku main', 'deployment'],
    ['flyctl deploy --remote-only', 'deployment'], ['ssh user@host "docker compose up -d"', 'deployment'], ['curl "$RENDER_DEPLOY_HOOK_URL"', 'deployment'], ['huggingface-cli upload a b', 'model'], ['sam deploy', 'deployment'], ['python scripts/promote_model.py', 'model'],
    ['gh release create v1 dist/*', 'package'], ['aws s3 cp models/model.pkl s3://bucket/models/', 'model'], ['scp app.tar user@host:/srv', 'deployment'],
    ['terraform plan', null], ['docker compose up -d', null], ['dvc push', null], ['kubectl get pods', null], ['echo docker push', null], ['curl localhost:8000/deploy', null], ['mkdocs gh-deploy', null], ['kubectl apply --dry-run=client -f k8s', null], ['git push origin main', null], ['helm lint', null],
    ['docker push localhost:5000/x', null], ['aws --endpoint-url=http://localhost:4566 lambda create-function', null], ['gh release create v1 --notes x', null], ['aws s3 cp s3://bucket/model.pkl .', null], ['scp user@host:/srv/log .', null],
  ])('%s: %s', (line, what) => { expect(deliveryOf(command(line))?.what ?? null).toBe(what) })

  it('counts containers started on an own machine, and not on a hosted one', () => {
    expect(deliveryOf(command('docker compose up -d'), true)?.what).toBe('deployment')
  })

  it.each([
    ['appleboy/ssh-action@v1', {}, 'deployment'], ['docker/build-push-action@v6', { push: 'true' }, 'image'], ['docker/build-push-action@v6', {}, null], ['pypa/gh-action-pypi-publish@release/v1', {}, 'package'], ['peaceiris/actions-gh-pages@v4', {}, null],
    ['docker/build-push-action@v6', { push: 'true', tags: 'localhost:5000/x:1' }, null], ['softprops/action-gh-release@v2', { files: 'dist/*' }, 'package'], ['softprops/action-gh-release@v2', {}, null], ['pulumi/actions@v6', { command: 'up' }, 'infrastructure'], ['pulumi/actions@v6', { command: 'preview' }, null],
  ] as const)('%s %j: %s', (uses, given, what) => { expect(deliveryActionOf(uses, given)?.what ?? null).toBe(what) })
})

describe('training', () => {
  it.each([
    ['python src/train.py', true], ['python -m src.models.train_model', true], ['dvc repro', true], ['python main.py --train', false], ['python main.py train', true], ['pytest tests/test_train.py', false], ['mlflow run .', true], ['uv run train', true], ['pip install train', false],
  ])('%s: %s', (line, expected) => { expect(isTraining(command(line))).toBe(expected) })
})
